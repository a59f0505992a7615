import {describe, expect, test} from 'vitest';
import type {Container, Port} from '../../source/model/container.js';
import {knownPorts, reachTargets} from '../../source/model/reach-targets.js';
import {groupStacks} from '../../source/model/stack.js';
import {container, inspection} from './sample.js';

const tcp = (privatePort: number, publicPort: number | null = null): Port => ({
  ip: null,
  privatePort,
  publicPort,
  protocol: 'tcp',
});
const on = (title: string, networks: readonly string[], more: Partial<Container> = {}): Container =>
  container(title, {
    networks,
    ports: [tcp(80)],
    inspection: inspection({
      networks: networks.map(name => ({
        name,
        networkId: '',
        ip: '10.0.0.9',
        gateway: '',
        mac: '',
        aliases: [title.split('/')[1] ?? ''],
      })),
    }),
    ...more,
  });

test('ports are those that are listed, exposed, or named by the profile, once and in order', () => {
  const of = container('shop/db', {
    ports: [tcp(5432, 15432), tcp(5432, 25432), {ip: null, privatePort: 53, publicPort: null, protocol: 'udp'}],
    inspection: inspection({exposedPorts: ['9000/tcp', '5432/tcp', '123/udp']}),
  });
  expect(knownPorts(of, null)).toEqual([5432, 9000]);
});

describe('where a member can connect to', () => {
  const targets = (from: string, ...containers: readonly Container[]): string[] => {
    const stacks = groupStacks(containers);
    const stack = stacks.find(({members}) => members.some(({label}) => label === from));
    const member = stack?.members.find(({label}) => label === from);
    if (!stack || !member) throw new Error(`no ${from}`);
    return reachTargets(member, stack, stacks, () => null).map(
      ({label, host, port, shared}) => `${label} ${host}:${port} ${shared === null ? '?' : shared.join()}`,
    );
  };

  test('all other members by their service, then others on its networks by name', () => {
    expect(
      targets(
        'web',
        on('shop/web', ['front']),
        on('shop/db', ['front']),
        on('shop/far', ['back']),
        on('x/y', ['front']),
        on('z/z', ['z']),
      ),
    ).toEqual(['db db:80 front', 'far far:80 ', 'x/y y:80 front']);
  });
  test('replicas each by a name of their own', () => {
    const replica = (number: number) => ({...on('shop/api', ['n']), number, id: `api-${number}`, name: `shop-api-${number}`});
    expect(targets('web', on('shop/web', ['n']), replica(1), replica(2))).toEqual([
      'api 1 shop-api-1:80 n',
      'api 2 shop-api-2:80 n',
    ]);
  });
  test('on the default bridge by address, and of no stack only those that can be met', () => {
    expect(targets('a', on('a', ['bridge']), on('b', ['bridge']), on('c', ['other']))).toEqual(['b 10.0.0.9:80 bridge']);
  });
  test('where nobody knows the networks, by the name of the service', () => {
    expect(targets('web', on('shop/web', [], {networkMode: 'host'}), on('shop/db', ['n']))).toEqual(['db db:80 ?']);
  });
});
