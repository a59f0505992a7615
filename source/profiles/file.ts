import {constants} from 'node:fs';
import {type FileHandle, open} from 'node:fs/promises';
import type {Profile} from '../model/profile.js';
import type {ProfileProblem} from './problem.js';

/** A profile's file, as it was read once. */
export interface ReadFile {
  /** Another one when the file may have changed; '' when it cannot be looked at. */
  readonly stamp: string;
  readonly profile: Profile | null;
  readonly problems: readonly ProfileProblem[];
  /** Nothing is in it: who writes it may just have begun. */
  readonly isEmpty: boolean;
}

/** The longest shipped profile has 4 kB: this is no profile. */
const mostBytes = 1024 * 1024;

const isFolder = 'is a folder; a profile is a file';

/** Why a file cannot be read, and what to do, by the system's code for it. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'is a link to nothing; take it away or mend it',
  ELOOP: 'is a link that leads to itself; take it away',
  EACCES: 'may not be read; chmod +r lets you',
  EPERM: 'may not be read',
  EISDIR: isFolder,
  ENOTDIR: 'is no folder; profiles lie in one',
  ENXIO: 'is no file; a profile is one',
};

/** What the system says about a file, in words. */
export const reasonOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
};

const read = async (file: string, handle: FileHandle, known: string | null): Promise<ReadFile | null> => {
  const stat = await handle.stat({bigint: true});
  const stamp = [stat.dev, stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(':');
  if (stamp === known) return null;
  const wrong = (message: string): ReadFile => ({
    stamp,
    profile: null,
    problems: [{file, line: null, key: '', message}],
    isEmpty: false,
  });
  if (stat.isDirectory()) return wrong(isFolder);
  if (!stat.isFile()) return wrong('is no file; a profile is one');
  if (stat.size > mostBytes) return wrong(`has ${Math.round(Number(stat.size) / 1024 / 1024)} MB; that is no profile`);
  const bytes = await handle.readFile();
  if (bytes.includes(0)) return wrong('is no text; a profile is YAML');
  let text: string;
  try {
    text = new TextDecoder('utf-8', {fatal: true}).decode(bytes);
  } catch {
    return wrong('is no text in UTF-8; save it as that');
  }
  // Loaded when there is something to read: the YAML and schema libraries are not free.
  const {readProfile} = await import('./read.js');
  return {stamp, ...readProfile(file, text), isEmpty: text === ''};
};

/**
 * Reads a profile's file, whatever stands in its place; what is wrong with it is a problem. Gives null when it is still the one with the
 * stamp `known`.
 */
export const readProfileFile = async (file: string, known: string | null): Promise<ReadFile | null> => {
  let handle: FileHandle | null = null;
  try {
    // A pipe in its place would be waited for without end.
    handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    return await read(file, handle, known);
  } catch (error) {
    return {stamp: '', profile: null, problems: [{file, line: null, key: '', message: reasonOf(error)}], isEmpty: false};
  } finally {
    await handle?.close();
  }
};
