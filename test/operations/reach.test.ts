import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {DemoEngine} from '../../source/demo/options.js';
import {startDemoEngine} from '../../source/demo/start.js';
import type {Engine} from '../../source/engine/client.js';
import {inspectContainer, listThrowAways} from '../../source/engine/containers.js';
import type {Container} from '../../source/model/container.js';
import {type ReachOptions, reach} from '../../source/operations/reach.js';
import {connectTo, execsIn} from './on-demo.js';

let demo: DemoEngine;
let engine: Engine;
const signal = new AbortController().signal;

beforeEach(async () => {
  demo = await startDemoEngine({systems: ['surgical-care-companion']});
  demo.world.add('guests', 'mute', 1, {image: 'guests/shell-less', networks: ['tka_network']});
  demo.world.add('guests', 'far', 1, {ports: [{container: 80, host: null}]});
  engine = await connectTo(demo);
});
afterEach(async () => {
  engine.close();
  await demo.close();
});

const member = (reference: string): Promise<Container> => inspectContainer(engine, demo.world.find(reference).id, signal);
const tka = (service: string) => member(`surgical-care-companion/${service}`);
const from = async (service: string, host: string, port: number, more: Partial<ReachOptions> = {}) =>
  reach(engine, await tka(service), host, port, {signal, ...more});

describe('a connection from inside of a container', () => {
  test.each<[string, string, number, unknown]>([
    ['backend', 'postgres', 5432, {kind: 'open', at: 'container'}],
    // No bash there, but busybox's nc.
    ['redis', 'postgres', 5432, {kind: 'open', ms: null, at: 'container'}],
    ['backend', 'postgres', 5433, {kind: 'refused', at: 'container'}],
    ['redis', 'postgres', 5433, {kind: 'refused', at: 'container'}],
    ['backend', 'nobody', 80, {kind: 'no-name', at: 'container'}],
    ['backend', 'far', 80, {kind: 'no-name', at: 'container'}],
    ['backend', '-e', 80, {kind: 'failed'}],
    ['test-runner', 'postgres', 5432, {kind: 'not-running', state: 'exited'}],
  ])('%s to %s:%i', async (service, host, port, expected) => {
    expect(await from(service, host, port)).toMatchObject(expected as object);
  });

  test('that is not answered ends by itself, and in the container', async () => {
    const result = await from('backend', '10.11.12.13', 80);
    expect(result).toEqual({kind: 'timeout', ms: 3000, at: 'container'});
    expect(await execsIn(engine, demo.world.find('surgical-care-companion/backend').id)).toEqual([]);
  });

  test('that is called off is ended in the container', async () => {
    const ending = new AbortController();
    const {id} = demo.world.find('surgical-care-companion/backend');
    const trying = from('backend', '10.11.12.13', 80, {signal: ending.signal});
    await expect.poll(() => execsIn(engine, id)).toHaveLength(1);
    ending.abort();
    await expect(trying).rejects.toThrow('aborted');
    expect(await execsIn(engine, id)).toEqual([]);
  });

  test('is a failure where the engine does not run programs', async () => {
    demo.faults.add({kind: 'status', path: /\/exec$/, status: 500, message: 'no programs today'});
    expect(await from('backend', 'postgres', 5432)).toEqual({kind: 'failed', message: 'no programs today'});
  });
});

describe('where the container has no tool', () => {
  const mute = async (host: string, port: number, more: Partial<ReachOptions> = {}) =>
    reach(engine, await member('guests/mute'), host, port, {signal, to: await tka('postgres'), ...more});

  test('nothing is tried when nothing may be made', async () => {
    expect(await mute('postgres', 5432)).toEqual({kind: 'no-tool'});
  });
  test('a throw-away container beside it tries, and is gone afterwards', async () => {
    const helpers = [await tka('postgres')];
    expect(await mute('postgres', 5432, {helpers})).toEqual({kind: 'open', ms: null, at: 'beside'});
    expect(await mute('postgres', 5433, {helpers})).toEqual({kind: 'refused', at: 'beside'});
    expect(await listThrowAways(engine, signal)).toEqual([]);
  });
  test('an image without a tool does not help either', async () => {
    demo.world.add('guests', 'silent', 1, {image: 'other/shell-less', networks: ['tka_network']});
    expect(await mute('postgres', 5432, {helpers: [await member('guests/silent')]})).toEqual({kind: 'no-tool'});
    expect(await listThrowAways(engine, signal)).toEqual([]);
  });
});
