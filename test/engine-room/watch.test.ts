import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import {watchEngine} from '../../source/engine/watch.js';
import {FakeEngine, inspection, reply} from './support/fake-engine.js';
import {Recorder} from './support/recorder.js';

let fake: FakeEngine;
let engine: Engine;
let sink: Recorder;
let controller: AbortController;
let watch: Promise<void>;

beforeEach(async () => {
  fake = await FakeEngine.start();
  fake.containers.set('b', inspection('b', {status: 'exited'}));
  fake.containers.set('a', inspection('a', {health: 'healthy'}));
  controller = new AbortController();
  engine = await connect(fake.endpoint, {signal: controller.signal, env: {}});
  sink = new Recorder();
});

afterEach(async () => {
  controller.abort();
  await watch;
  engine.close();
  await fake.stop();
});

function begin(): void {
  watch = watchEngine(engine, sink, {signal: controller.signal, retry: {firstMs: 5, maxMs: 20}});
}

async function settled(): Promise<void> {
  begin();
  await expect.poll(() => [sink.count('changed'), sink.count('connected'), fake.eventStreams.size]).toEqual([2, 1, 1]);
}

function event(Action: string, id: string): object {
  return {Type: 'container', Action, Actor: {ID: id, Attributes: {name: id}}, time: 5};
}

describe('watching an engine', () => {
  it('shows names first, then what inspections tell, running ones first', async () => {
    await settled();
    const order = sink.told.filter(line => !line.startsWith('connected'));
    expect(order).toEqual(['listed b,a', 'changed a running healthy', 'changed b exited none']);
  });

  it('inspects once the names are on the screen, not while they are drawn', async () => {
    let show = (): void => {};
    const shown = new Promise<void>(resolve => {
      show = resolve;
    });
    watch = watchEngine(engine, sink, {signal: controller.signal, shown});
    await expect.poll(() => [sink.count('listed'), sink.count('connected')]).toEqual([1, 1]);
    await engine.info(controller.signal); // what was sent before it has come by now
    expect(fake.count('GET', /^\/containers\/\w\/json/)).toBe(0);
    show();
    await expect.poll(() => sink.count('changed')).toBe(2);
  });

  it('ends when nothing was ever shown', async () => {
    watch = watchEngine(engine, sink, {signal: controller.signal, shown: new Promise(() => {})});
    await expect.poll(() => sink.count('listed')).toBe(1);
    controller.abort();
    await watch;
    expect(sink.count('changed')).toBe(0);
  });

  it('asks for the events it wants only: health checks send three others each', async () => {
    await settled();
    const filters: unknown = JSON.parse(fake.requests.find(request => request.path === '/events')?.query.get('filters') ?? '');
    expect(filters).toMatchObject({
      type: ['container', 'network', 'image'],
      event: expect.arrayContaining(['die', 'health_status', 'disconnect', 'tag']),
    });
    expect(filters).not.toMatchObject({event: expect.arrayContaining(['exec_start'])});
  });

  it('tells that an image was given a name or lost one, and of nothing else about images', async () => {
    await settled();
    const ofImage = (Action: string) => ({Type: 'image', Action, Actor: {ID: 'sha256:1', Attributes: {name: 'a:1'}}, time: 5});
    for (const action of ['tag', 'push', 'untag']) fake.sendEvent(ofImage(action));
    fake.sendEvent(event('start', 'a'));
    await expect.poll(() => sink.count('event start')).toBe(1);
    expect(sink.count('renamed')).toBe(2);
    expect(fake.count('GET', /^\/containers\/sha256/)).toBe(0);
  });

  it('makes one inspection of a burst of events', async () => {
    await settled();
    for (const action of ['kill', 'die', 'stop', 'start', 'restart']) fake.sendEvent(event(action, 'a'));
    await expect.poll(() => sink.count('changed')).toBe(3);
    expect(sink.count('event')).toBe(5);
    expect(fake.count('GET', /^\/containers\/a\/json/)).toBe(2);
  });

  it('never inspects one container twice at once', async () => {
    await settled();
    let inFlight = 0;
    let most = 0;
    const release: (() => void)[] = [];
    fake.route('GET', /^\/containers\/a\/json/, (_, response) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      release.push(() => {
        inFlight -= 1;
        reply(response, 200, inspection('a'));
      });
    });
    fake.sendEvent(event('start', 'a'));
    await expect.poll(() => release.length).toBe(1);
    fake.sendEvent(event('die', 'a'));
    await expect.poll(() => sink.count('event die')).toBe(1);
    release[0]?.();
    await expect.poll(() => release.length).toBe(2);
    release[1]?.();
    await expect.poll(() => sink.count('changed a')).toBe(3);
    expect(most).toBe(1);
  });

  it('shows a new container, and one that goes', async () => {
    await settled();
    fake.containers.set('c', inspection('c'));
    fake.sendEvent(event('create', 'c'));
    await expect.poll(() => sink.containers.has('c')).toBe(true);
    fake.containers.delete('c');
    fake.sendEvent(event('destroy', 'c'));
    await expect.poll(() => sink.containers.has('c')).toBe(false);
    fake.containers.delete('b');
    fake.sendEvent(event('die', 'b')); // its inspection says 404
    await expect.poll(() => sink.containers.has('b')).toBe(false);
  });

  it('looks at a container again that left its networks: no other event tells of a start that the engine refused', async () => {
    await settled();
    const left = (id: string) => ({
      Type: 'network',
      Action: 'disconnect',
      Actor: {ID: 'n', Attributes: {container: id}},
      time: 5,
    });
    fake.sendEvent(left('nobody'));
    fake.sendEvent(left('b'));
    await expect.poll(() => fake.count('GET', /^\/containers\/b\/json/)).toBe(2);
    expect(fake.count('GET', /^\/containers\/nobody\/json/)).toBe(0);
    expect(sink.count('event')).toBe(0);
  });

  it('looks at one again that was just made, until it is gone: the engine may refuse its start without a word', async () => {
    await settled();
    fake.containers.set('c', inspection('c', {status: 'created'}));
    fake.containers.set('d', inspection('d', {status: 'created'}));
    fake.sendEvent(event('create', 'c'));
    fake.sendEvent(event('create', 'd'));
    await expect.poll(() => sink.containers.has('c') && sink.containers.has('d')).toBe(true);
    fake.sendEvent(event('destroy', 'd'));
    await expect.poll(() => fake.count('GET', /^\/containers\/c\/json/)).toBe(2);
    expect(fake.count('GET', /^\/containers\/d\/json/)).toBe(1);
  });

  it('shows health as soon as the event tells it', async () => {
    await settled();
    fake.route('GET', /^\/containers\/a\/json/, () => {}); // an inspection that never comes
    fake.sendEvent(event('health_status: unhealthy', 'a'));
    await expect.poll(() => sink.containers.get('a')?.health).toBe('unhealthy');
    expect(sink.containers.get('a')?.inspection).not.toBeNull();
  });

  it('goes on with the others when the engine stumbles over one', async () => {
    fake.route('GET', /^\/containers\/b\/json/, (_, response) => reply(response, 500, {message: 'broken'}));
    begin();
    await expect.poll(() => sink.count('changed a')).toBe(1);
    fake.sendEvent(event('start', 'a'));
    await expect.poll(() => sink.count('changed a')).toBe(2);
    expect(sink.count('lost')).toBe(0);
  });
});

describe('losing the engine', () => {
  it('says so, tries with growing pauses, and shows all anew when it is back, over one stream', async () => {
    await settled();
    await fake.crash();
    await expect.poll(() => sink.count('lost')).toBeGreaterThan(3);
    expect(sink.pauses.slice(0, 4).map(pause => Math.ceil(pause / 5))).toEqual([1, 2, 4, 4]);
    expect(sink.errors[0]?.code).toBe('lost');
    expect(sink.errors.at(-1)?.code).toMatch(/no-socket|refused/);
    fake.containers.set('c', inspection('c'));
    fake.pingHeaders = {'Api-Version': '1.43'};
    await fake.listen();
    await expect.poll(() => sink.containers.get('c')?.inspection).toBeTruthy();
    expect(sink.count('connected')).toBe(2);
    expect(engine.apiVersion).toBe('1.43');
    await expect.poll(() => fake.eventStreams.size).toBe(1);
  });

  it('keeps what was known while it lists again', async () => {
    await settled();
    for (const stream of fake.eventStreams) stream.end();
    await expect.poll(() => sink.count('listed')).toBe(2);
    const listed = sink.told.lastIndexOf('listed b,a');
    expect(listed).toBeGreaterThan(0);
    expect(sink.containers.get('a')?.inspection).not.toBeNull();
  });

  it('reports a list that fails like a lost engine', async () => {
    fake.route('GET', /containers\/json/, (_, response) => reply(response, 500, {message: 'no memory'}));
    begin();
    await expect.poll(() => sink.errors[0]?.message).toBe('no memory');
  });

  it('leaves nothing open when it is over, also while it waits', async () => {
    await settled();
    controller.abort();
    await watch;
    await expect.poll(() => fake.eventStreams.size).toBe(0);
    const before = sink.told.length;
    fake.sendEvent(event('start', 'a'));
    engine.close();
    await expect.poll(() => fake.connections).toBe(0);
    expect(sink.told).toHaveLength(before);
  });
});
