import {accessSync, constants} from 'node:fs';
import {mkdtemp, open, rm} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {fileProblem} from '../operations/dump.js';
import {programName, splitWords} from '../services/words.js';
import type {LogChunk, Reader, ReadWish} from '../state/log-save.js';
import {type ProgramEnd, runInTerminal} from '../terminal/run-program.js';
import {plainText} from '../terminal/sanitise.js';
import type {Desk} from './desk.js';
import {said} from './in-terminal.js';
import {type Written, writeChunks} from './log-chunks.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** What reads a file, word by word; or why nothing does. */
export type Found = {readonly words: readonly string[]} | {readonly problem: string};

/** Whether a program can be started: of this path, or in one of the folders of PATH. */
const isProgram = (name: string, env: Environment): boolean => {
  const folders = name.includes('/') ? [''] : (env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return folders.some(folder => {
    try {
      accessSync(path.join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
};

const variables: Readonly<Record<Reader, readonly string[]>> = {pager: ['PAGER'], editor: ['VISUAL', 'EDITOR']};
const usual: Readonly<Record<Reader, readonly (readonly string[])[]>> = {
  pager: [['less', '-R'], ['more']],
  editor: [['vi'], ['nano']],
};

/**
 * The person's pager or editor: what $PAGER, $VISUAL, $EDITOR say (simple words and quotes, as for a shell; no shell is asked), else what
 * is usual. A pager that pages nothing, as `cat`, is none.
 */
export const programFor = (reader: Reader, env: Environment, isThere = isProgram): Found => {
  for (const name of variables[reader]) {
    const line = (env[name] ?? '').trim();
    if (line === '') continue;
    const words = splitWords(line);
    if (!words) return {problem: `$${name}: a quote is not closed in ${line}`};
    const [program = ''] = words;
    if (programName(program) === 'cat') continue;
    return isThere(program, env) ? {words} : {problem: `$${name}: there is no program ${program} here`};
  }
  const words = usual[reader].find(([program = '']) => isThere(program, env));
  const tried = usual[reader].map(([program]) => program).join(', ');
  return words
    ? {words}
    : {problem: `no ${reader} was found: $${variables[reader].join(', $')} is not set, and there is no ${tried}`};
};

/** Pagers that draw the colours of a text. */
const coloured = new Set(['less', 'bat', 'batcat', 'moar', 'moor', 'ov', 'lv', 'most']);
/** Programs that begin at line N when told so by `+N`. */
const plusLine = new Set(
  'less more vi vim nvim view vimx vim.basic vim.tiny nano pico emacs emacsclient micro kak joe jed mg ne'.split(' '),
);

/** The program with the file: at a line, from 1, where it knows how to. In `less` the newest line is the last one on screen. */
export const wordsAt = (words: readonly string[], file: string, line: number | null, following: boolean): string[] => {
  const name = programName(words[0]);
  if (name === 'less' && following) return [...words, '+G', file];
  return line !== null && plusLine.has(name) ? [...words, `+${line}`, file] : [...words, file];
};

/** As Git has it: a pager that has no options of its own in its variable shows colours. */
const environment = (env: Environment): Record<string, string> => {
  const given = Object.entries(env).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]));
  return {LESS: 'R', LV: '-c', ...Object.fromEntries(given)};
};

const endingOf = (name: string, {code, signal}: ProgramEnd): string | null => {
  if (code === 0) return null;
  return code === null ? `${name} was ended by ${signal}` : `${name} ended with exit code ${code}`;
};

const writeInto = async (file: string, chunks: Iterable<LogChunk>, signal: AbortSignal): Promise<Written> => {
  const handle = await open(file, 'wx', 0o600);
  try {
    return await writeChunks(chunks, bytes => handle.appendFile(bytes), {bytes: 0, lines: 0, at: 0}, signal);
  } finally {
    await handle.close();
  }
};

/** Writes what is read into a file of its own that only its owner may read, hands the terminal over, and takes the file away again. */
const handed = async (
  {store, env, signal}: Desk,
  words: readonly string[],
  {name, title, lines, following}: ReadWish,
  suspend: (during: () => Promise<void>) => Promise<void>,
): Promise<void> => {
  const program = programName(words[0]);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'stacktop-'));
  try {
    const file = path.join(folder, name);
    const {chosen, lost} = await writeInto(file, lines(coloured.has(program)), signal);
    if (signal.aborted) return;
    const wanted = {words: wordsAt(words, file, chosen, following), cwd: process.cwd(), env: environment(env)};
    const ends: ProgramEnd[] = [];
    await suspend(async () => void ends.push(await runInTerminal(wanted, null, signal)));
    const ending = ends[0] ? endingOf(program, ends[0]) : null;
    if (ending !== null) said(store, plainText(ending), 'warn');
    else if (lost > 0)
      said(store, plainText(`${lost} older lines of ${title} were let go before ${program} could have them`), 'warn');
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
};

/** Hands lines to the person's pager or editor, in their own terminal. What goes wrong is told in one line. */
export const readIn = (desk: Desk, reader: Reader, wish: ReadWish): void => {
  const found = programFor(reader, desk.env);
  if ('problem' in found) {
    said(desk.store, plainText(found.problem), 'warn');
    return;
  }
  const program = programName(found.words[0]);
  desk.handOver(`${program} is being opened`, async screen => {
    try {
      await handed(desk, found.words, wish, during => screen.suspend(during));
    } catch (error) {
      const why = fileProblem(error, program) ?? (error instanceof Error ? error.message : String(error));
      said(desk.store, plainText(`${program} could not be opened: ${why}`), 'bad');
    }
  });
};
