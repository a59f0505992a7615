import type {Engine} from '../../engine/client.js';
import {listContainers} from '../../engine/containers.js';
import {isThisMachine} from '../../live/this-machine.js';
import type {Container} from '../../model/container.js';
import type {EngineInfo} from '../../model/engine-info.js';
import {inspectAll} from '../../operations/all-containers.js';
import {bytesWithTenth} from '../../ui/format/numbers.js';
import {type Fact, fact} from './fact.js';

/** What the engine told of itself and its containers, and how long that took. */
export interface EngineLook {
  readonly facts: readonly Fact[];
  /** Running ones, inspected. */
  readonly running: readonly Container[];
}

const ms = (value: number): string => (value < 9.95 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`);

/** A list that takes longer is felt at every start and after every lost connection. */
const slowMs = 1000;

const timed = async <T>(work: () => Promise<T>): Promise<{readonly value: T; readonly took: number}> => {
  const begun = performance.now();
  const value = await work();
  return {value, took: performance.now() - begun};
};

/** A password in a URL is nobody's to read, and it may have an @ or a slash in it that should have been encoded. */
export const withoutPassword = (text: string): string => text.replace(/\/\/([^@/:\s]*):\S*@/g, '//$1:••••@');

const hostFact = (info: EngineInfo, local: boolean): Fact => {
  const {cpus, memoryTotal, cgroupVersion, cgroupDriver, rootless, hostName, operatingSystem} = info;
  const here = local && !info.demo && isThisMachine(info);
  const said = [
    hostName,
    operatingSystem,
    ...(cpus === null ? [] : [`${cpus} CPUs`]),
    ...(memoryTotal === null ? [] : [bytesWithTenth(memoryTotal)]),
    `cgroup ${cgroupVersion === null ? 'of an unknown version' : `v${cgroupVersion}`}${cgroupDriver === '' ? '' : `, ${cgroupDriver}`}`,
    ...(rootless ? ['rootless'] : []),
    info.demo ? 'embedded: nothing in it is real' : here ? 'this machine' : 'another machine, or a virtual one',
  ];
  return fact('ok', 'host', said.filter(part => part !== '').join(' · '), '', {
    cpus,
    memory: memoryTotal,
    cgroupVersion,
    cgroupDriver,
    rootless,
    thisMachine: here,
  });
};

/** Asks the engine everything that a start asks, and takes the time. Throws EngineError. */
export const lookAtEngine = async (engine: Engine, signal: AbortSignal): Promise<EngineLook> => {
  const ping = await timed(() => engine.renegotiate(signal));
  const {value: info} = await timed(() => engine.info(signal));
  const list = await timed(() => listContainers(engine, signal));
  const inspection = await timed(() => inspectAll(engine, list.value, signal));
  const {url, source, kind} = engine.endpoint;
  const names = {endpoint: withoutPassword(url), product: info.product, version: info.version, api: engine.apiVersion};
  const slow = Math.max(ping.took, list.took) > slowMs;
  const running = inspection.value.filter(container => container !== null).filter(({state}) => state === 'running');
  const unread = inspection.value.filter(container => container !== null && container.inspection === null).length;
  const counted = `list of ${list.value.length}: ${ms(list.took)} · inspecting them: ${ms(inspection.took)}`;
  return {
    running,
    facts: [
      fact(
        'ok',
        'engine',
        `${info.product} ${info.version} · API ${engine.apiVersion} · ${names.endpoint} (${source})`,
        '',
        names,
      ),
      hostFact(info, kind === 'unix'),
      fact(
        slow ? 'warn' : 'ok',
        'answers',
        `ping: ${ms(ping.took)} · ${counted}`,
        slow ? 'the engine, or the way to it, is slow: rows come late' : '',
        {
          pingMs: ping.took,
          listMs: list.took,
          inspectMs: inspection.took,
          containers: list.value.length,
          running: running.length,
        },
      ),
      ...(unread === 0
        ? []
        : [fact('bad', 'answers', `${unread} of them cannot be inspected`, 'docker inspect says why', {uninspected: unread})]),
    ],
  };
};
