import {delay} from '../engine/abort.js';
import type {Line} from '../engine/call.js';
import {EngineError} from '../engine/errors.js';
import {inspectNetwork, listNetworks, watchNetworks} from '../engine/networks.js';
import {listVolumes, volumeSizes} from '../engine/volumes.js';
import type {Network} from '../model/network.js';
import type {Profile} from '../model/profile.js';
import type {Stack} from '../model/stack.js';
import {concerning} from '../model/stack-networks.js';
import {type DetailData, detailFetched} from '../state/detail.js';
import type {State} from '../state/state.js';
import {fetched} from './fetched.js';

export interface StackSessionOptions {
  /** The stack as the state has it now; undefined when it is gone. */
  stackOf(): Stack | undefined;
  profileOf(): Profile | null;
  /** Changes the state: the store's `update`. */
  publish(change: (state: State) => State): void;
  /** Ends the session: the detail was closed, or shows another tab. */
  readonly signal: AbortSignal;
}

/** How often it is looked whether something has changed. No request is made for that. */
const watchMs = 300;
/** Before something that failed is asked again, or listened for. */
const againMs = 2000;

type Part = Partial<Omit<DetailData, 'key'>>;

/** What decides about networks and mounts of a stack: while it stays the same, they do. */
const traitsOf = (stack: Stack | undefined): string =>
  (stack?.members ?? []).map(({container: {id, state, networks}}) => [id, state, ...networks].join(' ')).join('\n');

/** Asks at once, and again whenever `changed` says so. What failed is tried again. */
const keepCurrent = async (
  ask: () => Promise<Part | null>,
  changed: () => boolean,
  tell: (part: Part) => void,
  signal: AbortSignal,
): Promise<void> => {
  changed();
  for (let due = true; !signal.aborted; due = changed() || due) {
    if (due) {
      const part = await ask();
      if (part) tell(part);
      due = part !== null && Object.values(part).some(({kind}) => kind === 'failed');
    }
    await delay(due ? againMs : watchMs, signal);
  }
};

/** All networks, and of those of the stack who is on them. */
const readNetworks = async (
  engine: Line,
  stack: Stack | undefined,
  profile: Profile | null,
  signal: AbortSignal,
): Promise<readonly Network[]> => {
  const networks = await listNetworks(engine, signal);
  const wanted = stack ? concerning(stack, networks, profile) : [];
  const inspected = new Map(
    await Promise.all(
      wanted.map(async network => [network, await inspectNetwork(engine, network.id || network.name, signal)] as const),
    ),
  );
  // One that has just gone is in the list and has no inspection.
  return networks.map(network => inspected.get(network) ?? network).filter(network => inspected.get(network) !== null);
};

/** Rings at each change of a network, as long as somebody listens; an engine that cannot tell of them is asked for nothing. */
const listen = async (engine: Line, ring: () => void, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    try {
      await watchNetworks(engine, {signal, onChange: ring});
    } catch (error) {
      // The list's own watch says when the engine is lost; here it is only listened for again.
      if (!signal.aborted && !(error instanceof EngineError)) throw error;
    }
    await delay(againMs, signal);
  }
};

const followNetworks = async (
  engine: Line,
  {stackOf, profileOf, signal}: StackSessionOptions,
  tell: (part: Part) => void,
): Promise<void> => {
  let rung = false;
  let traits = '';
  const changed = (): boolean => {
    const before = traits;
    const was = rung;
    traits = traitsOf(stackOf());
    rung = false;
    return was || traits !== before;
  };
  const ask = async (): Promise<Part | null> => {
    const networks = await fetched(() => readNetworks(engine, stackOf(), profileOf(), signal), signal);
    return networks && {networks};
  };
  const ring = (): void => {
    rung = true;
  };
  await Promise.all([listen(engine, ring, signal), keepCurrent(ask, changed, tell, signal)]);
};

const followVolumes = async (engine: Line, {stackOf, signal}: StackSessionOptions, tell: (part: Part) => void): Promise<void> => {
  let traits = '';
  const changed = (): boolean => {
    const before = traits;
    traits = traitsOf(stackOf());
    return traits !== before;
  };
  const ask = async (): Promise<Part | null> => {
    const volumes = await fetched(() => listVolumes(engine, signal), signal);
    return volumes && {volumes};
  };
  const measure = async (): Promise<void> => {
    tell({sizes: {kind: 'loading', since: Date.now()}});
    const sizes = await fetched(() => volumeSizes(engine, signal), signal);
    if (sizes) tell({sizes});
  };
  await Promise.all([measure(), keepCurrent(ask, changed, tell, signal)]);
};

/**
 * Fetches what a tab of a stack's detail shows: networks at once and whenever one of them changed; volumes, whose sizes the engine
 * measures once. Nothing for the overview, which shows what the list knows. What the engine refuses becomes a line in the tab. Resolves
 * when `signal` is aborted; never rejects for what an engine does.
 */
export const openStackSession = async (
  engine: Line,
  key: string,
  tab: 'networks' | 'volumes',
  options: StackSessionOptions,
): Promise<void> => {
  const {publish, signal} = options;
  const tell = (part: Part): void => {
    if (!signal.aborted) publish(state => detailFetched(state, key, part));
  };
  await (tab === 'networks' ? followNetworks : followVolumes)(engine, options, tell);
};
