import {describe, expect, test} from 'vitest';
import type {Container, Port} from '../../source/model/container.js';
import type {ServiceKind, ServiceProfile} from '../../source/model/profile.js';
import type {ServiceFacts} from '../../source/model/service.js';
import type {OpenTunnel} from '../../source/model/tunnel.js';
import {type UrlEntry, urlsOf} from '../../source/model/url.js';
import type {Viewpoint} from '../../source/model/viewpoint.js';
import {withLabels} from '../../source/profiles/labels.js';
import {container, stackWith} from './sample.js';

const here: Viewpoint = {host: 'localhost', through: null};
const overSsh: Viewpoint = {host: '192.0.2.7', through: '192.0.2.7'};

const port = (privatePort: number, publicPort: number | null = privatePort, ip: string | null = '0.0.0.0'): Port => ({
  ip,
  privatePort,
  publicPort,
  protocol: 'tcp',
});

/** What a profile says of a service, from no more than what matters. */
const profile = (name: string, more: Partial<ServiceProfile>): ServiceProfile => {
  const plain = withLabels(name, null, {'stacktop.kind': 'http'});
  if (!plain) throw new Error('a label makes a profile');
  return {...plain, ...more};
};

const facts = (kind: ServiceKind, of: ServiceProfile | null = null): ServiceFacts => ({kind, profile: of, console: null});

interface Given {
  readonly containers: readonly Container[];
  readonly known?: Readonly<Record<string, ServiceFacts>>;
  readonly tunnels?: readonly OpenTunnel[];
  readonly viewpoint?: Viewpoint;
  readonly key?: string | null;
}

const urls = ({containers, known = {}, tunnels = [], viewpoint = here, key = null}: Given): UrlEntry[] =>
  urlsOf({stack: stackWith(...containers), tunnels, factsOf: of => known[of], viewpoint}, key);
const shown = (given: Given): string[] => urls(given).map(({kind, service, name, url}) => `${kind} ${service}: ${name} ${url}`);

describe('a published port is shown', () => {
  test.each<[string, Port, ServiceKind, string]>([
    ['as a URL', port(8000), 'http', 'http://localhost:8000'],
    ['under its port of the host', port(80, 8080), 'nginx', 'http://localhost:8080'],
    ['encrypted by its port', port(443), 'nginx', 'https://localhost:443'],
    ['encrypted by another usual port', port(8443), 'http', 'https://localhost:8443'],
    ['encrypted by its port of the host', port(9000, 8443), 'other', 'https://localhost:8443'],
    ['as an address, of a database', port(5432), 'postgres', 'localhost:5432'],
    ['as an address, of a database at an odd port', port(7777), 'postgres', 'localhost:7777'],
    ['as an address, of a broker', port(9092), 'kafka', 'localhost:9092'],
    ['as an address, by its port alone', port(6379, 6380), 'other', 'localhost:6380'],
    ["as a URL, of a broker's web page", port(15672), 'rabbitmq', 'http://localhost:15672'],
    ["as an address, of a broker's own port", port(5672), 'rabbitmq', 'localhost:5672'],
    ['as an address, of another protocol', {...port(8125), protocol: 'udp'}, 'other', 'localhost:8125'],
    ['on the address it is bound to', port(8000, 8000, '192.0.2.1'), 'http', 'http://192.0.2.1:8000'],
    ['on an IPv6 address in brackets', port(8000, 8000, 'fd00::1'), 'http', 'http://[fd00::1]:8000'],
    ['on its own loopback address', port(8000, 8000, '127.5.0.2'), 'http', 'http://127.5.0.2:8000'],
    ['on the loopback address', port(8000, 8000, '127.0.0.1'), 'http', 'http://localhost:8000'],
  ])('%s', (_, published, kind, url) => {
    const containers = [container('s/web', {ports: [published]})];
    expect(urls({containers, known: {'s/web/1': facts(kind)}}).map(entry => entry.url)).toEqual([url]);
  });

  test('once, though it is bound in IPv4 and IPv6', () => {
    const ports = [port(80, 8080), port(80, 8080, '::')];
    expect(shown({containers: [container('s/web', {ports})]})).toEqual(['port web: port 80 http://localhost:8080']);
  });

  test('as it is reached by most, though it is bound to the loopback address too', () => {
    const ports = [port(80, 8080, '127.0.0.1'), port(80, 8080)];
    const [entry, ...others] = urls({containers: [container('s/web', {ports})], viewpoint: overSsh});
    expect([entry?.url, entry?.note, others]).toEqual(['http://192.0.2.7:8080', '', []]);
  });

  test('not at all when it is not published', () => {
    expect(shown({containers: [container('s/web', {ports: [port(80, null, null)]})]})).toEqual([]);
  });

  test('over SSH under the address that the client has reached', () => {
    const containers = [container('s/web', {ports: [port(8000)]})];
    expect(urls({containers, viewpoint: overSsh})).toMatchObject([{url: 'http://192.0.2.7:8000', note: ''}]);
  });

  test('over SSH, bound to the loopback address, with the way there', () => {
    const containers = [container('s/web', {ports: [port(80, 8080, '127.0.0.1')]})];
    expect(urls({containers, viewpoint: overSsh})).toMatchObject([
      {url: 'http://localhost:8080', note: 'on its host only: ssh -L 8080:127.0.0.1:8080 192.0.2.7'},
    ]);
  });
});

describe('links', () => {
  const api = profile('api', {
    links: [
      {name: 'API docs', url: null, port: 8000, path: '/docs'},
      {name: 'front page', url: null, port: 8000, path: '/'},
      {name: 'wiki', url: 'https://wiki.example/api', port: null, path: '/'},
      {name: 'inside only', url: null, port: 9999, path: '/'},
    ],
  });
  const containers = [container('s/api', {ports: [port(8000, 18000)]})];
  const known = {'s/api/1': facts('http', api)};

  test('of the profile come behind the ports, and one to the root of a port names it', () => {
    expect(shown({containers, known})).toEqual([
      'port api: front page http://localhost:18000',
      'link api: API docs http://localhost:18000/docs',
      'link api: wiki https://wiki.example/api',
    ]);
  });

  test('of a container that does not run are those that are whole', () => {
    const stopped = [container('s/api', {state: 'exited', ports: []})];
    expect(shown({containers: stopped, known})).toEqual(['link api: wiki https://wiki.example/api']);
  });

  test("in the host's own network lead to the host's ports", () => {
    const onHost = [container('s/api', {networkMode: 'host'})];
    expect(shown({containers: onHost, known})).toContain('link api: API docs http://localhost:8000/docs');
  });

  test('of labels come from whoever wrote the image: only what a browser opens is taken', () => {
    const labels = {
      'stacktop.link.board': 'https://board.example/?a=1',
      'stacktop.link.metrics': ':8000/metrics',
      'stacktop.link.script': 'javascript:alert(1)',
      'stacktop.link.file': 'file:///etc/passwd',
      'stacktop.link.split': 'https://a.example/\u001b[2J',
      'stacktop.link.none': '',
    };
    const labelled = facts('http', withLabels('api', null, labels));
    expect(shown({containers, known: {'s/api/1': labelled}})).toEqual([
      'port api: port 8000 http://localhost:18000',
      'link api: board https://board.example/?a=1',
      'link api: metrics http://localhost:18000/metrics',
    ]);
  });
});

describe('public URLs', () => {
  const api = profile('api', {
    webhooks: [
      {name: 'telephony', path: '/webhook'},
      {name: 'billing', path: '/hooks/billing'},
    ],
  });
  const containers = [container('s/api', {ports: [port(8000)]}), container('s/db'), container('s/ngrok', {ports: [port(4040)]})];
  const known = {'s/api/1': facts('http', api), 's/ngrok/1': facts('ngrok')};
  const tunnel = (more: Partial<OpenTunnel> = {}): OpenTunnel => ({
    url: 'https://a.ngrok-free.app',
    upstream: 'http://api:8000',
    name: 'command_line',
    agent: {kind: 'container', id: 'id-ngrok', key: 's/ngrok/1'},
    leadsTo: 's/api/1',
    ...more,
  });

  test('come first, each with the webhooks of the service that it leads to', () => {
    expect(shown({containers, known, tunnels: [tunnel()]})).toEqual([
      'public api: public URL https://a.ngrok-free.app',
      'webhook api: telephony https://a.ngrok-free.app/webhook',
      'webhook api: billing https://a.ngrok-free.app/hooks/billing',
      'port api: port 8000 http://localhost:8000',
      'port ngrok: port 4040 http://localhost:4040',
    ]);
  });

  test('say where they lead, and that their agent runs on the host', () => {
    const [inside] = urls({containers, known, tunnels: [tunnel()]});
    expect(inside?.note).toBe('leads to api:8000');
    const [outside] = urls({
      containers,
      known,
      tunnels: [tunnel({agent: {kind: 'host', api: 'http://127.0.0.1:4040'}, upstream: 'http://localhost:8000'})],
    });
    expect(outside?.note).toBe('leads to localhost:8000, ngrok on the host');
  });

  test('have the names of their agent where there are several', () => {
    const tunnels = [tunnel({name: 'api'}), tunnel({name: 'web', url: 'https://b.ngrok-free.app/', leadsTo: null})];
    expect(shown({containers, known: {}, tunnels}).slice(0, 2)).toEqual([
      'public api: public URL, api https://a.ngrok-free.app',
      'public : public URL, web https://b.ngrok-free.app/',
    ]);
  });

  test('of other protocols have no webhooks', () => {
    const tunnels = [tunnel({url: 'tcp://0.tcp.ngrok.io:12345'})];
    expect(urls({containers, known, tunnels}).filter(({kind}) => kind === 'webhook')).toEqual([]);
  });

  test('lead where the profile says, when their agent does not tell', () => {
    const named = profile('ngrok', {tunnel: {service: 'api', port: 8000}});
    const tunnels = [tunnel({upstream: '', leadsTo: null})];
    expect(shown({containers, known: {...known, 's/ngrok/1': facts('ngrok', named)}, tunnels}).slice(0, 2)).toEqual([
      'public api: public URL https://a.ngrok-free.app',
      'webhook api: telephony https://a.ngrok-free.app/webhook',
    ]);
  });

  test.each([
    ['the container that they lead to', 's/api/1', true],
    ['the container that holds them open', 's/ngrok/1', true],
    ['no other', 's/db/1', false],
  ])('are those of %s', (_, key, has) => {
    expect(urls({containers, known, tunnels: [tunnel()], key}).some(({kind}) => kind === 'public')).toBe(has);
  });

  test("of a container come with its own ports and links, not with another's", () => {
    expect(shown({containers, known, tunnels: [tunnel()], key: 's/ngrok/1'}).at(-1)).toBe(
      'port ngrok: port 4040 http://localhost:4040',
    );
    expect(shown({containers, known, tunnels: [tunnel()], key: 's/ngrok/1'})).not.toContain(
      'port api: port 8000 http://localhost:8000',
    );
  });
});
