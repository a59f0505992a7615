import type {EngineInfo} from '../model/engine-info.js';
import {positive, record, strings, text} from './read.js';

/** `GET /info` as stacktop shows it. What an engine does not tell is null or ''. */
export function engineInfo(raw: unknown, known: {apiVersion: string; product: string; demo: boolean}): EngineInfo {
  const info = record(raw);
  const cgroup = text(info.CgroupVersion);
  return {
    product: known.product,
    version: text(info.ServerVersion),
    apiVersion: known.apiVersion,
    hostName: text(info.Name),
    cpus: positive(info.NCPU),
    memoryTotal: positive(info.MemTotal),
    operatingSystem: text(info.OperatingSystem),
    cgroupVersion: cgroup === '1' || cgroup === '2' ? cgroup : null,
    cgroupDriver: text(info.CgroupDriver),
    rootless: strings(info.SecurityOptions).some(option => option.startsWith('name=rootless')),
    demo: known.demo,
  };
}
