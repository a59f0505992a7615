import {afterAll, beforeAll, expect, test} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import {inspectContainer, listThrowAways} from '../../source/engine/containers.js';
import {parseEndpoint} from '../../source/engine/endpoint.js';
import {type ReachOptions, reach} from '../../source/operations/reach.js';
import {containerOf, describeOnEngine, docker, runContainer} from './support.js';

/** What only a real engine shows: the programs of real images, and the ways around a container that has none. */
describeOnEngine('a connection from a container', () => {
  const {signal} = new AbortController();
  let engine: Engine;
  let mute: string;
  beforeAll(async () => {
    engine = await connect(parseEndpoint('unix:///var/run/docker.sock', 'default socket', null), {signal, env: {}});
    mute = await runContainer('stacktop-test/shell-less', ['--name', 'places-mute', '--network', 'shop_default']);
  });
  afterAll(async () => {
    await docker('rm', '-f', '-v', 'places-mute');
    engine?.close();
  });

  const from = async (id: string, host: string, port: number, more: Partial<ReachOptions> = {}) =>
    reach(engine, await inspectContainer(engine, id, signal), host, port, {signal, ...more});
  const postgres = async () => inspectContainer(engine, await containerOf('shop', 'postgres'), signal);

  test('without a tool is tried from the host, where that is this one', async () => {
    const to = await postgres();
    expect(await from(mute, 'postgres', 5432, {to})).toEqual({kind: 'open', ms: expect.any(Number), at: 'host'});
    expect(await from(mute, 'postgres', 5433, {to})).toEqual({kind: 'refused', at: 'host'});
  });

  test('else from a throw-away container beside it, which is gone afterwards', async () => {
    const helpers = [await postgres()];
    expect(await from(mute, 'postgres', 5432, {helpers})).toEqual({kind: 'open', ms: expect.any(Number), at: 'beside'});
    expect(await from(mute, 'nobody', 5432, {helpers})).toEqual({kind: 'no-name', at: 'beside'});
    expect(await from(mute, 'postgres', 5432)).toEqual({kind: 'no-tool'});
    expect(await listThrowAways(engine, signal)).toEqual([]);
  });
});
