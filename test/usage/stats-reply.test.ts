import {expect, test} from 'vitest';
import {sampleFromStats} from '../../source/usage/stats-reply.js';
import {dockerStopped, dockerV1, dockerV2, podman, podmanStopped} from './stats-fixtures.js';

test('Docker on cgroup v1: all counters, to the byte and to the fraction of a millisecond', () => {
  const sample = sampleFromStats(dockerV1);
  expect(sample).toEqual({
    readAt: expect.closeTo(Date.UTC(2026, 10, 21, 14, 3, 25) + 120.980455, 3),
    cpuTotal: 650_775_479,
    memory: 111_824_896 - 81_395_712,
    cache: 81_395_712 + 21_602_304,
    rx: 1352,
    tx: 30,
    blockRead: 4097,
    blockWrite: 8192,
    pids: 4,
    parts: {anonymous: 8_826_880, shared: null, cache: 102_998_016, kernel: null},
  });
});

test('Docker on cgroup v2: inactive file cache is not in use', () => {
  expect(sampleFromStats(dockerV2)).toMatchObject({
    memory: 30_000,
    cache: 21_000,
    blockRead: 100,
    blockWrite: 200,
    parts: {anonymous: 25_000, shared: 500, cache: 20_500, kernel: 3700},
  });
});

test('Podman: no cache figures, and numbers of operations are not bytes', () => {
  expect(sampleFromStats(podman)).toMatchObject({
    readAt: Date.UTC(2026, 10, 21, 14, 3, 25, 500),
    memory: 4096,
    cache: null,
    parts: undefined,
    blockRead: 7,
    blockWrite: 9,
  });
});

test.each([
  ['a stopped container of Docker', dockerStopped],
  ['a stopped container of Podman, status 200', podmanStopped],
  ['Podman’s error with a time', {...podmanStopped, read: dockerV1.read}],
  ['nothing', null],
  ['text', 'page not found'],
  ['a list', []],
  ['an unreadable time', {...dockerV1, read: 'soon'}],
])('%s gives no sample', (_, raw) => {
  expect(sampleFromStats(raw)).toBeNull();
});

test.each([
  ['no networks', {networks: null}, {rx: null, tx: null}],
  ['a host network, without the field', {networks: undefined}, {rx: null, tx: null}],
  ['no network at all', {networks: {}}, {rx: null, tx: null}],
  ['no block devices told', {blkio_stats: {io_service_bytes_recursive: null}}, {blockRead: null, blockWrite: null}],
  ['no blkio', {blkio_stats: null}, {blockRead: null, blockWrite: null}],
  ['no I/O yet', {blkio_stats: {io_service_bytes_recursive: []}}, {blockRead: 0, blockWrite: 0}],
  ['no memory controller', {memory_stats: {}}, {memory: null, cache: null}],
  ['no CPU', {cpu_stats: null}, {cpuTotal: null}],
  ['no process counter', {pids_stats: null}, {pids: null}],
])('what an engine does not tell is unknown, not 0: %s', (_, change, expected) => {
  expect(sampleFromStats({...dockerV1, ...change})).toMatchObject(expected);
});
