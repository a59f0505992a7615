import fs from 'node:fs/promises';
import path from 'node:path';
import {list, record, strings, text} from '../../engine/read.js';
import type {ComposeProject} from '../../model/compose-project.js';
import type {Composed} from '../../model/composed.js';
import {isThere} from './files.js';
import {composedService, envFilesOf, mergeService, mergeServices} from './merge.js';
import {problemIn, type Written, writtenIn} from './written.js';

/** Bytes of one file: real ones have some thousand. */
const largest = 512 * 1024;
/** Files of one project, with all that they include and extend. */
const mostFiles = 40;
const mostServices = 500;
/** `extends` and `include` in each other. */
const deepest = 8;
/** Files put over others, the same one as often as it is included: a few that include each other come to millions. */
const mostOver = 200;

type Services = Map<string, Written>;

/** Reads the files of one project, each once. */
class Reader {
  readonly #read = new Map<string, Promise<Written | null>>();
  #over = 0;
  #problem: string | null = null;

  constructor(readonly signal: AbortSignal) {}

  /** All files that were asked for, also those that are not there: what is expected changes with them. */
  get files(): readonly string[] {
    return [...this.#read.keys()];
  }

  /** What is wrong with the first file that is there and no compose file: `compose.yml:3: …`. */
  get problem(): string | null {
    return this.#problem;
  }

  /** Null when it is not there, no regular file, too large or no compose file. */
  file(name: string): Promise<Written | null> {
    const known = this.#read.get(name);
    if (known) return known;
    const reading = this.#read.size >= mostFiles ? Promise.resolve(null) : this.#parse(name);
    this.#read.set(name, reading);
    return reading;
  }

  async #parse(name: string): Promise<Written | null> {
    const stat = await fs.stat(name).catch(() => null); // not there, or not ours to see
    if (!stat?.isFile() || stat.size > largest) return null;
    const content = await fs.readFile(name, {encoding: 'utf8', signal: this.signal}).catch(() => null); // gone since, or not ours to read
    this.signal.throwIfAborted();
    if (content === null) return null;
    const written = writtenIn(content);
    const problem = written ? null : problemIn(content);
    if (problem && this.#problem === null) {
      const place = problem.line === null ? '' : `:${problem.line}`;
      this.#problem = `${path.basename(name)}${place}: ${problem.message}`;
    }
    return written;
  }

  /** Services with those of one more file over them, and what it extends and includes. Null when it cannot be read. */
  async over(before: Services, name: string, directory: string, depth: number): Promise<Services | null> {
    this.#over += 1;
    if (depth > deepest || this.#over > mostOver) return null;
    const written = await this.file(name);
    if (!written) return null;
    let all = before;
    for (const include of list(written.include)) {
      const {path: paths, project_directory: own} =
        typeof include === 'string' ? {path: include, project_directory: ''} : record(include);
      all = await this.#including(all, strings(paths), text(own), directory, depth);
    }
    const extended: Record<string, unknown> = {};
    for (const [service, said] of Object.entries(record(written.services)).slice(0, mostServices))
      extended[service] = await this.#extended(said, name, depth);
    return mergeServices(all, extended);
  }

  async #including(before: Services, paths: readonly string[], own: string, directory: string, depth: number): Promise<Services> {
    const [first] = paths;
    if (first === undefined || [...paths, own].some(isUnknown)) return before;
    const place = path.resolve(directory, own === '' ? path.dirname(first) : own);
    let all = before;
    for (const file of paths) all = (await this.over(all, path.resolve(directory, file), place, depth + 1)) ?? all;
    return all;
  }

  /** A service over the one that it extends, here or in another file. */
  async #extended(said: unknown, file: string, depth: number): Promise<unknown> {
    const {extends: base} = record(said);
    if (base === undefined || base === null || depth > deepest) return said;
    const from = typeof base === 'string' ? {service: base} : record(base);
    const [other, service] = [text(record(from).file), text(from.service)];
    if (isUnknown(other) || service === '') return said;
    const place = other === '' ? file : path.resolve(path.dirname(file), other);
    const written = await this.file(place);
    const found = record(written?.services)[service];
    return found === undefined ? said : mergeService(await this.#extended(found, place, depth + 1), said);
  }
}

/** A name with a variable in it: what that is was known to another shell. */
const isUnknown = (name: string): boolean => name.includes('$');

export interface ReadFiles {
  /** Null when one of the project's own files cannot be read. */
  readonly composed: Composed | null;
  /** All that was read, or should have been: when one of it changes, so may what is expected. */
  readonly files: readonly string[];
  /** What is wrong with a file that is there and could not be read, in a line; null when nothing is. */
  readonly problem: string | null;
  /** The files that the services' environment comes from, by service; of one without any nothing. */
  readonly envFiles: ReadonlyMap<string, readonly string[]>;
}

/**
 * What the compose files of a project say is meant to be there. What they include or extend and cannot be read is left out.
 * Throws only the signal's reason. This file brings the YAML library with it: import it when there is something to read.
 */
export const readComposeFiles = async (project: ComposeProject, signal: AbortSignal): Promise<ReadFiles> => {
  const files = (await isThere(project.files)) || !project.otherFiles ? project.files : project.otherFiles;
  const reader = new Reader(signal);
  let all: Services | null = new Map();
  for (const file of files) all = all && (await reader.over(all, file, project.workingDir, 0));
  signal.throwIfAborted();
  const composed = all && {files, services: [...all].map(([name, service]) => composedService(name, service))};
  const envFiles = new Map<string, readonly string[]>();
  for (const [name, service] of all ?? []) {
    const names = envFilesOf(service).filter(file => file !== '');
    if (names.length > 0)
      envFiles.set(
        name,
        names.filter(file => !isUnknown(file)).map(file => path.resolve(project.workingDir, file)),
      );
  }
  return {composed, files: reader.files, envFiles, problem: composed ? null : reader.problem};
};
