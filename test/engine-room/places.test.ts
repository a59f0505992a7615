import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import {inspectNetwork, listNetworks, networkFrom, watchNetworks} from '../../source/engine/networks.js';
import {listVolumes, sizesFrom, volumeSizes} from '../../source/engine/volumes.js';
import {FakeEngine, reply} from './support/fake-engine.js';

describe('a network is read', () => {
  it('from Docker', () => {
    const raw = {
      Name: 'shop_default',
      Id: 'n1',
      Scope: 'local',
      Driver: 'bridge',
      IPAM: {Config: [{Subnet: '172.18.0.0/16', Gateway: '172.18.0.1'}]},
      Internal: true,
      Containers: {c1: {Name: 'shop-web-1', EndpointID: 'e', IPv4Address: '172.18.0.3/16', IPv6Address: ''}},
      Labels: {'com.docker.compose.network': 'default'},
    };
    expect(networkFrom(raw)).toEqual({
      id: 'n1',
      name: 'shop_default',
      driver: 'bridge',
      scope: 'local',
      internal: true,
      subnets: [{range: '172.18.0.0/16', gateway: '172.18.0.1'}],
      labels: {'com.docker.compose.network': 'default'},
      endpoints: [{containerId: 'c1', name: 'shop-web-1', ip: '172.18.0.3'}],
    });
  });

  it('with anything missing, as from Podman and of `host`', () => {
    const empty = {id: '', driver: '', scope: '', internal: false, subnets: [], labels: {}, endpoints: []};
    expect(networkFrom({Name: 'host', IPAM: null, Containers: null, Labels: null})).toEqual({...empty, name: 'host'});
    expect(networkFrom({Name: 'v6', IPAM: {Config: [null, {}]}, Containers: {c: {IPv6Address: 'fd00::2/64'}}})).toEqual({
      ...empty,
      name: 'v6',
      endpoints: [{containerId: 'c', name: '', ip: 'fd00::2'}],
    });
    expect(networkFrom(null)).toEqual({...empty, name: ''});
  });
});

describe('sizes of volumes are read', () => {
  const entry = (Name: string, Size: unknown) => ({Name, UsageData: {Size, RefCount: 1}});
  it.each<[string, unknown, [string, number][]]>([
    [
      'from before API 1.52',
      {Volumes: [entry('a', 7), entry('b', 0)]},
      [
        ['a', 7],
        ['b', 0],
      ],
    ],
    ['from API 1.52 on', {VolumeUsage: {Items: [entry('a', 7)]}}, [['a', 7]]],
    ['without those that were not measured', {Volumes: [entry('a', -1), {Name: 'b'}, {Name: 'c', UsageData: null}]}, []],
    ['from nothing', null, []],
  ])('%s', (_, raw, sizes) => {
    expect([...sizesFrom(raw)]).toEqual(sizes);
  });
});

describe('an engine', () => {
  let fake: FakeEngine;
  let engine: Engine;
  let ending: AbortController;
  beforeEach(async () => {
    fake = await FakeEngine.start();
    ending = new AbortController();
    engine = await connect(fake.endpoint, {signal: ending.signal, env: {}});
  });
  afterEach(async () => {
    ending.abort();
    engine.close();
    await fake.stop();
  });

  it('lists networks and volumes, and refuses what is no list', async () => {
    fake.route('GET', /^\/networks$/, (_, response) => reply(response, 200, [{Name: 'a', Id: '1'}, {}]));
    fake.route('GET', /^\/volumes$/, (_, response) =>
      reply(response, 200, {Volumes: [{Name: 'v', Driver: 'local', Mountpoint: '/m', Labels: null}, null]}),
    );
    expect(await listNetworks(engine, ending.signal)).toMatchObject([{id: '1', name: 'a'}]);
    expect(await listVolumes(engine, ending.signal)).toEqual([{name: 'v', driver: 'local', mountpoint: '/m', labels: {}}]);
    fake.route('GET', /^\/volumes$/, (_, response) => reply(response, 200, {Volumes: null}));
    expect(await listVolumes(engine, ending.signal)).toEqual([]);
    fake.route('GET', /^\/networks$/, (_, response) => reply(response, 200, {}));
    await expect(listNetworks(engine, ending.signal)).rejects.toThrow('not a list');
  });

  it('has no network that is gone', async () => {
    fake.route('GET', /^\/networks\//, (_, response) => reply(response, 404, {message: 'network x not found'}));
    expect(await inspectNetwork(engine, 'x', ending.signal)).toBeNull();
    fake.route('GET', /^\/networks\//, (_, response) => reply(response, 500, {message: 'oh'}));
    await expect(inspectNetwork(engine, 'x', ending.signal)).rejects.toThrow('oh');
  });

  it('measures volumes, after somebody else has', async () => {
    let asked = 0;
    fake.route('GET', /^\/system\/df$/, ({query}, response) => {
      asked += 1;
      expect(query.get('type')).toBe('volume');
      if (asked === 1) reply(response, 500, {message: 'a disk usage operation is already running'});
      else reply(response, 200, {Volumes: [{Name: 'v', UsageData: {Size: 5}}]});
    });
    expect([...(await volumeSizes(engine, ending.signal))]).toEqual([['v', 5]]);
    expect(asked).toBe(2);
  });

  it('is not waited for longer than a measuring may take', async () => {
    fake.route('GET', /^\/system\/df$/, () => {});
    await expect(volumeSizes(engine, ending.signal, 1000)).rejects.toMatchObject({code: 'timeout'});
  });

  it('tells when somebody joins a network, until it is not listened to any more', async () => {
    const onChange = vi.fn();
    const watching = watchNetworks(engine, {signal: ending.signal, onChange});
    await expect.poll(() => fake.eventStreams.size).toBe(1);
    fake.sendEvent({Type: 'network', Action: 'connect'});
    await expect.poll(() => onChange.mock.calls.length).toBe(1);
    ending.abort();
    await expect(watching).rejects.toThrow('aborted');
    await expect.poll(() => fake.eventStreams.size).toBe(0);
  });
});
