import {afterAll, expect, test} from 'vitest';
import {list, record, text as textOf} from '../../source/engine/read.js';
import {address, id, json, mac, text} from './forms.js';
import {entryOf} from './list.js';
import {type Clauses, eventually, filtered, refusal} from './subject.js';

const shopNetwork = {
  Name: 'shop_default',
  Id: id,
  Scope: 'local',
  Driver: 'bridge',
  Internal: false,
  IPAM: {Config: [{Subnet: expect.stringMatching(/^[\d.]+\/\d+$/), Gateway: address}]},
  Labels: {'com.docker.compose.project': 'shop', 'com.docker.compose.network': 'default'},
};

const shopVolume = {
  Name: 'shop_data',
  Driver: 'local',
  Mountpoint: text,
  Labels: {'com.docker.compose.project': 'shop', 'com.docker.compose.volume': 'data'},
};

const named = (name: string) => (one: unknown) => record(one).Name === name;

export const places: Clauses = subject => {
  afterAll(() => subject().sendGuestsHome());

  test('the list of networks tells of each but who is on it', async () => {
    const networks = list(await subject().read('/networks'));
    expect(networks.find(named('shop_default'))).toMatchObject({...shopNetwork, Containers: {}});
    expect(networks.map(one => record(one).Name)).toEqual(
      expect.arrayContaining(['bridge', 'host', 'none', 'shop-test_default']),
    );
  });

  test('an inspection tells who is on it: what runs', async () => {
    const {read} = subject();
    const [web, job] = await Promise.all(['web', 'job'].map(service => entryOf(subject(), service)));
    const network = record(await read('/networks/shop_default'));
    expect(network).toMatchObject(shopNetwork);
    const endpoints = record(network.Containers);
    expect(Object.keys(endpoints)).toContain(textOf(web?.Id));
    expect(Object.keys(endpoints)).not.toContain(textOf(job?.Id));
    expect(endpoints[textOf(web?.Id)]).toMatchObject({
      Name: expect.stringMatching(/^shop[_-]web[_-]1$/),
      MacAddress: mac,
      IPv4Address: expect.stringMatching(/^[\d.]+\/\d+$/),
    });
    expect(await read(`/networks/${textOf(network.Id)}`)).toMatchObject({Name: 'shop_default'});
    const inspected = record(record(record(await read(`/containers/${textOf(web?.Id)}/json`)).NetworkSettings).Networks);
    expect(inspected.shop_default).toMatchObject({NetworkID: network.Id});
  });

  test('a network that is not there', async () => {
    const {status, type, message} = refusal(await subject().ask('GET', '/networks/nosuch'));
    expect({status, type}).toEqual({status: 404, type: json});
    expect(message).toContain('nosuch not found');
  });

  test('joining and leaving a network are events of it', async () => {
    const {bring, ask, follow} = subject();
    const stream = await follow(`/events?${filtered({type: ['network'], event: ['connect', 'disconnect']})}`);
    const guest = await bring('quiet', 'joining');
    const about = (action: string) =>
      eventually(() =>
        stream
          .text()
          .split('\n')
          .some(line => line.includes(`"Action":"${action}"`) && line.includes(guest)),
      ).toBe(true);
    await about('connect');
    await ask('POST', `/containers/${guest}/stop?t=2`);
    await about('disconnect');
    stream.close();
  });

  test('volumes, and what they take on disk', async () => {
    const {read} = subject();
    expect(list(record(await read('/volumes')).Volumes).find(named('shop_data'))).toMatchObject(shopVolume);
    const usage = record(await read('/system/df?type=volume&verbose=1'));
    const measured = [...list(usage.Volumes), ...list(record(usage.VolumeUsage).Items)].find(named('shop_data'));
    expect(measured).toMatchObject({...shopVolume, UsageData: {RefCount: 1, Size: expect.any(Number)}});
    expect(Number(record(record(measured).UsageData).Size)).toBeGreaterThan(1_000_000);
  });
};
