import fs from 'node:fs/promises';

/** Whether all of them are there to be read, as files. */
export const isThere = async (files: readonly string[]): Promise<boolean> => {
  const stats = await Promise.all(files.map(file => fs.stat(file).catch(() => null))); // any reason for which it cannot be read
  return files.length > 0 && stats.every(stat => stat?.isFile() === true);
};
