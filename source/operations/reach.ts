import {readFile} from 'node:fs/promises';
import {onAbort} from '../engine/abort.js';
import type {Engine} from '../engine/client.js';
import {dialTcp} from '../engine/dial.js';
import {EngineError} from '../engine/errors.js';
import type {Container} from '../model/container.js';
import {meetingOf, type Reach} from '../model/reach.js';
import {ownAddresses} from '../services/addresses.js';
import {type ConnectVerdict, type ConnectWay, connectS, connectWays, isHost, knownWord, reachOf} from '../services/connect.js';
import {execWithPipes, type OnLeft} from './exec-pipes.js';
import {createKept} from './kept-output.js';
import {NotMadeError, runBeside} from './run-beside.js';

/** A name may take that long; what takes longer is not known: each tool ends a connection that is not answered before. */
const resolvingMs = 8000;
const hostMs = 2000;
const longestAnswer = 4096;
/** Of the images of others: more would only make a person wait. */
const mostHelpers = 2;

export interface ReachOptions {
  readonly signal: AbortSignal;
  /** The other end where it is a container: for a test from the host when the first end has no tool. */
  readonly to?: Container | null;
  /** Containers of whose images a throw-away one may be made beside `from` when that has no tool. None where nothing may be made. */
  readonly helpers?: readonly Container[];
  /** The test could not be ended in the container and may go on for some seconds. */
  readonly onLeft?: OnLeft;
}

type Run = (
  way: ConnectWay,
  onOutput: (name: 'stdout' | 'stderr', bytes: Buffer) => void,
  signal: AbortSignal,
) => Promise<number | null>;

/** Tries one way. Once the name is known, the connection has its own few seconds. */
const tryWay = async (way: ConnectWay, run: Run, signal: AbortSignal): Promise<ConnectVerdict> => {
  const over = new AbortController();
  const release = onAbort(signal, () => over.abort(signal.reason));
  const kept = createKept(longestAnswer);
  let known = false;
  let timer = setTimeout(() => over.abort(), resolvingMs);
  const onOutput = (name: 'stdout' | 'stderr', bytes: Buffer): void => {
    kept.onOutput(name, bytes);
    if (known || !kept.taken().stdout.startsWith(knownWord)) return;
    known = true;
    clearTimeout(timer);
    timer = setTimeout(() => over.abort(), connectS * 1000);
  };
  try {
    const exitCode = await run(way, onOutput, over.signal);
    return way.read({exitCode, ...kept.taken()});
  } catch (error) {
    signal.throwIfAborted();
    if (over.signal.aborted) return {kind: known ? 'timeout' : 'no-name'};
    throw error;
  } finally {
    clearTimeout(timer);
    release();
  }
};

const tryWays = async (
  ways: readonly ConnectWay[],
  run: Run,
  at: 'container' | 'beside',
  signal: AbortSignal,
): Promise<Reach | null> => {
  for (const way of ways) {
    const verdict = await tryWay(way, run, signal);
    if (verdict.kind !== 'unfit') return reachOf(verdict, at);
  }
  return null;
};

/** Whether its processes are this host's: a socket may lead into a virtual machine or through ssh. */
const runsHere = async ({id, inspection}: Container): Promise<boolean> => {
  const pid = inspection?.pid ?? null;
  if (pid === null) return false;
  try {
    return (await readFile(`/proc/${pid}/cgroup`, 'utf8')).includes(id);
  } catch {
    return false; // another host's number, or it has just ended
  }
};

/** From here, over a bridge that both ends are on. Only an answer counts: that there is none may be due to this host. */
const fromHost = async (
  engine: Engine,
  from: Container,
  to: Container,
  port: number,
  signal: AbortSignal,
): Promise<Reach | null> => {
  const shared = meetingOf(from, to)?.shared ?? [];
  const ips = (to.inspection?.networks ?? []).filter(({name}) => shared.includes(name)).map(({ip}) => ip);
  const addresses = ownAddresses(to, engine.endpoint, port).filter(({host}) => ips.includes(host));
  if (addresses.length === 0 || !(await runsHere(to))) return null;
  for (const {host} of addresses) {
    const dialled = await dialTcp(host, port, hostMs, signal);
    if (dialled.kind === 'open') return {kind: 'open', ms: dialled.ms, at: 'host'};
    if (dialled.kind === 'refused') return {kind: 'refused', at: 'host'};
  }
  return null;
};

/** A container of the helper's image, on the network of the other, with nothing else of either. */
const helping = ({id}: Container, helper: Container): Container => ({
  ...helper,
  id,
  inspection: helper.inspection && {...helper.inspection, mounts: [], env: [], user: '', workingDir: ''},
});

const fromBeside = async (
  engine: Engine,
  from: Container,
  ways: readonly ConnectWay[],
  {helpers = [], signal, onLeft}: ReachOptions,
): Promise<Reach | null> => {
  const images = new Map(helpers.filter(({imageId}) => imageId !== from.imageId).map(helper => [helper.imageId, helper]));
  for (const helper of [...images.values()].slice(0, mostHelpers)) {
    const run: Run = ({argv}, onOutput, over) =>
      runBeside(
        engine,
        helping(from, helper),
        {argv, env: [], secrets: []},
        {onOutput, signal: over, ...(onLeft ? {onLeft} : {})},
      );
    try {
      const found = await tryWays(ways, run, 'beside', signal);
      if (found) return found;
    } catch (error) {
      if (error instanceof NotMadeError) return null; // this engine makes none
      throw error;
    }
  }
  return null;
};

const test = async (engine: Engine, from: Container, host: string, port: number, options: ReachOptions): Promise<Reach> => {
  const {signal, to, onLeft} = options;
  const ways = connectWays(host, port);
  const inside: Run = ({argv}, onOutput, over) =>
    execWithPipes(engine, from.id, {
      cmd: argv,
      env: ['LC_ALL=C'],
      stdin: null,
      onOutput,
      signal: over,
      endBy: 'TERM',
      ...(onLeft ? {onLeft} : {}),
    });
  return (
    (await tryWays(ways, inside, 'container', signal)) ??
    (to ? await fromHost(engine, from, to, port, signal) : null) ??
    (await fromBeside(engine, from, ways, options)) ?? {kind: 'no-tool'}
  );
};

/**
 * Tries a TCP connection from inside of a container, with whatever program its image has for it (no shell reads host or port); where it
 * has none, from the engine's host or from a throw-away container beside it, and says so. Takes some 8 s at most inside. Called off, it is
 * ended in the container first and rejects with the signal's reason; everything else is a result. `reachText` puts it into words.
 */
export const reach = async (
  engine: Engine,
  from: Container,
  host: string,
  port: number,
  options: ReachOptions,
): Promise<Reach> => {
  if (!isHost(host)) return {kind: 'failed', message: 'that is no name of a host'};
  if (from.state !== 'running') return {kind: 'not-running', state: from.state};
  try {
    return await test(engine, from, host, port, options);
  } catch (error) {
    options.signal.throwIfAborted();
    if (error instanceof EngineError) return {kind: 'failed', message: error.message};
    throw error;
  }
};
