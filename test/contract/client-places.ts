import {afterAll, expect, test} from 'vitest';
import {inspectContainer, listContainers} from '../../source/engine/containers.js';
import {inspectNetwork, listNetworks} from '../../source/engine/networks.js';
import {listVolumes, volumeSizes} from '../../source/engine/volumes.js';
import type {Container} from '../../source/model/container.js';
import type {Reach} from '../../source/model/reach.js';
import {reach} from '../../source/operations/reach.js';
import {clientOf} from './client-engine.js';
import type {Clauses} from './subject.js';

export const clientPlaces: Clauses = subject => {
  const client = clientOf(subject);
  afterAll(() => subject().sendGuestsHome());
  const member = async (service: string, project = 'shop'): Promise<Container> => {
    const {engine, signal} = client();
    const found = (await listContainers(engine, signal)).find(one => one.project === project && one.service === service);
    return inspectContainer(engine, found?.id ?? '', signal);
  };
  const reached = async (from: Container, host: string, port: number): Promise<Reach> => {
    const {engine, signal} = client();
    return reach(engine, from, host, port, {signal});
  };

  test('networks and who is on them', async () => {
    const {engine, signal} = client();
    const found = (await listNetworks(engine, signal)).find(({name}) => name === 'shop_default');
    expect(found?.endpoints).toEqual([]);
    const web = await member('web');
    const network = await inspectNetwork(engine, found?.id ?? '', signal);
    const ip = web.inspection?.networks[0]?.ip;
    expect(network?.endpoints).toContainEqual({containerId: web.id, name: web.name, ip});
    expect(await inspectNetwork(engine, 'nosuch', signal)).toBeNull();
  });

  test('volumes and their sizes', async () => {
    const {engine, signal} = client();
    expect((await listVolumes(engine, signal)).find(({name}) => name === 'shop_data')).toMatchObject({driver: 'local'});
    expect((await volumeSizes(engine, signal)).get('shop_data')).toBeGreaterThan(1_000_000);
  });

  test('a connection from inside of a container is open, refused, or finds no such name', async () => {
    const web = await member('web');
    expect(await reached(web, 'postgres', 5432)).toEqual({kind: 'open', ms: expect.any(Number), at: 'container'});
    expect(await reached(web, 'postgres', 5433)).toEqual({kind: 'refused', at: 'container'});
    expect(await reached(web, 'shop-test-redis-1', 6379)).toEqual({kind: 'no-name', at: 'container'});
    expect(await reached(await member('job'), 'postgres', 5432)).toEqual({kind: 'not-running', state: 'exited'});
  });
};
