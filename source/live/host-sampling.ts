import type {Engine} from '../engine/client.js';
import type {EngineInfo} from '../model/engine-info.js';
import type {State} from '../state/state.js';
import type {Store} from '../state/store.js';
import {hostSampled} from '../state/usage-updates.js';
import {type HostReader, openHostReader} from '../usage/host.js';
import type {Publisher} from './publisher.js';
import {isThisMachine} from './this-machine.js';

const intervalMs = 2000;
/** By then there is a sample of the containers, which it can be one frame with. */
const withSampleMs = 1000;
/** The first rates need two readings: they come soon after the start. */
const secondMs = 250;

/** What the whole host uses, for the header; only where the engine has said what its host is, and it is this machine. Ends with the signal. */
export const sampleHost = (
  engine: Pick<Engine, 'endpoint' | 'demo'>,
  store: Pick<Store<State>, 'get' | 'subscribe'>,
  {publish}: Pick<Publisher, 'publish'>,
  signal: AbortSignal,
): void => {
  if (engine.endpoint.kind !== 'unix' || engine.demo || process.platform !== 'linux') return;
  let known: EngineInfo | null = null;
  let stop: (() => void) | null = null;
  /** Looks whenever the engine says who it is: it may be another one after it was away. */
  const look = (): void => {
    const {engine: info} = store.get();
    if (info === known) return;
    known = info;
    const here = info !== null && isThisMachine(info);
    if (here) stop ??= readHost(publish);
    else if (stop) {
      stop();
      stop = null;
      publish(state => hostSampled(state, null));
    }
  };
  const unsubscribe = store.subscribe(look);
  signal.addEventListener(
    'abort',
    () => {
      unsubscribe();
      stop?.();
    },
    {once: true},
  );
  look();
};

/** Reads again and again; returns what ends it. */
const readHost = (publish: Publisher['publish']): (() => void) => {
  const reader: HostReader | null = openHostReader({now: () => performance.timeOrigin + performance.now()});
  if (!reader) return () => {};
  const read = (within: number): void => {
    const host = reader.read();
    publish(state => hostSampled(state, host), within);
  };
  read(0);
  const second = setTimeout(read, secondMs, 0);
  const timer = setInterval(read, intervalMs, withSampleMs);
  return () => {
    clearTimeout(second);
    clearInterval(timer);
  };
};
