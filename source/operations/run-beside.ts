import path from 'node:path';
import type {Duplex, Readable} from 'node:stream';
import {limited, onAbort} from '../engine/abort.js';
import {readArchive, writeArchive} from '../engine/archive.js';
import {attachContainer, waitContainer} from '../engine/attach.js';
import type {Engine} from '../engine/client.js';
import {inspectContainer} from '../engine/containers.js';
import {createContainer, type NewContainer, type NewMount} from '../engine/create.js';
import {EngineError} from '../engine/errors.js';
import {removeContainer, startContainer, stopContainer} from '../engine/lifecycle.js';
import type {Container, Mount} from '../model/container.js';
import {throwAwayLabels, throwAwayLifeMs} from '../model/throw-away.js';
import type {Invocation} from '../services/service.js';
import {feed, type OnOutput, readFrames} from './exec-pipes.js';
import {inputOf, type RunServiceOptions} from './run-service.js';

/** What a throw-away container may use, bytes. */
const ownLimit = 256 * 2 ** 20;
/** Well before another stacktop would take it for one that was left behind. */
const longestMs = throwAwayLifeMs - 10 * 60_000;
/** For what has to be cleaned up also when everything was called off. */
const cleaningMs = 15_000;
/** TERM first: a consumer then leaves its group. */
const stopS = 2;

const mountOf = ({type, name, source, destination}: Mount): NewMount[] => {
  if (type === 'bind') return [{type, source, target: destination}];
  return type === 'volume' && name !== '' ? [{type, source: name, target: destination}] : [];
};

/** The variables of both; where both have one, the program's own. */
const joinEnv = (env: readonly string[], own: readonly string[]): string[] => {
  const name = (pair: string): string => pair.split('=', 1).join('');
  const names = new Set(own.map(name));
  return [...env.filter(pair => !names.has(name(pair))), ...own];
};

/**
 * Like the container, as far as its program can tell: image, user, environment, files (read-only, also its volumes: without them the
 * engine would make new ones) and network. Not its memory, and no part of its stack.
 */
const specOf = ({id, imageId, image, inspection}: Container, invocation: Invocation, stdin: boolean): NewContainer => ({
  image: imageId || image,
  argv: invocation.argv,
  env: joinEnv(inspection?.env ?? [], invocation.env),
  user: inspection?.user ?? '',
  workingDir: inspection?.workingDir ?? '',
  labels: throwAwayLabels(id),
  networkMode: `container:${id}`,
  memoryLimit: ownLimit,
  mounts: (inspection?.mounts ?? []).flatMap(mountOf),
  stdin,
});

const stop = async (engine: Engine, id: string): Promise<void> => {
  try {
    await stopContainer(engine, id, {timeoutS: stopS}, AbortSignal.timeout(cleaningMs));
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    // It will be removed by force, or the engine is away.
  }
};

/** What Confluent's images write when they start: without it each tool complains at length that it cannot log. */
const writtenAtStart = ['/etc/kafka/tools-log4j.properties', '/etc/kafka/tools-log4j2.yaml'];

/** Gives the new container the settings that the other one wrote for itself. It goes without where that cannot be. */
const copySettings = async (engine: Engine, from: string, to: string, signal: AbortSignal): Promise<void> => {
  for (const file of writtenAtStart) {
    try {
      const tar = await readArchive(engine, from, file, signal);
      if (tar) await writeArchive(engine, to, path.posix.dirname(file), tar, signal);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
    }
  }
};

/** False when it is still there: the next start of stacktop takes it away. */
const remove = async (engine: Engine, id: string): Promise<boolean> => {
  try {
    await removeContainer(engine, id, {force: true, volumes: true}, AbortSignal.timeout(cleaningMs));
    return true;
  } catch (error) {
    return error instanceof EngineError && error.code === 'not-found';
  }
};

/** The engine does not make a container: there is none of that image, it may not, or something before it does not let us. */
export class NotMadeError extends Error {
  override readonly name = 'NotMadeError';
  constructor(readonly reason: EngineError) {
    super(reason.message, {cause: reason});
  }
}

/** Not called off half-way: a container whose id never came could not be removed. */
const make = async (engine: Engine, spec: NewContainer): Promise<string> => {
  try {
    return await createContainer(engine, spec, AbortSignal.timeout(cleaningMs));
  } catch (error) {
    throw error instanceof EngineError && error.status !== null ? new NotMadeError(error) : error;
  }
};

/** Starts it; gives the engine's words when its program is not in the image, which an exec would find in its output. */
const begin = async (engine: Engine, id: string, signal: AbortSignal): Promise<string | null> => {
  try {
    await startContainer(engine, id, signal);
    return null;
  } catch (error) {
    if (error instanceof EngineError && /executable file not found|no such file or directory/.test(error.message))
      return error.message;
    throw error;
  }
};

const runIn = async (
  engine: Engine,
  id: string,
  stdin: Readable | null,
  onOutput: OnOutput,
  over: AbortSignal,
): Promise<number> => {
  // Not bound to `over`: it is stopped before its connection is closed, as the end of its input may mean something to it.
  const stream: Duplex = await attachContainer(engine, id, {stdin: stdin !== null}, new AbortController().signal);
  let stopping = Promise.resolve();
  const release = onAbort(over, () => {
    stopping = stop(engine, id).finally(() => stream.destroy());
  });
  const reading = readFrames(stream, onOutput, over);
  reading.catch(() => {}); // waited for below
  let part = (): void => {};
  try {
    const missing = await begin(engine, id, over);
    if (missing !== null) {
      await onOutput('stdout', Buffer.from(`${missing}\n`));
      return 127;
    }
    part = feed(stream, stdin);
    await reading;
    over.throwIfAborted();
    return await waitContainer(engine, id, over);
  } finally {
    release();
    part();
    stream.destroy();
    await stopping;
  }
};

/**
 * Runs a program of a container's image in a throw-away container beside it, on its network and with a memory limit of its own, so that
 * the container is not harmed. Gives the exit code. The throw-away one is gone when this settles, however it does; `onLeft` is called
 * when that failed. Rejects with NotMadeError when the engine refuses to make one, else as `runService`.
 */
export const runBeside = async (
  engine: Engine,
  container: Container,
  invocation: Invocation,
  {onOutput, signal, timeoutMs = 0, stdin, onLeft}: RunServiceOptions,
): Promise<number> => {
  const limitMs = timeoutMs > 0 ? Math.min(timeoutMs, longestMs) : longestMs;
  const limit = limited(signal, limitMs);
  const input = stdin ?? inputOf(invocation);
  signal.throwIfAborted();
  const id = await make(engine, specOf(container, invocation, input !== null));
  try {
    await copySettings(engine, container.id, id, limit.signal);
    const code = await runIn(engine, id, input, onOutput, limit.signal);
    const killed = code === 137 && (await inspectContainer(engine, id, signal)).inspection?.oomKilled;
    if (killed)
      throw new EngineError(
        'engine',
        `${invocation.argv[0]} needed more than the ${ownLimit / 2 ** 20} MiB of its own container`,
      );
    return code;
  } catch (cause) {
    signal.throwIfAborted();
    if (!limit.expired()) throw cause;
    const late = `${invocation.argv[0]} did not end within ${limitMs / 1000} s`;
    throw new EngineError('late', late, 'it was ended', null, {cause});
  } finally {
    limit.end();
    if (!(await remove(engine, id))) onLeft?.(() => remove(engine, id));
  }
};
