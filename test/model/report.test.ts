import {describe, expect, test} from 'vitest';
import type {Container} from '../../source/model/container.js';
import type {Profile, ServiceProfile} from '../../source/model/profile.js';
import {type Knowledge, type StackReport, stackReport} from '../../source/model/report.js';
import type {ServiceFacts} from '../../source/model/service.js';
import {nothingKnown} from '../../source/model/service.js';
import {groupStacks} from '../../source/model/stack.js';
import {totalsOf} from '../../source/model/totals.js';
import type {Usage} from '../../source/model/usage.js';
import {nothingFound} from '../../source/model/why.js';
import {withLabels} from '../../source/profiles/labels.js';
import {container, ended, hour, inspection, MiB, now, probe, usage} from './sample.js';

const nothing: Knowledge = {
  services: nothingKnown,
  tunnels: new Map(),
  viewpoint: {host: 'localhost', through: null},
  why: nothingFound,
};

const reported = (
  containers: readonly Container[],
  usages: Readonly<Record<string, Usage>> = {},
  known: Knowledge = nothing,
): StackReport[] => {
  const usageOf = (id: string): Usage | undefined => usages[id];
  const figures = {usageOf, totalsOf: (stack: Parameters<typeof totalsOf>[0]) => totalsOf(stack, usageOf)};
  return groupStacks(containers).map(stack => stackReport(stack, figures, known, now));
};

describe('ls --json', () => {
  const kafka = container('auren/kafka', {
    health: 'unhealthy',
    image: 'cp-kafka:7',
    ports: [
      {ip: '0.0.0.0', privatePort: 9092, publicPort: 9092, protocol: 'tcp'},
      {ip: '::', privatePort: 9092, publicPort: 9092, protocol: 'tcp'},
      {ip: null, privatePort: 9999, publicPort: null, protocol: 'tcp'},
    ],
    inspection: inspection({
      startedAt: now - hour,
      memoryLimit: 800 * MiB,
      restarts: 3,
      healthTest: ['CMD-SHELL', 'nc -z localhost 9092'],
      probes: [probe(now - 60_000, 1, 'timed out')],
    }),
  });
  const report = reported([kafka, ended('auren/migrate', 0), container('lone')], {
    [kafka.id]: usage({cpuPercent: 30.23456, memory: 640 * MiB, rx: 1000, tx: 2000}),
  });

  test('has the fields that scripts rely on, and no others', () => {
    const [stack] = report;
    expect(Object.keys(stack ?? {})).toEqual(
      'name profile running total health cpuPercent memory restarts urls containers missing'.split(' '),
    );
    expect(Object.keys(stack?.memory ?? {})).toEqual(['used', 'limit', 'usual']);
    const fields =
      'id name service number image kind state health exitCode oomKilled restarts startedAt cpuPercent memory network ports urls problem';
    for (const each of stack?.containers ?? []) {
      expect(Object.keys(each)).toEqual(fields.split(' '));
      expect(Object.keys(each.memory)).toEqual(['used', 'limit', 'percent']);
      expect(Object.keys(each.network)).toEqual(['rx', 'tx']);
    }
  });

  test('tells bytes as numbers, times as ISO 8601, and what is wrong', () => {
    expect(report[0]?.containers[0]).toMatchObject({
      name: 'auren-kafka-1',
      service: 'kafka',
      number: 1,
      state: 'running',
      health: 'unhealthy',
      exitCode: null,
      oomKilled: false,
      restarts: 3,
      startedAt: '2026-01-01T11:00:00.000Z',
      cpuPercent: 30.23,
      memory: {used: 640 * MiB, limit: 800 * MiB, percent: 80},
      network: {rx: 1000, tx: 2000},
      ports: ['0.0.0.0:9092->9092/tcp', '[::]:9092->9092/tcp'],
      problem: 'kafka unhealthy for 1 min; check nc -z localhost 9092 said "timed out"; 3 restarts',
    });
  });

  test('tells what is unknown as null', () => {
    const [stack, lone] = report;
    expect(stack?.containers[1]).toMatchObject({
      health: 'done',
      exitCode: 0,
      cpuPercent: null,
      memory: {used: null, limit: null, percent: null},
      network: {rx: null, tx: null},
      problem: null,
    });
    expect(lone).toMatchObject({name: '(no stack)', cpuPercent: null, memory: {used: null, limit: null, usual: null}});
    expect(lone?.containers[0]).toMatchObject({service: null, number: null, health: 'none'});
  });

  test('sums a stack up', () => {
    expect(report[0]).toMatchObject({
      name: 'auren',
      running: 1,
      total: 1,
      health: 'unhealthy',
      cpuPercent: 30.23,
      memory: {used: 640 * MiB, limit: 800 * MiB},
      restarts: 3,
    });
  });

  test('keeps last figures of a stopped container to itself', () => {
    const worker = ended('s/worker', 137, {oomKilled: true, memoryLimit: MiB});
    expect(reported([worker], {[worker.id]: usage({cpuPercent: 5, memory: 5})})[0]?.containers[0]).toMatchObject({
      health: 'stopped',
      exitCode: 137,
      oomKilled: true,
      cpuPercent: null,
      memory: {used: null, limit: MiB, percent: null},
      problem: 'worker exited with 137, out of memory at its limit of 1.0M, 5 min ago',
    });
  });
});

describe('what profiles and agents know', () => {
  const port = (privatePort: number) => ({ip: '0.0.0.0', privatePort, publicPort: privatePort, protocol: 'tcp' as const});
  const service = (name: string, more: Partial<ServiceProfile>): ServiceProfile | null => {
    const plain = withLabels(name, null, {'stacktop.kind': 'http'});
    return plain && {...plain, ...more};
  };
  const containers = [
    container('shop/api', {ports: [port(8000), port(8443)]}),
    container('shop/db', {ports: [port(5432)]}),
    container('shop/ngrok', {ports: [port(4040)]}),
    ended('shop/worker', 0),
  ];
  const webhooks = [{name: 'telephony', path: '/webhook'}];
  const byKey = new Map<string, ServiceFacts>([
    ['shop/api/1', {kind: 'http', profile: service('api', {usualMemory: 300 * MiB, webhooks}), console: null}],
    ['shop/db/1', {kind: 'postgres', profile: service('db', {usualMemory: 500 * MiB}), console: 'psql'}],
    ['shop/ngrok/1', {kind: 'ngrok', profile: null, console: null}],
    ['shop/worker/1', {kind: 'job', profile: service('worker', {usualMemory: 900 * MiB}), console: null}],
  ]);
  const agent = {kind: 'container', id: 'id-shop-ngrok-1', key: 'shop/ngrok/1'} as const;
  const tunnel = {url: 'https://a.ngrok-free.app', upstream: 'http://api:8000', name: '', agent, leadsTo: 'shop/api/1'};
  const profile: Profile = {
    ...{name: 'shop', title: 'Shop', file: 'shop.yml', projects: ['shop'], composeFiles: [], network: null},
    ...{hostTunnel: null, services: []},
  };
  const [shop] = reported(
    containers,
    {},
    {
      ...nothing,
      services: {...nothingKnown, byKey, profiles: new Map([[':shop', profile]])},
      tunnels: new Map([[':shop', [tunnel]]]),
    },
  );

  test('is told: the profile, its public URLs, and the sum of what its running services usually take', () => {
    expect(shop).toMatchObject({profile: 'shop', urls: ['https://a.ngrok-free.app'], memory: {usual: 800 * MiB}});
  });

  test.each([
    ['api', 'http', ['https://a.ngrok-free.app', 'http://localhost:8000', 'https://localhost:8443']],
    ['db', 'postgres', []],
    ['ngrok', 'ngrok', ['https://a.ngrok-free.app', 'http://localhost:4040']],
    ['worker', 'job', []],
  ])('of %s: its kind, the public URLs that it has to do with, then its own that speak HTTP', (name, kind, urls) => {
    expect(shop?.containers.find(each => each.service === name)).toMatchObject({kind, urls});
  });
});

describe('health of a stack', () => {
  const healthy = container('s/a', {health: 'healthy'});
  test.each<readonly [string, readonly Container[], string]>([
    ['healthy', [healthy], 'healthy'],
    ['healthy beside one without a check', [healthy, container('s/b')], 'healthy'],
    ['healthy beside a job that is done', [healthy, ended('s/b', 0)], 'healthy'],
    ['healthy beside one that somebody stopped', [healthy, ended('s/b', 143)], 'healthy'],
    ['no checks at all', [container('s/a')], 'none'],
    ['starting', [healthy, container('s/b', {health: 'starting'})], 'starting'],
    ['unhealthy', [healthy, container('s/b', {health: 'unhealthy'})], 'unhealthy'],
    ['one that failed', [healthy, ended('s/b', 1)], 'unhealthy'],
    ['one that restarts', [healthy, container('s/b', {state: 'restarting'})], 'unhealthy'],
    [
      'one that did not start',
      [healthy, container('s/b', {state: 'created', inspection: inspection({error: 'x'})})],
      'unhealthy',
    ],
    ['all stopped', [ended('s/a', 143), ended('s/b', 0)], 'stopped'],
    ['all done', [ended('s/a', 0), ended('s/b', 0)], 'done'],
    ['never started', [container('s/a', {state: 'created'})], 'stopped'],
  ])('%s', (_, containers, health) => {
    expect(reported(containers)[0]?.health).toBe(health);
  });
});
