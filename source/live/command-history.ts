import {constants} from 'node:fs';
import {mkdir, open, readFile, rename, rm, writeFile} from 'node:fs/promises';
import {isAbsolute, join} from 'node:path';
import {plainText} from '../terminal/sanitise.js';

/** Lines that are kept of each kind of service. */
const most = 500;
/** Files grow by one line a command; from here on they are written anew. */
const tooMany = 2 * most;

type Env = Readonly<Record<string, string | undefined>>;

/** Where the lines of a kind are kept (XDG base directories); null where there is no home. */
export const historyFile = (env: Env, kind: string): string | null => {
  const state = env.XDG_STATE_HOME;
  const home = env.HOME;
  const base = state && isAbsolute(state) ? state : home && isAbsolute(home) ? join(home, '.local', 'state') : null;
  return base === null ? null : join(base, 'stacktop', 'history', kind.replace(/[^\w-]/g, '-'));
};

/** Each line once, where it was used last; oldest first. */
export const tidied = (lines: readonly string[]): string[] => {
  const newestFirst = new Set(lines.map(line => plainText(line).trim()).reverse());
  newestFirst.delete('');
  return [...newestFirst].slice(0, most).reverse();
};

const linesOf = async (file: string): Promise<string[]> => {
  try {
    return (await readFile(file, 'utf8')).split('\n').filter(line => line !== '');
  } catch {
    return []; // there is none yet, or it is none that may be read
  }
};

/** A new file in the place of the old one, so that nobody ever reads half of it. */
const rewrite = async (file: string, lines: readonly string[]): Promise<void> => {
  const draft = `${file}.${process.pid}`;
  try {
    await writeFile(draft, lines.map(line => `${line}\n`).join(''), {mode: 0o600, flag: 'wx'});
    await rename(draft, file);
  } catch (error) {
    await rm(draft, {force: true});
    throw error;
  }
};

const append = async (file: string, line: string): Promise<void> => {
  await mkdir(join(file, '..'), {recursive: true, mode: 0o700});
  const flags = constants.O_CREAT | constants.O_APPEND | constants.O_WRONLY | constants.O_NOFOLLOW;
  const handle = await open(file, flags, 0o600);
  try {
    await handle.appendFile(`${line}\n`);
  } finally {
    await handle.close();
  }
};

/** Lines that were run on a kind of service, kept from one start to the next. A home that cannot be written to keeps none. */
export interface CommandHistory {
  /** Oldest first. Never rejects. */
  read(): Promise<readonly string[]>;
  /** Keeps one more; whoever calls has taken the secrets out. Never rejects. */
  add(line: string): Promise<void>;
}

export const commandHistory = (env: Env, kind: string): CommandHistory => {
  const file = historyFile(env, kind);
  return {
    read: async () => (file === null ? [] : tidied(await linesOf(file))),
    async add(line) {
      const clean = plainText(line).trim();
      if (file === null || clean === '') return;
      try {
        // Appending in one write is safe beside other programs that do the same (open(2), O_APPEND).
        await append(file, clean);
        const lines = await linesOf(file);
        if (lines.length >= tooMany) await rewrite(file, tidied(lines));
      } catch {
        // Commands run all the same where nothing can be written.
      }
    },
  };
};
