import os from 'node:os';
import type {EngineInfo} from '../model/engine-info.js';

export interface Machine {
  readonly hostName: string;
  readonly cpus: number;
  /** Bytes. */
  readonly memoryTotal: number;
}

const thisMachine = (): Machine => ({hostName: os.hostname(), cpus: os.cpus().length, memoryTotal: os.totalmem()});

const sameName = (one: string, other: string): boolean =>
  one !== '' && one.split('.')[0]?.toLowerCase() === other.split('.')[0]?.toLowerCase();

/**
 * Whether the engine runs here: a socket says nothing, it may lead into Docker Desktop's virtual machine or through ssh. Its memory has
 * to be this machine's (within 5 %), and so has the number of its CPUs, or else the host's name: an engine may be bound to some CPUs.
 */
export const isThisMachine = ({cpus, memoryTotal, hostName}: EngineInfo, here: Machine = thisMachine()): boolean => {
  if (memoryTotal === null || Math.abs(memoryTotal - here.memoryTotal) > here.memoryTotal * 0.05) return false;
  return cpus === here.cpus || sameName(hostName, here.hostName);
};
