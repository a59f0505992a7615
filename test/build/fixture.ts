import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const folders: string[] = [];
/** For `afterAll` of a file that makes folders. */
export const removeFolders = (): void => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, {recursive: true, force: true});
};

/** A folder with these files. */
export const folderWith = (files: Readonly<Record<string, string>>): string => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-build-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), {recursive: true});
    fs.writeFileSync(path.join(folder, name), text);
  }
  return folder;
};
