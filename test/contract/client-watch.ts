import {afterAll, afterEach, expect, test} from 'vitest';
import {restartContainer} from '../../source/engine/lifecycle.js';
import {type WatchSink, watchEngine} from '../../source/engine/watch.js';
import type {Container} from '../../source/model/container.js';
import {clientOf} from './client-engine.js';
import {type Clauses, eventually, inOrder} from './subject.js';

/** What is known, and every change of state or health of one container as it became known. */
class Picture implements WatchSink {
  readonly containers = new Map<string, Container>();
  readonly actions: string[] = [];
  readonly course: string[] = [];
  connections = 0;

  constructor(readonly followed: string) {}

  connected(): void {
    this.connections += 1;
  }
  lost(): void {
    this.connections -= 1;
  }
  listed(containers: readonly Container[]): void {
    this.containers.clear();
    for (const container of containers) this.changed(container);
  }
  changed(container: Container): void {
    this.containers.set(container.id, container);
    const now = `${container.state} ${container.health}`;
    if (container.id === this.followed && this.course.at(-1) !== now) this.course.push(now);
  }
  removed(id: string): void {
    this.containers.delete(id);
  }
  event({id, action}: {readonly id: string; readonly action: string}): void {
    if (id === this.followed) this.actions.push(action);
  }
}

export const clientWatch: Clauses = subject => {
  const client = clientOf(subject);
  const over: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of over.splice(0)) await end();
  });
  afterAll(() => subject().sendGuestsHome());

  const watch = async (followed: string): Promise<Picture> => {
    const {engine} = client();
    const picture = new Picture(followed);
    const controller = new AbortController();
    const watching = watchEngine(engine, picture, {signal: controller.signal});
    over.push(() => {
      controller.abort();
      return watching;
    });
    await eventually(() => picture.connections).toBe(1);
    await eventually(() => [...picture.containers.values()].every(({inspection}) => inspection !== null)).toBe(true);
    return picture;
  };

  test('a restart is seen from its first event to healthy again', async () => {
    const {engine, signal} = client();
    const id = await subject().bring('checked', 'restarted');
    const picture = await watch(id);
    const now = () => picture.containers.get(id);
    await eventually(() => now()?.health).toBe('healthy');
    const before = now()?.inspection?.startedAt ?? 0;
    picture.course.length = 0;
    picture.actions.length = 0;
    await restartContainer(engine, id, {timeoutS: 30}, signal);
    await eventually(() => inOrder(subject(), picture.actions)).toEqual([
      'kill',
      'die',
      'stop',
      'start',
      'restart',
      'health_status: healthy',
    ]);
    await eventually(() => [now()?.state, now()?.health]).toEqual(['running', 'healthy']);
    expect(now()?.inspection?.startedAt).toBeGreaterThan(before);
    expect(picture.course.slice(-2)).toEqual(['running starting', 'running healthy']);
  });

  test('a check that fails is seen with its words, and when it passes again', async () => {
    const id = await subject().bring('checked', 'ill');
    const picture = await watch(id);
    const now = () => picture.containers.get(id);
    await eventually(() => now()?.health).toBe('healthy');
    await subject().breakHealth(id);
    await eventually(() => now()?.health).toBe('unhealthy');
    await eventually(() => now()?.inspection?.probes.at(-1)).toMatchObject({output: expect.stringContaining('503')});
    expect(now()?.inspection?.probes.at(-1)?.exitCode).not.toBe(0);
    expect(now()?.inspection?.failingStreak).toBeGreaterThanOrEqual(2);
    await subject().mendHealth(id);
    await eventually(() => now()?.health).toBe('healthy');
    await eventually(() => now()?.inspection?.failingStreak).toBe(0);
  });

  test('one that comes is seen, and that it is gone', async () => {
    const picture = await watch('');
    const id = await subject().bring('quiet', 'guest');
    await eventually(() => picture.containers.get(id)).toMatchObject({
      service: 'guest',
      state: 'running',
      inspection: {pid: expect.any(Number)},
    });
    await subject().sendGuestsHome();
    await eventually(() => picture.containers.has(id)).toBe(false);
  });
};
