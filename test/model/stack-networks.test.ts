import {describe, expect, test} from 'vitest';
import type {Container} from '../../source/model/container.js';
import type {Network} from '../../source/model/network.js';
import type {Profile} from '../../source/model/profile.js';
import {groupStacks} from '../../source/model/stack.js';
import {concerning, networkFault, networklessIn, networksOf} from '../../source/model/stack-networks.js';
import {container, ended, inspection} from './sample.js';

const network = (name: string, on: readonly (readonly [Container, string])[] = [], more: Partial<Network> = {}): Network => ({
  id: `net-${name}`,
  name,
  driver: 'bridge',
  scope: 'local',
  internal: false,
  subnets: [],
  labels: {},
  endpoints: on.map(([{id, name: called}, ip]) => ({containerId: id, name: called, ip})),
  ...more,
});

const attached = (name: string, networkId = `net-${name}`) => ({name, networkId, ip: '', gateway: '', mac: '', aliases: ['db']});
const on = (title: string, ...names: readonly string[]): Container =>
  container(title, {networks: names, inspection: inspection({networks: names.map(name => attached(name))})});
const profile = (called: string): Profile => ({
  ...{name: 'shop', title: '', file: '', projects: ['shop'], composeFiles: [], hostTunnel: null, services: []},
  network: called,
});

const web = on('shop/web', 'front', 'back');
const db = on('shop/db', 'back');
const other = on('other/web', 'front');
const told = (containers: readonly Container[], networks: readonly Network[], known: Profile | null = null) => {
  const stacks = groupStacks(containers);
  const stack = stacks.find(({project}) => project === 'shop');
  if (!stack) throw new Error('there is a shop');
  return networksOf(stack, stacks, networks, known).map(({name, network: found, users, namedBy, outdated}) => ({
    name,
    found: found !== null,
    users: users.map(({label, ip}) => `${label} ${ip}`.trim()),
    namedBy,
    outdated,
  }));
};

describe('the networks of a stack', () => {
  test('tell who is on them: members in their order, then others with their stack, or by name', () => {
    const stray = container('stray');
    const networks = [
      network('back', [
        [db, '10.0.0.2'],
        [web, '10.0.0.3'],
      ]),
      network('front', [
        [stray, '10.1.0.9'],
        [other, '10.1.0.3'],
        [web, '10.1.0.2'],
      ]),
      network('elsewhere'),
    ];
    const found = told([web, db, other], networks);
    expect(found.map(({name, users}) => [name, users])).toEqual([
      ['back', ['db 10.0.0.2', 'web 10.0.0.3']],
      ['front', ['web 10.1.0.2', 'other/web 10.1.0.3', 'stray 10.1.0.9']],
    ]);
  });

  test('keep a member that does not run, without an address', () => {
    const down = ended('shop/db', 0, {networks: [attached('back')]}, {networks: ['back']});
    expect(told([down], [network('back')])[0]?.users).toEqual(['db']);
  });

  test('are those of its project too, when nobody is on them', () => {
    const labels = {'com.docker.compose.project': 'shop', 'com.docker.compose.network': 'spare'};
    expect(told([db], [network('back'), network('shop_spare', [], {labels})]).map(({name}) => name)).toEqual([
      'back',
      'shop_spare',
    ]);
  });

  test('that are gone are missing, and said by whom they are needed', () => {
    expect(told([web, db], [network('front')]).find(({found}) => !found)).toMatchObject({name: 'back', namedBy: ['db', 'web']});
  });

  test('that were made anew leave behind who refers to the old one', () => {
    const old = container('shop/db', {networks: ['back'], inspection: inspection({networks: [attached('back', 'an-old-id')]})});
    expect(told([old, web], [network('back'), network('front')]).find(({name}) => name === 'back')?.outdated).toEqual(['db']);
  });

  test.each<[string, string, Network[], string[]]>([
    ['is there by its name', 'back', [network('back')], ['back']],
    ['is there under the name that Compose gives it', 'net', [network('back'), network('shop_net')], ['back']],
    [
      'is there by its label',
      'net',
      [network('back'), network('x', [], {labels: {'com.docker.compose.project': 'shop', 'com.docker.compose.network': 'net'}})],
      ['back', 'x'],
    ],
    ['is not there', 'proxy', [network('back')], ['back', 'proxy']],
  ])('that the profile names: it %s', (_, called, networks, names) => {
    expect(told([db], networks, profile(called)).map(({name}) => name)).toEqual(names);
    const stacks = groupStacks([db]);
    const [stack] = stacks;
    expect(stack && concerning(stack, networks, profile(called)).map(({name}) => name)).toEqual(
      names.filter(name => name !== 'proxy'),
    );
  });
});

test('members without a network of their own are told with what they use', () => {
  const shares = container('shop/side', {networkMode: `container:${web.id}`});
  const host = container('shop/agent', {networkMode: 'host', networks: ['host']});
  const none = container('shop/job', {networkMode: 'none', networks: ['none']});
  const stacks = groupStacks([web, shares, host, none]);
  expect(stacks[0] && networklessIn(stacks[0], stacks)).toEqual([
    {label: 'agent', uses: 'host'},
    {label: 'job', uses: 'none'},
    {label: 'side', uses: 'web'},
  ]);
  expect(told([web, shares, host, none], []).map(({name}) => name)).toEqual(['back', 'front']);
});

test.each([
  ['network 5b0e not found', 'network 5b0e not found'],
  ['could not find a network matching network mode', 'could not find a network matching network mode'],
  ['driver failed programming external connectivity on endpoint: Bind for 0.0.0.0:80 failed', ''],
  ['', ''],
])('%j of a container that did not start is a fault of a network: %j', (error, fault) => {
  expect(networkFault(ended('shop/db', 128, {error}))).toBe(fault);
});
