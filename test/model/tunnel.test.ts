import {describe, expect, test} from 'vitest';
import type {Container} from '../../source/model/container.js';
import {groupStacks} from '../../source/model/stack.js';
import {type AgentAnswer, upstreamOf} from '../../source/model/tunnel.js';
import {placeTunnels} from '../../source/model/tunnel-places.js';
import {container, inspection} from './sample.js';

test.each([
  ['8000', '', 8000],
  ['web', 'web', null],
  ['web:8000', 'web', 8000],
  ['http://web:8000', 'web', 8000],
  ['http://Web:8000/', 'web', 8000],
  ['http://web', 'web', 80],
  ['https://web/path', 'web', 443],
  ['localhost:8000', '', 8000],
  ['http://127.0.0.1:8000', '', 8000],
  ['http://0.0.0.0:8000', '', 8000],
  ['http://[::1]:8000/', '', 8000],
  ['tcp://[fd00::5]:5432', 'fd00::5', 5432],
  ['172.18.0.5:80', '172.18.0.5', 80],
])('a tunnel to %s leads to host "%s", port %s', (upstream, host, port) => {
  expect(upstreamOf(upstream)).toEqual({host, port});
});

test.each(['', 'file:///srv/www', 'http://', 'http://we b:80', 'http://web:80:90', '\u001b[2J'])(
  'a tunnel to "%s" leads nowhere on a network',
  upstream => {
    expect(upstreamOf(upstream)).toBeNull();
  },
);

const published = (publicPort: number, privatePort = publicPort, ip = '0.0.0.0'): Pick<Container, 'ports'> => ({
  ports: [{ip, privatePort, publicPort, protocol: 'tcp'}],
});
const onNetwork = (ip: string, ...aliases: string[]): Pick<Container, 'inspection'> => ({
  inspection: inspection({networks: [{name: 'net', networkId: '', ip, gateway: '', mac: '', aliases}]}),
});

const containers = [
  container('shop/api', {...published(8000, 80), ...onNetwork('172.18.0.5', 'backend')}),
  container('shop/api', {number: 2, id: 'id-api-2', name: 'shop-api-2'}),
  container('shop/db', {ports: [{ip: '192.0.2.1', privatePort: 5432, publicPort: 5432, protocol: 'tcp'}]}),
  container('shop/metrics', {networkMode: 'host', inspection: inspection({exposedPorts: ['9100/tcp']})}),
  container('shop/ngrok'),
  container('shop/vpn', {id: 'id-vpn'}),
  container('shop/sidecar', {networkMode: 'container:id-vpn'}),
  container('shop/near', {networkMode: 'host'}),
  container('blog/api', published(9000)),
  container('blog/ngrok'),
];
const stacks = groupStacks(containers);
const keyOf = (title: string): string => `${title}/1`;

const told = (service: string, ...upstreams: string[]): AgentAnswer => ({
  agent: {kind: 'container', id: `id-${service}`, key: keyOf(service)},
  tunnels: upstreams.map(upstream => ({url: `https://${upstream.replace(/\W/g, '-')}.io`, upstream, name: ''})),
});
const toldByHost = (...upstreams: string[]): AgentAnswer => ({
  ...told('host', ...upstreams),
  agent: {kind: 'host', api: 'http://127.0.0.1:4040'},
});

/** `stack → container`, for each tunnel of each stack. */
const placesOf = (answers: readonly AgentAnswer[], expected?: Parameters<typeof placeTunnels>[2]): string[] =>
  [...placeTunnels(answers, stacks, expected)].flatMap(([stack, tunnels]) =>
    tunnels.map(({leadsTo}) => `${stack.slice(1)} → ${leadsTo ?? 'nobody'}`),
  );

describe("a tunnel of a container's agent belongs to its stack, and leads to", () => {
  test.each([
    ['the service of that name', 'http://api:80', ['shop → shop/api/1']],
    ['the container of that name', 'shop-api-2:80', ['shop → shop/api/2']],
    ['the one with that alias', 'http://backend', ['shop → shop/api/1']],
    ['the one with that address', 'http://172.18.0.5:80', ['shop → shop/api/1']],
    ['nobody known', 'http://elsewhere.example', ['shop → nobody']],
    ['nobody, when it is not told', '', ['shop → nobody']],
    ['itself', 'localhost:80', ['shop → shop/ngrok/1']],
    ['who holds the port of the host', 'http://host.docker.internal:8000', ['shop → shop/api/1']],
    ['another stack, whose tunnel it is too', 'host.docker.internal:9000', ['shop → blog/api/1', 'blog → blog/api/1']],
    ["another stack's container by its name", 'http://blog-api-1:9000', ['shop → blog/api/1', 'blog → blog/api/1']],
  ])('%s', (_, upstream, places) => {
    expect(placesOf([told('shop/ngrok', upstream)])).toEqual(places);
  });

  test('its own service, where two stacks have one of that name', () => {
    expect(placesOf([told('blog/ngrok', 'http://api:9000')])).toEqual(['blog → blog/api/1']);
  });

  test('the container whose network it joined', () => {
    expect(placesOf([told('shop/sidecar', 'localhost:80')])).toEqual(['shop → shop/vpn/1']);
  });

  test("who holds the port, from the host's own network", () => {
    expect(placesOf([told('shop/near', 'localhost:8000')])).toEqual(['shop → shop/api/1']);
  });
});

describe("a tunnel of the host's agent belongs to the stack of the container that it leads to", () => {
  test.each([
    ['by its published port', 'localhost:8000', ['shop → shop/api/1']],
    ['by the port alone', '9000', ['blog → blog/api/1']],
    ['by its address', 'http://172.18.0.5:80', ['shop → shop/api/1']],
    ["on the host's own network", 'localhost:9100', ['shop → shop/metrics/1']],
    ['not by a port inside', 'localhost:80', []],
    ['not by a port on another address', 'localhost:5432', []],
    ['not by a name that only containers know', 'http://api:80', []],
    ["and else to nobody: it is another program's", 'localhost:3000', []],
  ])('%s', (_, upstream, places) => {
    expect(placesOf([toldByHost(upstream)])).toEqual(places);
  });

  test('what a profile expects of it counts where nobody is seen to hold the port', () => {
    const expected = (stack: {readonly name: string}) => (stack.name === 'shop' ? {service: 'api', port: 3000} : null);
    expect(placesOf([toldByHost('localhost:3000')], expected)).toEqual(['shop → shop/api/1']);
    expect(placesOf([toldByHost('localhost:9000')], expected)).toEqual(['blog → blog/api/1']);
  });
});

test('what a container and the host tell alike is the container’s, and listed once', () => {
  const place = placeTunnels([toldByHost('localhost:8000'), told('shop/near', 'localhost:8000')], stacks).get(':shop');
  expect(place).toEqual([expect.objectContaining({agent: expect.objectContaining({kind: 'container'})})]);
});

test('agents that told nothing, or are gone, have no tunnels', () => {
  expect(placesOf([{...told('shop/ngrok'), tunnels: null}, told('shop/gone', 'http://api:80')])).toEqual([]);
});
