import type {Engine} from '../engine/client.js';
import {hostSampled} from '../state/usage-updates.js';
import {openHostReader} from '../usage/host.js';
import type {Publisher} from './publisher.js';

const intervalMs = 2000;
/** The first rates need two readings: they come soon after the start. */
const secondMs = 250;

/** What the whole host uses, for the header; only where the engine's host is this machine. Ends with the signal. */
export const sampleHost = (engine: Engine, {publish}: Publisher, signal: AbortSignal): void => {
  if (engine.endpoint.kind !== 'unix' || engine.demo || process.platform !== 'linux') return;
  const reader = openHostReader({now: () => performance.timeOrigin + performance.now()});
  if (!reader) return;
  const read = (): void => {
    const host = reader.read();
    publish(state => hostSampled(state, host));
  };
  read();
  const second = setTimeout(read, secondMs);
  const timer = setInterval(read, intervalMs);
  const stop = (): void => {
    clearTimeout(second);
    clearInterval(timer);
  };
  signal.addEventListener('abort', stop, {once: true});
};
