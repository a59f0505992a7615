import {describe, expect, test} from 'vitest';
import type {Endpoint} from '../../../source/engine/endpoint.js';
import type {Container, Port} from '../../../source/model/container.js';
import {listenersOf} from '../../../source/services/kafka-client/listeners.js';
import {brokerRoute} from '../../../source/services/kafka-client/route.js';
import {container, inspection} from '../../model/sample.js';

const unix: Endpoint = {kind: 'unix', url: 'unix:///s', source: 'test', socketPath: '/s'};
const tcp = (host: string): Endpoint => ({kind: 'tcp', url: `tcp://${host}:2375`, source: 'test', host, port: 2375, tls: null});
const ssh: Endpoint = {kind: 'ssh', url: 'ssh://h', source: 'test', user: null, host: 'h', port: null, remoteSocket: '/s'};

const port = (privatePort: number, publicPort: number | null, ip = '0.0.0.0'): Port => ({
  ip: publicPort === null ? null : ip,
  privatePort,
  publicPort,
  protocol: 'tcp',
});
const broker = (
  env: readonly string[],
  ports: readonly Port[] = [],
  more: Partial<Container> = {},
  ip = '172.18.0.3',
): Container =>
  container('auren/kafka', {
    ports,
    inspection: inspection({
      env,
      networks: [{name: 'net', networkId: '', ip, gateway: '', mac: '', aliases: ['kafka', 'auren-kafka']}],
    }),
    ...more,
  });

const auren = [
  'KAFKA_LISTENER_SECURITY_PROTOCOL_MAP=PLAINTEXT:PLAINTEXT,PLAINTEXT_HOST:PLAINTEXT',
  'KAFKA_ADVERTISED_LISTENERS=PLAINTEXT://kafka:9092,PLAINTEXT_HOST://localhost:29092',
];

describe('listeners are read from', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['nothing: the usual port', [], ['PLAINTEXT://:9092 PLAINTEXT']],
    ['what is advertised', auren, ['PLAINTEXT://:9092 PLAINTEXT', 'PLAINTEXT_HOST://:29092 PLAINTEXT']],
    [
      'what is bound, before what is advertised',
      ['KAFKA_LISTENERS=PLAINTEXT://kafka-two:9095', 'KAFKA_ADVERTISED_LISTENERS=PLAINTEXT://kafka-two:9092'],
      ['PLAINTEXT://kafka-two:9095 PLAINTEXT'],
    ],
    [
      'KRaft, without the controllers',
      [
        'KAFKA_LISTENERS=PLAINTEXT://:9092,CONTROLLER://:9093,QUORUM://:9094',
        'KAFKA_CONTROLLER_LISTENER_NAMES=CONTROLLER,QUORUM',
        'KAFKA_LISTENER_SECURITY_PROTOCOL_MAP=CONTROLLER:PLAINTEXT,QUORUM:PLAINTEXT,PLAINTEXT:PLAINTEXT',
      ],
      ['PLAINTEXT://:9092 PLAINTEXT'],
    ],
    [
      "Bitnami's names",
      [
        'KAFKA_CFG_LISTENERS=INTERNAL://:9092, EXTERNAL://[::]:9094',
        'KAFKA_CFG_LISTENER_SECURITY_PROTOCOL_MAP=INTERNAL:SASL_PLAINTEXT, EXTERNAL:PLAINTEXT',
      ],
      ['INTERNAL://:9092 SASL_PLAINTEXT', 'EXTERNAL://:::9094 PLAINTEXT'],
    ],
    [
      'names that are protocols',
      ['KAFKA_LISTENERS=SSL://:9093,SASL_SSL://:9094'],
      ['SSL://:9093 SSL', 'SASL_SSL://:9094 SASL_SSL'],
    ],
    ['nonsense: the usual port', ['KAFKA_LISTENERS=what,ever:,PLAINTEXT://:99999'], ['PLAINTEXT://:9092 PLAINTEXT']],
  ])('%s', (_, env, expected) => {
    const found = listenersOf(broker(env)).map(
      ({name, host, port: number, security}) => `${name}://${host}:${number} ${security}`,
    );
    expect(found).toEqual(expected);
  });

  test.each([
    [['redpanda', 'start', '--kafka-addr', 'internal://0.0.0.0:9092,external://0.0.0.0:19092']],
    [['redpanda', 'start', '--kafka-addr=internal://0.0.0.0:9092,external://0.0.0.0:19092']],
  ])("Redpanda's command line", command => {
    const listeners = listenersOf({inspection: inspection({command})});
    expect(listeners.map(({port: number, security}) => [number, security])).toEqual([
      [9092, 'PLAINTEXT'],
      [19092, 'PLAINTEXT'],
    ]);
  });
});

describe('a broker is asked at', () => {
  const published = [port(9092, 9092), port(29092, 29092)];
  test.each<[string, Container, Endpoint, readonly string[]]>([
    [
      'its own address on every listener, then where it is published',
      broker(auren, published),
      unix,
      ['172.18.0.3:9092', '172.18.0.3:29092', '127.0.0.1:9092', '127.0.0.1:29092'],
    ],
    [
      'another port of the host',
      broker(auren, [port(29092, 45678, '127.0.0.1')]),
      unix,
      ['172.18.0.3:9092', '172.18.0.3:29092', '127.0.0.1:45678'],
    ],
    [
      'its plain listener, where others want a password',
      broker(['KAFKA_LISTENERS=SASL_SSL://:9094,PLAINTEXT://:9095']),
      unix,
      ['172.18.0.3:9095'],
    ],
    [
      'no listener of its own loopback',
      broker(['KAFKA_LISTENERS=LOCAL://127.0.0.1:9092,OUTER://0.0.0.0:9095']),
      unix,
      ['172.18.0.3:9095'],
    ],
    ['the host, on its network', broker([], [], {networkMode: 'host'}), unix, ['127.0.0.1:9092']],
    ['another host: where it is published', broker(auren, published), tcp('prod'), ['prod:9092', 'prod:29092']],
  ])('%s', (_, one, endpoint, expected) => {
    const {addresses, problem} = brokerRoute(one, [one], {endpoint, demo: false});
    expect([addresses.map(({host, port: number}) => `${host}:${number}`), problem]).toEqual([expected, null]);
  });

  test.each<[string, Container, Endpoint, string]>([
    [
      'wants a password',
      broker(['KAFKA_LISTENERS=CLIENTS://:9094', 'KAFKA_LISTENER_SECURITY_PROTOCOL_MAP=CLIENTS:SASL_SSL']),
      unix,
      'its listeners want TLS or a password: CLIENTS:9094 (SASL_SSL). A PLAINTEXT one is needed',
    ],
    [
      'hears itself only',
      broker(['KAFKA_LISTENERS=PLAINTEXT://localhost:9092']),
      unix,
      'it listens on its own loopback only: PLAINTEXT:9092',
    ],
    ['has no address', broker([], [], {}, ''), unix, 'it has no address yet and publishes no port 9092'],
    [
      'is not published on another host',
      broker(auren, [port(29092, 29092, '127.0.0.1')]),
      tcp('prod'),
      'it publishes no port 9092 or 29092 on prod, and nothing else can be reached from here',
    ],
    ['is behind ssh', broker([], published), ssh, 'its port 9092 cannot be reached through ssh: run stacktop on h'],
  ])('nowhere when it %s', (_, one, endpoint, expected) => {
    const {addresses, problem} = brokerRoute(one, [one], {endpoint, demo: false});
    expect([addresses, problem]).toEqual([[], expected]);
  });
});

describe('the other brokers of a cluster', () => {
  const one = broker(auren, [port(29092, 29092)]);
  const two = container('auren/kafka-2', {
    ports: [port(29093, 39093)],
    inspection: inspection({
      hostname: 'c0ffee',
      networks: [{name: 'net', networkId: '', ip: '172.18.0.4', gateway: '', mac: '', aliases: ['kafka-2', 'second']}],
    }),
  });
  test.each<[string, [string, number], Endpoint, readonly string[]]>([
    ['by service', ['kafka-2', 9092], unix, ['172.18.0.4:9092']],
    ['by container', ['auren-kafka-2-1', 9092], unix, ['172.18.0.4:9092']],
    ['by alias', ['second', 29093], unix, ['172.18.0.4:29093', '127.0.0.1:39093']],
    ['by host name', ['c0ffee', 9092], unix, ['172.18.0.4:9092']],
    ['by address', ['172.18.0.4', 9092], unix, ['172.18.0.4:9092']],
    ['by the port they are published on', ['localhost', 39093], unix, ['172.18.0.4:29093', '127.0.0.1:39093']],
    [
      'by a port of the host as containers call it',
      ['host.docker.internal', 39093],
      unix,
      ['172.18.0.4:29093', '127.0.0.1:39093'],
    ],
    ['by a name of the world, whatever is published here', ['broker.example', 39093], unix, ['broker.example:39093']],
    ['from another machine: where they are published', ['kafka-2', 29093], tcp('prod'), ['prod:39093']],
    ["not by a container's name from another machine", ['kafka-2', 9092], tcp('prod'), []],
    ['not by a loopback from another machine', ['localhost', 9092], tcp('prod'), []],
    ['not through ssh', ['kafka-2', 9092], ssh, []],
  ])('are found %s', (_, [host, number], endpoint, expected) => {
    const found = brokerRoute(one, [one, two], {endpoint, demo: false}).resolve(host, number);
    expect(found.map(address => `${address.host}:${address.port}`)).toEqual(expected);
  });
});

test("the demo's brokers are never looked for on this host's own ports, nor anywhere else", () => {
  const one = broker(auren, [port(9092, 9092), port(29092, 29092)], {}, '127.70.1.4');
  const {addresses, resolve} = brokerRoute(one, [one], {endpoint: unix, demo: true});
  expect(addresses.map(({host}) => host)).toEqual(['127.70.1.4', '127.70.1.4']);
  expect(resolve('localhost', 29092)).toEqual([{host: '127.70.1.4', port: 29092}]);
  expect(resolve('broker.example', 9092)).toEqual([]);
});
