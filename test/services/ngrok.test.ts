import {describe, expect, test} from 'vitest';
import type {Endpoint} from '../../source/engine/endpoint.js';
import type {Container, Port} from '../../source/model/container.js';
import {agentBases, hostAgentBases, isNgrok, tunnelsFromLog, tunnelsFromReply} from '../../source/services/ngrok.js';
import {container, inspection} from '../model/sample.js';

describe('an ngrok container is known by', () => {
  test.each<[string, Partial<Container>, boolean]>([
    ['its image', {image: 'ngrok/ngrok:3-alpine'}, true],
    ['an older image', {image: 'wernight/ngrok'}, true],
    ['an image of a registry', {image: 'registry.example:5000/tools/ngrok@sha256:abc'}, true],
    ['an image built for the service', {image: 'scc-ngrok'}, true],
    ['its service', {service: 'ngrok', image: 'scc_tunnel'}, true],
    ['its program', {inspection: inspection({command: ['/usr/bin/ngrok', 'http', '80']})}, true],
    ['a label', {labels: {'stacktop.kind': 'ngrok'}}, true],
    ['no label that says otherwise', {image: 'ngrok/ngrok', labels: {'stacktop.kind': 'http'}}, false],
    ['no word that only contains it', {image: 'acme/grokngroker:1'}, false],
    ['nothing else', {image: 'nginx:1'}, false],
  ])('%s', (_, more, expected) => {
    expect(isNgrok(container('scc/tunnel', more))).toBe(expected);
  });
});

describe('where its agent is asked', () => {
  const unix: Endpoint = {kind: 'unix', url: 'unix:///s', source: 'test', socketPath: '/s'};
  const tcp = (host: string): Endpoint => ({kind: 'tcp', url: `tcp://${host}:2375`, source: 'test', host, port: 2375, tls: null});
  const ssh: Endpoint = {kind: 'ssh', url: 'ssh://h', source: 'test', user: null, host: 'h', port: null, remoteSocket: '/s'};
  const port = (ip: string | null, publicPort: number | null, privatePort = 4040): Port => ({
    ip,
    publicPort,
    privatePort,
    protocol: 'tcp',
  });
  const agent = (ip: string, ...ports: Port[]): Container =>
    container('scc/ngrok', {
      ports,
      inspection: inspection({networks: [{name: 'net', networkId: '', ip, gateway: '', mac: '', aliases: []}]}),
    });
  const at = (host: string): string => `http://${host}`;

  test.each<[string, Container, Endpoint, readonly string[]]>([
    ['published here', agent('172.18.0.5', port('0.0.0.0', 4041)), unix, [at('127.0.0.1:4041'), at('172.18.0.5:4040')]],
    ['published twice', agent('', port('0.0.0.0', 4040), port('::', 4040)), unix, [at('127.0.0.1:4040')]],
    ['published on one address', agent('', port('10.0.0.2', 4040)), unix, [at('10.0.0.2:4040')]],
    ['IPv6', agent('fd00::5'), unix, [at('[fd00::5]:4040')]],
    ['not published', agent('172.18.0.5', port(null, null)), unix, [at('172.18.0.5:4040')]],
    ['another port only', agent('', port('0.0.0.0', 8080, 80)), unix, []],
    ['on another host', agent('172.18.0.5', port('0.0.0.0', 4041)), tcp('prod'), [at('prod:4041')]],
    ["on another host's loopback", agent('172.18.0.5', port('127.0.0.1', 4041)), tcp('prod'), []],
    ['on this host by tcp', agent('172.18.0.5'), tcp('127.0.0.1'), [at('172.18.0.5:4040')]],
    ['behind ssh', agent('172.18.0.5', port('0.0.0.0', 4041)), ssh, []],
    ["in the host's own network", container('scc/ngrok', {networkMode: 'host'}), unix, [at('127.0.0.1:4040')]],
    ["in another host's network", container('scc/ngrok', {networkMode: 'host'}), tcp('prod'), [at('prod:4040')]],
  ])('%s', (_, one, endpoint, bases) => {
    expect(agentBases(one, endpoint)).toEqual(bases);
  });

  describe('on the host itself', () => {
    const ports = (...containers: Container[]): string[] =>
      hostAgentBases(containers, []).map(base => base.replace('http://127.0.0.1:', ''));
    test('at its usual port and the next ones', () => {
      expect(ports()).toEqual(['4040', '4041', '4042', '4043', '4044', '4045', '4046', '4047', '4048', '4049']);
    });
    test.each<[string, Port, boolean]>([
      ['everywhere', port('0.0.0.0', 4040), false],
      ['everywhere in IPv6', port('::', 4040), false],
      ['on the loopback address', port('127.0.0.1', 4040), false],
      ['as another port', port('0.0.0.0', 4041), true],
      ['on another address', port('192.0.2.1', 4040), true],
      ['nowhere', port(null, null), true],
    ])('but not at a port that a container publishes: %s', (_, published, asked) => {
      expect(ports(agent('172.18.0.5', published)).includes('4040')).toBe(asked);
    });
    test.each([
      ['http://127.0.0.1:4040', []],
      ['http://localhost:4045/', []],
      ['http://localhost:5050', ['http://127.0.0.1:5050']],
      ['http://[::1]:5051/api', ['http://127.0.0.1:5051']],
      ['http://192.0.2.9:4040', ['http://192.0.2.9:4040']],
      ['https://127.0.0.1:4040', []],
      ['rubbish', []],
    ])('a profile that names %s adds %j', (api, added) => {
      expect(hostAgentBases([], [api]).slice(10)).toEqual(added);
    });
  });
});

describe('what its agent tells', () => {
  const reply = (...tunnels: unknown[]): string => JSON.stringify({tunnels, uri: '/api/tunnels'});
  const tunnel = (url: string, addr = 'http://web:80') => ({public_url: url, config: {addr}});

  test.each<[string, string, readonly string[] | null]>([
    ['one tunnel', reply(tunnel('https://a.ngrok-free.app')), ['https://a.ngrok-free.app']],
    ['https and its http twin', reply(tunnel('http://a.ngrok.io'), tunnel('https://a.ngrok.io')), ['https://a.ngrok.io']],
    ['http alone', reply(tunnel('http://a.ngrok.io')), ['http://a.ngrok.io']],
    [
      'tcp after https',
      reply(tunnel('tcp://0.tcp.ngrok.io:12345'), tunnel('https://a.ngrok.io')),
      ['https://a.ngrok.io', 'tcp://0.tcp.ngrok.io:12345'],
    ],
    ['the same one twice', reply(tunnel('https://a.ngrok.io'), tunnel('https://a.ngrok.io')), ['https://a.ngrok.io']],
    ['none', reply(), []],
    ['what newer agents call endpoints', JSON.stringify({endpoints: [{url: 'https://a.ngrok.app'}]}), ['https://a.ngrok.app']],
    ['rubbish among them', reply(null, 7, {}, {public_url: null}, tunnel('https://a.ngrok.io')), ['https://a.ngrok.io']],
    ['what is no URL', reply(tunnel('javascript:alert(1)'), tunnel('https://a.io/$(reboot)'), tunnel('https://a\u001b[2J')), []],
    ['another page', '<html>', null],
    ['other JSON', '{"tunnels": null}', null],
    ['a list', '[]', null],
    ['nothing', '', null],
  ])('%s', (_, body, urls) => {
    expect(tunnelsFromReply(body)?.map(({url}) => url) ?? null).toEqual(urls);
  });

  test('names and upstreams too, in the words of old agents and new ones', () => {
    const old = {name: 'api', public_url: 'https://a.ngrok.io', config: {addr: 'http://web:80'}};
    expect(tunnelsFromReply(reply(old))).toEqual([{url: 'https://a.ngrok.io', upstream: 'http://web:80', name: 'api'}]);
    const endpoint = {name: 'api', url: 'https://a.ngrok.app', upstream: {url: 'http://web:80'}};
    expect(tunnelsFromReply(JSON.stringify({endpoints: [endpoint]}))).toEqual([
      {url: 'https://a.ngrok.app', upstream: 'http://web:80', name: 'api'},
    ]);
  });

  test('its log tells the same, as words or as JSON', () => {
    expect(
      tunnelsFromLog([
        't=2026-01-01T00:00:00+0000 lvl=info msg="starting web service" obj=web addr=0.0.0.0:4040',
        't=2026-01-01T00:00:01+0000 lvl=info msg="started tunnel" obj=tunnels name=command_line addr=http://web:80 url=https://a.ngrok-free.app',
        '{"addr":"http://api:90","lvl":"info","msg":"started tunnel","name":"api","url":"https://b.ngrok-free.app"}',
        'lvl=info msg="join connections" url=https://no.example',
      ]),
    ).toEqual([
      {url: 'https://a.ngrok-free.app', upstream: 'http://web:80', name: 'command_line'},
      {url: 'https://b.ngrok-free.app', upstream: 'http://api:90', name: 'api'},
    ]);
  });
});
