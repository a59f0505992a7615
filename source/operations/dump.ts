import path from 'node:path';
import type {Engine} from '../engine/client.js';
import {EngineError} from '../engine/errors.js';
import type {Invocation, Service} from '../services/service.js';
import {execWithPipes} from './exec-pipes.js';
import {createKept} from './kept-output.js';
import {type NewFile, newFile} from './new-file.js';
import {inputOf} from './run-service.js';
import {wordsThatRun} from './run-tool.js';
import {type Transfer, type TransferStep, transfer} from './transfer.js';

/** Kept of what the tool complains of. */
const longestComplaint = 64 * 1024;
/** The engine says on stdout that a program is not there, and nothing else then. */
const mostSaid = 4096;

const two = (value: number): string => String(value).padStart(2, '0');

/** Nothing of a name may lead out of the folder, hide the file or look like an option. */
const plainName = (name: string): string =>
  name
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 60);

/** `shop-postgres-orders-20261121-140211.sql`: the parts that are there, and the local time. */
export const dumpName = (parts: readonly string[], extension: string, now: Date): string => {
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  const time = `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
  return `${[...parts.map(plainName).filter(part => part !== ''), day, time].join('-')}.${extension}`;
};

export interface DumpRequest {
  /** Id of the container. */
  readonly id: string;
  /** Writes the dump to its output. */
  readonly invocation: Invocation;
  /** Reads what the tool says when it fails. */
  readonly verdict: Service['verdict'];
  /** Where the file is to be; another name is taken when it is there already. */
  readonly file: string;
}

/** What is wrong with the file, in the system's words and ours. */
export const fileProblem = (error: unknown, file: string): string | null => {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return null;
  const words: Readonly<Record<string, string>> = {
    ENOSPC: 'the disk is full',
    EDQUOT: 'your quota on the disk is used up',
    EACCES: 'no permission',
    EPERM: 'no permission',
    EROFS: 'the file system is read-only',
    ENOENT: 'there is no such file or folder',
    EISDIR: 'it is a folder',
  };
  return `${file}: ${words[String(error.code)] ?? error.message}`;
};

const dumpInto = async (
  engine: Engine,
  {id, invocation, verdict, file}: DumpRequest,
  target: NewFile,
  count: {bytes: number},
  signal: AbortSignal,
): Promise<(elapsedMs: number) => TransferStep> => {
  const complaints = createKept(longestComplaint);
  const exitCode = await execWithPipes(engine, id, {
    cmd: await wordsThatRun(engine, id, invocation, signal),
    env: invocation.env,
    stdin: inputOf(invocation),
    signal,
    async onOutput(stream, bytes) {
      if (stream === 'stderr' || count.bytes < mostSaid) complaints.onOutput(stream, bytes);
      if (stream === 'stderr') return;
      await target.write(bytes);
      count.bytes += bytes.length;
    },
  });
  if (exitCode === 0 && count.bytes > 0) {
    const kept = await target.keep();
    return elapsedMs => ({kind: 'done', file: kept, bytes: count.bytes, elapsedMs});
  }
  const {message, hint} = verdict({exitCode, ...complaints.taken()});
  const silent = exitCode === 0 ? 'it wrote nothing' : 'the engine does not say how it ended';
  const name = `${path.basename(file)} is not kept`;
  return () => ({kind: 'failed', reason: message || silent, hint: hint === '' ? name : `${hint}; ${name}`});
};

/**
 * Streams a dump into a new file that only its owner may read. The file has its name only once it is whole and the tool has ended with 0;
 * whatever else happens nothing of it stays. Called off it ends with `failed`; rejects only with what nobody foresaw.
 */
export const dump = (engine: Engine, request: DumpRequest, signal: AbortSignal): Transfer =>
  transfer(async (count, over) => {
    let target: NewFile | null = null;
    try {
      target = await newFile(path.resolve(request.file));
      return await dumpInto(engine, request, target, count, over);
    } catch (error) {
      if (over.aborted) return () => ({kind: 'failed', reason: 'called off', hint: 'nothing was kept'});
      const problem = error instanceof EngineError ? error.message : fileProblem(error, request.file);
      if (problem === null) throw error;
      return () => ({kind: 'failed', reason: problem, hint: 'nothing was kept'});
    } finally {
      await target?.discard();
    }
  }, signal);
