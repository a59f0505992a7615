import os from 'node:os';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {sampleHost} from '../../source/live/host-sampling.js';
import {isThisMachine} from '../../source/live/this-machine.js';
import type {EngineInfo} from '../../source/model/engine-info.js';
import {connected} from '../../source/state/engine-updates.js';
import {initialState} from '../../source/state/initial.js';
import {createStore} from '../../source/state/store.js';

const info = (over: Partial<EngineInfo>): EngineInfo => ({
  ...{product: 'Docker', version: '26.1.5', apiVersion: '1.45', hostName: 'web-01', cpus: 8, memoryTotal: 16e9},
  ...{operatingSystem: '', cgroupVersion: '2', cgroupDriver: 'systemd', rootless: false, demo: false},
  ...over,
});

describe('an engine behind a socket of this machine', () => {
  const here = {hostName: 'web-01', cpus: 8, memoryTotal: 16e9};
  test.each<[string, Partial<EngineInfo>, boolean]>([
    ['runs here', {}, true],
    ['runs here, though stacktop is in a container', {hostName: 'other'}, true],
    ['runs here on some of the CPUs', {cpus: 4, hostName: 'WEB-01.example.org'}, true],
    ['counts memory a little differently', {memoryTotal: 15.5e9}, true],
    ['is in the virtual machine of Docker Desktop', {hostName: 'docker-desktop', memoryTotal: 8e9}, false],
    ['is in one of all the memory but half of the CPUs', {hostName: 'docker-desktop', cpus: 4}, false],
    ['is another machine of that name', {memoryTotal: 32e9}, false],
    ['does not tell its memory', {memoryTotal: null}, false],
    ['has no name and tells no CPUs', {hostName: '', cpus: null}, false],
  ])('%s', (_, over, expected) => {
    expect(isThisMachine(info(over), here)).toBe(expected);
  });
});

describe.runIf(process.platform === 'linux')('the figures of the host', () => {
  const endpoint = {kind: 'unix', socketPath: '/x', url: 'unix:///x', source: 'test'} as const;
  const begin = (engine = {endpoint, demo: false}) => {
    const store = createStore(
      initialState({endpoint: 'test', local: true, filter: '', intervalMs: 1000, readOnly: false, now: Date.now()}),
    );
    sampleHost(engine, store, {publish: store.update}, controller.signal);
    return store;
  };
  let controller: AbortController;
  beforeEach(() => {
    controller = new AbortController();
  });
  afterEach(() => controller.abort());
  const own = info({hostName: os.hostname(), cpus: os.cpus().length, memoryTotal: os.totalmem()});

  test('come when the engine has said that it is here, and go when it is another one', async () => {
    const store = begin();
    expect(store.get().host).toBeNull();
    store.update(state => connected(state, own, Date.now()));
    expect(store.get().host?.memoryTotal).toBeGreaterThan(0);
    await expect.poll(() => store.get().host?.cpuPercent).toEqual(expect.any(Number));
    store.update(state => connected(state, info({memoryTotal: 1024}), Date.now()));
    expect(store.get().host).toBeNull();
  });

  test('are not shown for the demo', () => {
    const store = begin({endpoint, demo: true});
    store.update(state => connected(state, own, Date.now()));
    expect(store.get().host).toBeNull();
  });
});
