import {afterAll, expect, test} from 'vitest';
import {removeContainer, restartContainer} from '../../source/engine/lifecycle.js';
import {containerLogs, followLogs} from '../../source/engine/logs.js';
import type {LogLine} from '../../source/model/log-line.js';
import {asWritten} from '../support/counted.js';
import {clientOf} from './client-engine.js';
import {longLine} from './engine.js';
import {type Clauses, eventually} from './subject.js';

export const clientLogs: Clauses = subject => {
  const client = clientOf(subject);
  afterAll(() => subject().sendGuestsHome());

  const whole = async (id: string, tty: boolean, tail: number | 'all' = 'all'): Promise<readonly LogLine[]> => {
    const {engine, signal} = client();
    const lines: LogLine[] = [];
    await containerLogs(engine, id, {
      tail,
      tty,
      signal,
      onLines: more => {
        lines.push(...more);
      },
    });
    return lines;
  };

  const kinds = [
    {kind: 'talker', tty: false},
    {kind: 'terminal', tty: true},
  ] as const;
  type Kind = (typeof kinds)[number];

  const readThrough = async ({kind, tty}: Kind) => {
    const id = await subject().bring(kind, `read-${kind}`);
    await eventually(async () => (await whole(id, tty)).length).toBeGreaterThan(8);
    const [first, ...lines] = await whole(id, tty);
    expect(first?.text).toBe('x'.repeat(longLine));
    const numbers = lines.map(({text}) => Number(/^line (\d+)$/.exec(text)?.[1]));
    expect(asWritten(numbers)).toEqual(lines.map((_, index) => index + 1));
    expect(lines.every(({complete}) => complete)).toBe(true);
    expect(lines.map(({stream}) => stream)).toEqual(numbers.map(number => (!tty && number % 5 === 0 ? 'stderr' : 'stdout')));
    const times = lines.map(({time}) => time ?? 0n);
    for (const [index, time] of times.entries()) expect(time).toBeGreaterThan(times[index - 1] ?? 0n);
    expect(await whole(id, tty, 3)).toHaveLength(3);
  };

  const followAcrossRestart = async ({kind, tty}: Kind) => {
    const {engine, signal} = client();
    const id = await subject().bring(kind, `followed-${kind}`);
    const lines: LogLine[] = [];
    const states: string[] = [];
    const following = followLogs(engine, id, {
      tail: 'all',
      follow: true,
      tty,
      signal,
      onLines: more => {
        lines.push(...more);
      },
      onState: state => states.push(state),
    });
    const numbers = () => asWritten(lines.map(({text}) => Number(/^line (\d+)$/.exec(text)?.[1] ?? 0)));
    await eventually(() => lines.length).toBeGreaterThan(8);
    await restartContainer(engine, id, {timeoutS: 30}, signal);
    const runs = () => numbers().filter(number => number === 1).length;
    await eventually(() => runs() === 2 && (numbers().at(-1) ?? 0) > 8).toBe(true);
    const seen = [...lines];
    const turn = numbers().lastIndexOf(0);
    expect(numbers()).toEqual([...Array(turn).keys(), ...Array(lines.length - turn).keys()]);
    expect(seen).toEqual((await whole(id, tty)).slice(0, seen.length));
    await removeContainer(engine, id, {force: true}, signal);
    await following;
    expect(states).toEqual(['open', 'waiting', 'open', 'waiting', 'ended']);
  };

  test('without and with a terminal it is read line by line, long ones whole', async () => {
    await Promise.all(kinds.map(readThrough));
  });

  test('without and with a terminal it is followed across a restart: each line comes once and none is missing', async () => {
    await Promise.all(kinds.map(followAcrossRestart));
  });

  test('of two streams in a hurry each line comes once, though files are rotated and the container is restarted', async () => {
    const {engine} = client();
    const over = new AbortController();
    const id = await subject().bring('hasty', 'hasty');
    const counts = new Map<number, number>();
    const following = followLogs(engine, id, {
      tail: 'all',
      follow: true,
      tty: false,
      signal: over.signal,
      onLines: lines => {
        for (const {text} of lines) {
          const number = Number(/^line (\d+)$/.exec(text)?.[1]);
          counts.set(number, (counts.get(number) ?? 0) + 1);
        }
      },
    });
    try {
      await eventually(() => counts.size).toBeGreaterThan(400);
      await restartContainer(engine, id, {timeoutS: 30}, over.signal);
      await eventually(() => counts.get(300)).toBe(2);
    } finally {
      over.abort();
      await following;
    }
    const most = Math.max(...counts.keys());
    expect([...counts.keys()].toSorted((a, b) => a - b)).toEqual(Array.from({length: most}, (_, index) => index + 1));
    // The newest of the second run are still on their way.
    expect(Array.from({length: 290}, (_, index) => counts.get(index + 1))).toEqual(Array.from({length: 290}, () => 2));
    expect([...counts.values()].every(count => count <= 2)).toBe(true);
  });

  test('a log driver that keeps nothing is an error in the engine’s words, and says what to do', async () => {
    const id = await subject().bring('unlogged', 'keeps-none');
    await expect(whole(id, false)).rejects.toMatchObject({
      code: 'engine',
      status: 501,
      message: 'configured logging driver does not support reading',
      hint: expect.stringContaining('"logging: {driver: local}" in its compose file'),
    });
  });

  test('the log of a container that there is not is an error at once', async () => {
    await expect(whole('nobody', false)).rejects.toMatchObject({code: 'not-found', status: 404});
  });
};
