import {randomUUID} from 'node:crypto';
import {type FileHandle, open} from 'node:fs/promises';
import path from 'node:path';
import {Readable} from 'node:stream';
import {createGunzip} from 'node:zlib';
import type {Engine} from '../engine/client.js';
import {EngineError} from '../engine/errors.js';
import type {Invocation, Service} from '../services/service.js';
import {fileProblem} from './dump.js';
import {execWithPipes} from './exec-pipes.js';
import {createKept} from './kept-output.js';
import {createSqlWatch, type SqlWatch} from './sql-watch.js';
import {type Count, type Transfer, type TransferStep, transfer} from './transfer.js';

const longestComplaint = 64 * 1024;
const pieceBytes = 64 * 1024;

export interface RestoreRequest {
  /** Id of the container. */
  readonly id: string;
  /** psql, which ends with the first error and reads its input. */
  readonly invocation: Invocation;
  readonly verdict: Service['verdict'];
  /** SQL as pg_dump writes it, as it is or in gzip. */
  readonly file: string;
}

const unchanged = 'nothing was changed';
const ownTransactions = 'the file ends transactions itself: what stands before the error may be there';

interface State {
  readonly count: Count;
  readonly watch: SqlWatch;
  /** The last line was given away: what was not heard of since may be done. */
  committing: boolean;
}

/** What holds of the database after a failure that psql itself did not tell. */
const afterwards = ({committing}: State): string =>
  committing ? 'whether it was finished is not known: look before you try again' : unchanged;

/** A file that is not what can be restored. */
class UnfitError extends Error {}

const beginsWith = async (handle: FileHandle): Promise<Buffer> => {
  const {buffer, bytesRead} = await handle.read(Buffer.alloc(5), 0, 5, 0);
  return buffer.subarray(0, bytesRead);
};

async function* pieces(handle: FileHandle, count: Count): AsyncGenerator<Buffer> {
  for (;;) {
    const {buffer, bytesRead} = await handle.read(Buffer.allocUnsafe(pieceBytes), 0, pieceBytes, count.bytes);
    if (bytesRead === 0) return;
    count.bytes += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Its SQL, unpacked. Throws UnfitError for what psql cannot read. */
async function* sqlOf(handle: FileHandle, count: Count): AsyncGenerator<Buffer> {
  const start = await beginsWith(handle);
  if (start.length === 0) throw new UnfitError('it is empty');
  if (start.toString('latin1') === 'PGDMP') throw new UnfitError("it is in pg_dump's own format, which pg_restore reads");
  const packed = start[0] === 0x1f && start[1] === 0x8b;
  const file = Readable.from(pieces(handle, count), {objectMode: false});
  if (!packed) return yield* file;
  const unpacked = file.pipe(createGunzip());
  file.once('error', error => unpacked.destroy(error));
  try {
    yield* unpacked;
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw new UnfitError(`its gzip is broken: ${error.message}`);
    throw error;
  } finally {
    file.destroy();
  }
}

/**
 * The file in one transaction. It is ended by us once the file was read to its end, and not by psql at the end of its input: that comes
 * also when we are killed or the connection breaks, and psql would then make half a restore last (`--single-transaction` does).
 * The last line is printed only if all that goes before was taken as SQL, and not as rows of a table that the file leaves open.
 */
async function* inTransaction(handle: FileHandle, state: State, mark: string): AsyncGenerator<Buffer> {
  const {count, watch} = state;
  yield Buffer.from('BEGIN;\n');
  for await (const piece of sqlOf(handle, count)) {
    watch.see(piece);
    if (watch.changesDatabase()) throw new UnfitError('it goes on to other databases (\\connect), and one is restored here');
    yield piece;
  }
  if (watch.cutOff()) throw new UnfitError('it is cut off: the last line of a dump is missing');
  state.committing = true;
  yield Buffer.from(`\nCOMMIT;\n\\echo ${mark}\n`);
}

/** Gives the step that tells of a failure; null when it is restored. */
const restoreFrom = async (
  engine: Engine,
  {id, invocation, verdict}: RestoreRequest,
  handle: FileHandle,
  state: State,
  signal: AbortSignal,
): Promise<TransferStep | null> => {
  const mark = randomUUID();
  const {watch} = state;
  const kept = createKept(longestComplaint);
  let tail = '';
  const stdin = Readable.from(inTransaction(handle, state, mark), {objectMode: false});
  const unread: unknown[] = [];
  stdin.on('error', error => unread.push(error));
  try {
    const exitCode = await execWithPipes(engine, id, {
      cmd: invocation.argv,
      env: invocation.env,
      stdin,
      signal,
      onOutput(stream, bytes) {
        kept.onOutput(stream, bytes);
        if (stream === 'stdout') tail = (tail + bytes.toString('latin1')).slice(-1024);
      },
    });
    if (unread.length > 0) throw unread[0];
    if (exitCode === 0 && tail.includes(mark)) return null;
    const {message, hint} = verdict({exitCode, ...kept.taken()});
    const open = 'it ends in the middle of a statement or of rows';
    const after = exitCode === null ? afterwards(state) : watch.endsTransactions() ? ownTransactions : unchanged;
    return {
      kind: 'failed',
      reason: message || (exitCode === 0 ? open : 'the engine does not say how it ended'),
      hint: hint === '' ? after : `${after}; ${hint}`,
    };
  } finally {
    stdin.destroy();
  }
};

/**
 * Streams a file of SQL into psql, in one transaction: all of it is there afterwards, or nothing. `bytes` and `total` are those of the file
 * as it lies there. Called off it ends with `failed`; rejects only with what nobody foresaw.
 */
export const restore = (engine: Engine, request: RestoreRequest, signal: AbortSignal): Transfer =>
  transfer(async (count, over) => {
    const file = path.resolve(request.file);
    const state: State = {count, watch: createSqlWatch(), committing: false};
    let handle: FileHandle | null = null;
    try {
      handle = await open(file, 'r');
      const {size} = await handle.stat();
      count.total = size;
      const failed = await restoreFrom(engine, request, handle, state, over);
      return elapsedMs => failed ?? {kind: 'done', file, bytes: count.bytes, elapsedMs};
    } catch (error) {
      if (over.aborted) return () => ({kind: 'failed', reason: 'called off', hint: afterwards(state)});
      const known = error instanceof EngineError || error instanceof UnfitError;
      const problem = known ? error.message : fileProblem(error, request.file);
      if (problem === null) throw error;
      return () => ({kind: 'failed', reason: problem, hint: afterwards(state)});
    } finally {
      await handle?.close();
    }
  }, signal);
