import {existsSync, readdirSync} from 'node:fs';
import type {HostUsage} from '../model/host-usage.js';
import {readKernelFile} from './kernel-file.js';

/** Devices come and go rarely; looking for them costs more than reading them. */
const DEVICES_FOR_MS = 30_000;
/** Two readings closer than this make no rate. */
const LEAST_SPAN_MS = 100;
/** Sizes in a disk's `stat` are in sectors of 512 bytes, whatever the disk's own (kernel: Documentation/block/stat.rst). */
const SECTOR = 512;

interface Counters {
  readonly readAt: number;
  /** In ticks, over all CPUs. */
  readonly cpu: {readonly busy: number; readonly total: number} | null;
  readonly network: {readonly rx: number; readonly tx: number} | null;
  readonly disk: {readonly read: number; readonly write: number} | null;
}

type Rates = Omit<HostUsage, 'memoryUsed' | 'memoryTotal'>;

/** Folders below `/sys` of the physical devices. */
interface Devices {
  readonly foundAt: number;
  readonly interfaces: readonly string[];
  readonly disks: readonly string[];
}

export interface HostReader {
  /** What the host uses now, with rates since the call before; the first call's rates, and its CPU, are null. */
  read(): HostUsage;
}

export interface HostOptions {
  /** ms since 1970, with fraction. */
  now(): number;
  /** Before `/proc` and `/sys`; '' but in tests. */
  readonly root?: string;
}

/** Reads this machine's own usage from `/proc` and `/sys`; null where there are none. Only right for a header when the engine runs here. */
export function openHostReader({now, root = ''}: HostOptions): HostReader | null {
  if (!existsSync(`${root}/proc/meminfo`)) return null;
  let previous: Counters | null = null;
  let last = NO_RATES;
  let devices: Devices = {foundAt: Number.NEGATIVE_INFINITY, interfaces: [], disks: []};
  return {
    read() {
      const readAt = now();
      if (Math.abs(readAt - devices.foundAt) > DEVICES_FOR_MS) {
        const found = {foundAt: readAt, interfaces: physical(`${root}/sys/class/net`), disks: physical(`${root}/sys/block`)};
        // The counters of a new device are no traffic of just now.
        if (`${found.interfaces},${found.disks}` !== `${devices.interfaces},${devices.disks}`) previous = null;
        devices = found;
      }
      const memory = memoryOf(optional(`${root}/proc/meminfo`));
      if (previous !== null && readAt >= previous.readAt && readAt - previous.readAt < LEAST_SPAN_MS) return {...memory, ...last};
      const next = {
        readAt,
        cpu: cpuOf(optional(`${root}/proc/stat`)),
        network: networkOf(devices.interfaces.map(folder => `${folder}/statistics`)),
        disk: diskOf(devices.disks.map(folder => optional(`${folder}/stat`))),
      };
      last = previous === null ? NO_RATES : ratesBetween(previous, next);
      previous = next;
      return {...memory, ...last};
    },
  };
}

const NO_RATES: Rates = {cpuPercent: null, rxRate: null, txRate: null, readRate: null, writeRate: null};

function ratesBetween(before: Counters, after: Counters): Rates {
  const seconds = (after.readAt - before.readAt) / 1000;
  const rate = (earlier: number | undefined, later: number | undefined) =>
    earlier === undefined || later === undefined || later < earlier || seconds <= 0 ? null : (later - earlier) / seconds;
  const ticks = (after.cpu?.total ?? 0) - (before.cpu?.total ?? 0);
  const busy = (after.cpu?.busy ?? 0) - (before.cpu?.busy ?? 0);
  return {
    cpuPercent: before.cpu && after.cpu && ticks > 0 ? Math.min(100, Math.max(0, (busy / ticks) * 100)) : null,
    rxRate: rate(before.network?.rx, after.network?.rx),
    txRate: rate(before.network?.tx, after.network?.tx),
    readRate: rate(before.disk?.read, after.disk?.read),
    writeRate: rate(before.disk?.write, after.disk?.write),
  };
}

/** Idle and waiting for a disk are not busy; the guests' columns are already in the first two (proc(5)). */
function cpuOf(stat: string | null): Counters['cpu'] {
  const line = stat === null ? undefined : /^cpu +(.*)$/m.exec(stat)?.[1];
  if (line === undefined) return null;
  const [user = 0, nice = 0, system = 0, idle = 0, waiting = 0, ...more] = line.split(' ').map(Number);
  const busy = [user, nice, system, ...more.slice(0, 3)].reduce((sum, ticks) => sum + ticks, 0);
  return {busy, total: busy + idle + waiting};
}

function memoryOf(meminfo: string | null): Pick<HostUsage, 'memoryUsed' | 'memoryTotal'> {
  const total = kilobytes(meminfo, 'MemTotal');
  const available = kilobytes(meminfo, 'MemAvailable');
  return {memoryTotal: total, memoryUsed: total === null || available === null ? null : total - available};
}

function kilobytes(meminfo: string | null, name: string): number | null {
  const value = meminfo === null ? undefined : new RegExp(`^${name}: +(\\d+) kB`, 'm').exec(meminfo)?.[1];
  return value === undefined ? null : Number(value) * 1024;
}

/** The same counters as `/proc/net/dev`, without its line for every container's end of a cable. */
function networkOf(folders: readonly string[]): Counters['network'] {
  if (folders.length === 0) return null;
  const sum = (name: string) => folders.reduce((total, folder) => total + Number(optional(`${folder}/${name}`) ?? 0), 0);
  return {rx: sum('rx_bytes'), tx: sum('tx_bytes')};
}

/** Fields 3 and 7 of a disk's `stat`: sectors read and written. */
function diskOf(stats: readonly (string | null)[]): Counters['disk'] {
  if (stats.length === 0) return null;
  const fields = stats.map(stat => (stat ?? '').trim().split(/\s+/).map(Number));
  const sum = (index: number) => fields.reduce((total, row) => total + (row[index] ?? 0), 0) * SECTOR;
  return {read: sum(2), write: sum(6)};
}

/** Only a physical device has a `device` link: bridges, cables to containers, loops and RAID sets carry the same bytes again. */
function physical(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .map(name => `${folder}/${name}`)
      .filter(device => existsSync(`${device}/device`));
  } catch {
    return []; // no such class of devices on this machine
  }
}

function optional(path: string): string | null {
  try {
    return readKernelFile(path);
  } catch {
    return null; // not on this kernel, or the device was just pulled
  }
}
