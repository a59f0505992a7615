import {delay} from '../engine/abort.js';
import type {Line} from '../engine/call.js';
import {inspectContainer, inspectRaw, listProcesses} from '../engine/containers.js';
import {listNetworks} from '../engine/networks.js';
import type {Container} from '../model/container.js';
import {type DetailData, detailFetched, type Fetched} from '../state/detail.js';
import {changed} from '../state/engine-updates.js';
import type {State} from '../state/state.js';
import type {DetailTab} from '../state/view.js';
import {fetched} from './fetched.js';

export interface DetailSessionOptions {
  readonly tab: DetailTab;
  /** The container of this key as the state has it now: another object when something about it changed, undefined when it is gone. */
  containerOf(key: string): Container | undefined;
  /** Changes the state: the store's `update`. */
  publish(change: (state: State) => State): void;
  /** Ends the session: the detail was closed, or shows another tab. */
  readonly signal: AbortSignal;
}

const intervalMs = 2000;
/** How often the open inspection looks whether its container has changed. No request is made for that. */
const watchMs = 500;

type Part = Partial<Omit<DetailData, 'key'>>;

const gone: Fetched<never> = {kind: 'failed', message: 'this container is no more', hint: ''};

const processesOf = async (engine: Line, container: Container | undefined, signal: AbortSignal): Promise<Part | null> => {
  if (!container) return {processes: gone};
  if (container.state !== 'running' && container.state !== 'paused')
    return {processes: {kind: 'failed', message: 'it does not run, so it has no processes', hint: 'S starts it'}};
  const processes = await fetched(() => listProcesses(engine, container.id, signal), signal);
  return processes && {processes};
};

const inspectionOf = async (engine: Line, container: Container | undefined, signal: AbortSignal): Promise<Part | null> => {
  if (!container) return {inspect: gone};
  const inspect = await fetched(() => inspectRaw(engine, container.id, signal), signal);
  return inspect && {inspect};
};

const networksOf = async (engine: Line, container: Container | undefined, signal: AbortSignal): Promise<Part | null> => {
  if (!container) return {networks: gone};
  const networks = await fetched(() => listNetworks(engine, signal), signal);
  return networks && {networks};
};

/** The health check's runs are told by no event: while they are looked at, the container is inspected again and again. */
const refreshHealth = async (
  engine: Line,
  container: Container | undefined,
  {publish, signal}: DetailSessionOptions,
): Promise<void> => {
  if (container?.state !== 'running') return;
  const found = await fetched(() => inspectContainer(engine, container.id, signal), signal);
  // A failure is not told here: the list's own watch says when the engine is lost, and the tab shows what it knew.
  if (found?.kind === 'loaded')
    publish(state => (state.containers.has(container.id) ? changed(state, [found.value], found.readAt) : state));
};

/**
 * Fetches what a tab of a container's detail shows: processes, and what overview and health show, every 2 s; the inspection and the
 * networks at once and whenever the container changed, nothing for the tabs that show what the list knows. What the engine refuses becomes a line in the tab. Resolves when
 * `signal` is aborted; never rejects.
 */
export const openDetailSession = async (engine: Line, key: string, options: DetailSessionOptions): Promise<void> => {
  const {tab, containerOf, publish, signal} = options;
  const tell = (part: Part | null): void => {
    if (part) publish(state => detailFetched(state, key, part));
  };
  if (tab === 'processes') {
    while (!signal.aborted) {
      tell(await processesOf(engine, containerOf(key), signal));
      await delay(intervalMs, signal);
    }
  } else if (tab === 'health' || tab === 'overview') {
    while (!signal.aborted) {
      await refreshHealth(engine, containerOf(key), options);
      await delay(intervalMs, signal);
    }
  } else if (tab === 'inspect' || tab === 'mounts') {
    const ask = tab === 'inspect' ? inspectionOf : networksOf;
    let shown: Container | undefined | null = null;
    while (!signal.aborted) {
      const container = containerOf(key);
      const part: Part | null = container === shown ? null : await ask(engine, container, signal);
      tell(part);
      const again: boolean = Object.values(part ?? {}).some(({kind}) => kind === 'failed') && container !== undefined;
      shown = again ? null : container;
      await delay(again ? intervalMs : watchMs, signal);
    }
  }
};
