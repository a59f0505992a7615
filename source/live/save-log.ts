import {constants} from 'node:fs';
import {open} from 'node:fs/promises';
import {join} from 'node:path';
import {logFileName} from '../model/log-file-name.js';

/**
 * Writes a text into a new file of `folder` that only its owner may read, as it may hold secrets; gives its path. An existing file or link
 * is never written over. Throws what the system says (EACCES, ENOSPC).
 */
export const saveLog = async (folder: string, title: string, text: string, now: Date, extension?: string): Promise<string> => {
  const path = join(folder, logFileName(title, now, extension));
  const file = await open(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600);
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
  return path;
};
