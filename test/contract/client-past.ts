import {afterAll, expect, test} from 'vitest';
import {restartContainer} from '../../source/engine/lifecycle.js';
import {pastEvents} from '../../source/engine/past-events.js';
import {clientOf} from './client-engine.js';
import {type Clauses, eventually} from './subject.js';

export const clientPast: Clauses = subject => {
  const client = clientOf(subject);
  afterAll(() => subject().sendGuestsHome());

  test('what happened to a container is told afterwards, in order and at once', async () => {
    const {engine, signal} = client();
    const from = Date.now() - 1000;
    const id = await subject().bring('quiet', 'remembered');
    await restartContainer(engine, id, {timeoutS: 30}, signal);
    // What an engine tells of a moment ago it may write down a moment later.
    const told = async () => {
      const events = await pastEvents(engine, {until: Date.now(), limitMs: 60_000, signal});
      return events.filter(event => event.id === id);
    };
    await eventually(async () => (await told()).map(({action}) => action)).toEqual(['create', 'start', 'die', 'start']);
    const began = performance.now();
    const events = await told();
    expect(performance.now() - began).toBeLessThan(30_000);
    const times = events.map(({time}) => time);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBeGreaterThan(from);
    expect(times.at(-1)).toBeLessThanOrEqual(Date.now());
    expect(events[2]?.exitCode).toBe(0);
    expect(events[0]?.attributes['com.docker.compose.service']).toBe('remembered');
  });

  test('an engine whose clock is behind tells what there is, and is not waited for', async () => {
    const {engine, signal} = client();
    const id = await subject().bring('quiet', 'behind');
    const events = await pastEvents(engine, {until: Date.now() + 3_600_000, limitMs: 10_000, signal});
    expect(events.filter(event => event.id === id).map(({action}) => action)).toEqual(['create', 'start']);
  });
};
