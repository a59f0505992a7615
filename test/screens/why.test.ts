import {afterAll, afterEach, beforeAll, describe} from 'vitest';
import {out, silent} from '../../source/demo/logs/voice.js';
import type {DemoEngine} from '../../source/demo/options.js';
import {startDemoEngine} from '../../source/demo/start.js';
import {plainSpec} from '../../source/demo/systems/crowd.js';
import type {ContainerSpec} from '../../source/demo/world/spec.js';
import {listen} from '../stories/engine-socket.js';
import {type Patient, sick, type WhyEngine, whyStories} from '../stories/why.js';
import {Terminal} from '../support/terminal.js';

const runc = 'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process';

const failures: Readonly<
  Record<Exclude<Patient['check'], 'well' | undefined>, {readonly output: string; readonly exitCode: number}>
> = {
  ill: {output: 'curl: (22) The requested URL returned error: 404\n', exitCode: 22},
  slow: {output: 'Health check exceeded timeout (1s)', exitCode: -1},
  'no-program': {output: '/bin/sh: 1: nowhere-to-be-found: not found\n', exitCode: 127},
};

const specOf = (service: string, {dependsOn = '', does, check, port, network}: Patient): Partial<ContainerSpec> => {
  const plain = plainSpec(sick, service, 1);
  return {
    labels: {...plain.labels, 'com.docker.compose.depends_on': dependsOn},
    memoryLimit: does === 'fills' ? 20 * 2 ** 20 : 0,
    restartPolicy: does === 'fills' ? 'no' : 'unless-stopped',
    ports: [{container: 8000, host: port ?? null}],
    networks: [network ?? `${sick}_default`],
    check: check ? {test: ['CMD', 'ask', ':8000'], interval: 250, timeout: 1000, retries: 2, startPeriod: 0} : null,
    behaviour: {
      ...plain.behaviour,
      readyAfter: 100,
      stopAfter: 200,
      memory: 8 * 2 ** 20,
      voice: does === 'dies' ? {...silent, opening: () => [out('FATAL: no database')]} : silent,
    },
  };
};

/** The embedded engine, where what goes wrong is arranged. */
const onDemo = ({world, host}: DemoEngine, dying: Set<string>): WhyEngine => {
  const at = (service: string): string => `${sick}/${service}`;
  const published = (port: number | null): boolean =>
    world.containers().some(({status, spec}) => status === 'running' && spec.ports.some(one => one.host === port));
  return {
    kind: 'demo',
    host,
    bring: async (service, patient) => {
      const {id, spec} = (patient.onlyMade ? world.make : world.add)(sick, service, 1, specOf(service, patient));
      if (patient.check && patient.check !== 'well') world.breakHealth(id, {...failures[patient.check], survivesRestart: true});
      if (patient.does === 'fills') world.crash(id, {outOfMemory: true});
      if (patient.does === 'no-program')
        world.refuseStart(id, `${runc}: exec: "nowhere-to-be-found": executable file not found in $PATH: unknown`);
      if (patient.does === 'dies') {
        dying.add(id);
        world.crash(spec.name, {exitCode: 3});
      }
    },
    start: async service => {
      const {spec} = world.find(at(service));
      const port = spec.ports[0]?.host ?? null;
      if (port !== null && published(port)) {
        const endpoint = `driver failed programming external connectivity on endpoint ${spec.name} (80ae76e1d40d)`;
        world.refuseStart(at(service), `${endpoint}: Bind for 0.0.0.0:${port} failed: port is already allocated`);
      }
      world.start(at(service));
    },
    stop: service => world.stop(at(service)),
    kill: async service => world.kill(at(service)),
    remove: async service => world.remove(at(service)),
    removeNetwork: async name => {
      world.removeNetwork(name);
      for (const {id, spec} of world.containers())
        if (spec.networks.includes(name)) world.refuseStart(id, `network ${name} not found`);
    },
    freePort: async () => 18_080,
  };
};

describe('why something is unwell, on the demo engine', () => {
  const dying = new Set<string>();
  let demo: DemoEngine | undefined;
  let engine: WhyEngine | undefined;
  let stop = (): void => {};
  beforeAll(async () => {
    demo = await startDemoEngine({systems: []});
    engine = onDemo(demo, dying);
    const {world} = demo;
    const listening = await listen(demo, ({action, id}) => {
      if (action === 'start' && dying.has(id)) world.crash(id, {exitCode: 3});
    });
    stop = () => listening.stop();
  });
  afterEach(async () => {
    await Terminal.closeAll();
    dying.clear();
    for (const {id} of demo?.world.containers() ?? []) demo?.world.remove(id);
  });
  afterAll(async () => {
    stop();
    await demo?.close();
  });
  whyStories(() => {
    if (!engine) throw new Error('the demo engine is there when a story runs, not before');
    return engine;
  });
});
