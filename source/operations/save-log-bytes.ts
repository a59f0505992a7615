import {rmdir} from 'node:fs/promises';
import path from 'node:path';
import type {Engine} from '../engine/client.js';
import {EngineError} from '../engine/errors.js';
import {type LogBytes, logBytes} from '../engine/log-bytes.js';
import {plainFileName} from '../model/log-file-name.js';
import {fileProblem} from './dump.js';
import {type NewFile, newFile, newFolder} from './new-file.js';

/** A container whose log is saved. */
export interface LogOf {
  readonly id: string;
  /** Its name, for people and for the file. */
  readonly label: string;
  readonly tty: boolean;
}

/** How far it is; changed while it goes on. */
export interface SaveCount {
  bytes: number;
  lines: number;
  /** Index of the log that is being read. */
  at: number;
}

export type SaveEnd =
  /** `refused`: logs that could not be read, and why; of a log that broke off, what came stands in `NAME.part`. */
  | {readonly kind: 'saved'; readonly path: string; readonly files: number; readonly refused: readonly string[]}
  /** `left`: where whole files are, as those of other containers are. */
  | {readonly kind: 'stopped'; readonly left: string | null; readonly files: number}
  | {readonly kind: 'failed'; readonly reason: string; readonly left: string | null; readonly files: number};

const newline = 0x0a;

const linesIn = (bytes: Buffer): number => {
  let lines = 0;
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) lines += 1;
  return lines;
};

/** What an engine has of one log, into a new file. A log that breaks off after it began leaves its part, and says so in the error. */
const saveOne = async (
  engine: Engine,
  {id, tty}: LogOf,
  file: string,
  count: SaveCount,
  signal: AbortSignal,
): Promise<string> => {
  const target: {file: NewFile | null} = {file: null};
  let written = 0;
  const open = async (): Promise<NewFile> => {
    target.file ??= await newFile(file);
    return target.file;
  };
  const onBytes = async (pieces: readonly LogBytes[]): Promise<void> => {
    const [only] = pieces;
    const bytes = pieces.length === 1 && only ? only.bytes : Buffer.concat(pieces.map(piece => piece.bytes));
    await (await open()).write(bytes);
    written += bytes.length;
    count.bytes += bytes.length;
    count.lines += linesIn(bytes);
  };
  try {
    await logBytes(engine, id, {tty, signal, onBytes});
    return await (await open()).keep();
  } catch (error) {
    if (signal.aborted || !(error instanceof EngineError) || written === 0) throw error;
    // The container may be gone by now: what was received is nowhere else.
    const part = await (await open()).leave();
    throw new EngineError(error.code, `${error.message}; what came until then is in ${part}`, error.hint, error.status);
  } finally {
    await target.file?.discard();
  }
};

const reasonOf = (error: unknown, file: string): string => {
  if (error instanceof EngineError) return error.message;
  return fileProblem(error, file) ?? (error instanceof Error ? error.message : String(error));
};

/** The logs of several containers, a file each in a new folder, one after another: an engine that is asked for all at once is slow for others. */
const saveEach = async (
  engine: Engine,
  logs: readonly LogOf[],
  wanted: string,
  count: SaveCount,
  signal: AbortSignal,
): Promise<SaveEnd> => {
  let folder: string;
  try {
    folder = await newFolder(wanted);
  } catch (error) {
    return {kind: 'failed', reason: reasonOf(error, wanted), left: null, files: 0};
  }
  const refused: string[] = [];
  let files = 0;
  /** The folder, where something is in it. */
  const left = async (): Promise<string | null> => {
    if (files > 0) return folder;
    return rmdir(folder).then(
      () => null,
      () => folder, // a part that was left is in it
    );
  };
  for (const [index, log] of logs.entries()) {
    count.at = index;
    const file = path.join(folder, `${plainFileName(log.label) || 'log'}.log`);
    try {
      await saveOne(engine, log, file, count, signal);
      files += 1;
    } catch (error) {
      if (signal.aborted) return {kind: 'stopped', left: await left(), files};
      if (!(error instanceof EngineError)) return {kind: 'failed', reason: reasonOf(error, file), left: await left(), files};
      refused.push(`${log.label}: ${error.message}`);
    }
  }
  if (files === 0) return {kind: 'failed', reason: refused[0] ?? 'there is no log', left: await left(), files};
  return {kind: 'saved', path: folder, files, refused};
};

/**
 * Saves the whole logs of containers, byte for byte as the engine has them: one in a new file, several in a new folder. Only their owner
 * may read them, nothing is written over, and a file has its name once it is whole. Of what is called off or fails for want of space
 * nothing stays but files that are whole. Never rejects with what was to be expected.
 */
export const saveLogBytes = async (
  engine: Engine,
  logs: readonly LogOf[],
  wanted: string,
  count: SaveCount,
  signal: AbortSignal,
): Promise<SaveEnd> => {
  const [only] = logs;
  if (logs.length !== 1 || !only) return saveEach(engine, logs, wanted, count, signal);
  try {
    return {kind: 'saved', path: await saveOne(engine, only, wanted, count, signal), files: 1, refused: []};
  } catch (error) {
    if (signal.aborted) return {kind: 'stopped', left: null, files: 0};
    return {kind: 'failed', reason: reasonOf(error, wanted), left: null, files: 0};
  }
};
