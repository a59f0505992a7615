import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type {Terminal} from '../support/terminal.js';

/** A folder for what a program saves; remove it. */
export const newFolder = (): string => fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-saved-'));

/** Saves the log that is open in a program which was started in `folder`, as it is shown there, and reads it. */
export const savedLog = async (terminal: Terminal, folder: string): Promise<readonly string[]> => {
  await terminal.press('ctrl-s');
  await terminal.sees(/saved to|save as shown to/);
  if (terminal.shows('save as shown to')) await terminal.press('enter');
  await terminal.sees('saved to');
  const [file] = fs.readdirSync(folder).filter(name => name.endsWith('.log'));
  if (file === undefined) throw new Error(`nothing was saved in ${folder}`);
  return fs.readFileSync(path.join(folder, file), 'utf8').trimEnd().split('\n');
};
