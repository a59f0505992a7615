import type {StatsTransport} from '../../source/usage/stats-transport.js';
import type {DrivenClock} from './driven-clock.js';
import {reply} from './stats-fixtures.js';

export interface FakeStats extends StatsTransport {
  /** How long a single reply takes, in ms of the driven clock; `Infinity` hangs until aborted. */
  delay: (id: string) => number;
  /** What a container answers: its CPU runs at half a CPU unless told otherwise. `null` refuses. */
  answer: (id: string) => unknown;
  /** Ids asked singly, in order. */
  readonly asked: string[];
  /** Streams open now. */
  readonly streaming: ReadonlySet<string>;
  /** Single calls open now, and the most there ever were. */
  readonly calls: {open: number; most: number};
  /** Sends a frame on a container's stream. */
  frame(id: string, frame?: unknown): void;
  /** Ends a container's stream as an engine does. */
  end(id: string, error?: Error): void;
}

/** An engine's stats in memory, on a driven clock. */
export function fakeStats(clock: DrivenClock): FakeStats {
  const streams = new Map<string, {send: (frame: unknown) => void; end: (error?: Error) => void}>();
  const calls = {open: 0, most: 0};
  const fake: FakeStats = {
    delay: () => 5,
    answer: () => reply(clock.now() / 1000, clock.now() / 2000),
    asked: [],
    calls,
    get streaming() {
      return new Set(streams.keys());
    },
    frame: (id, frame) => streams.get(id)?.send(frame ?? fake.answer(id)),
    end: (id, error) => streams.get(id)?.end(error),
    async once(id, signal) {
      fake.asked.push(id);
      calls.open++;
      calls.most = Math.max(calls.most, calls.open);
      try {
        const delay = fake.delay(id);
        await new Promise<void>((resolve, reject) => {
          if (Number.isFinite(delay)) clock.after(delay, resolve);
          signal.addEventListener('abort', () => reject(signal.reason), {once: true});
        });
        const answer = fake.answer(id);
        if (answer === null) throw new Error('404');
        return answer;
      } finally {
        calls.open--;
      }
    },
    stream(id, signal, onFrame) {
      return new Promise<void>((resolve, reject) => {
        const end = (error?: Error) => {
          streams.delete(id);
          if (error) reject(error);
          else resolve();
        };
        if (streams.has(id)) reject(new Error(`a second stream of ${id}`));
        streams.set(id, {send: onFrame, end});
        signal.addEventListener('abort', () => end(), {once: true});
      });
    },
  };
  return fake;
}
