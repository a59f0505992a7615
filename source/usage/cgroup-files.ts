import {fileCache, memoryParts, memoryUsed} from '../model/memory.js';
import type {CloseUsage, OomKills, UsageSample} from '../model/usage.js';
import type {ContainerCgroup, ControllerFolder} from './cgroup-paths.js';
import {isOutOfFiles, KernelFile, readKernelFile} from './kernel-file.js';
import {pressureOf} from './pressure.js';

export type CgroupCounters = Omit<UsageSample, 'rx' | 'tx'>;

const FILE_NAMES = {
  1: {
    usage: 'memory.usage_in_bytes',
    cpu: 'cpuacct.usage',
    io: 'blkio.throttle.io_service_bytes_recursive',
    oom: 'memory.oom_control',
  },
  2: {usage: 'memory.current', cpu: 'cpu.stat', io: 'io.stat', oom: 'memory.events'},
} as const;

/** Processes killed for their memory are counted this often where nobody looks closely: a file more, for what hardly ever changes. */
const OOM_EVERY_MS = 15_000;

interface Readable {
  read(): string;
}

/**
 * The files of one container's cgroup. Kept open they cost five descriptors, and hold nothing: the cgroup can be removed meanwhile.
 * Whoever made it calls `close`.
 */
export class CgroupFiles {
  readonly #open: KernelFile[] = [];
  readonly #cgroup: ContainerCgroup;
  readonly #usage: Readable;
  readonly #stat: Readable;
  readonly #cpu: Readable;
  readonly #io: Readable | null;
  readonly #pids: Readable | null;
  #oomKills: OomKills | undefined;
  #oomReadAt = Number.NEGATIVE_INFINITY;

  /** Throws when memory or CPU cannot be read; a missing I/O or process counter is null in the samples. */
  constructor(cgroup: ContainerCgroup, keepOpen: boolean) {
    this.#cgroup = cgroup;
    const {memory, cpu, io, pids} = cgroup;
    const readable = (folder: ControllerFolder, name: string): Readable => {
      const path = `${folder.path}/${name}`;
      if (!keepOpen) return {read: () => readKernelFile(path)};
      const file = new KernelFile(path);
      this.#open.push(file);
      return file;
    };
    const optional = (folder: ControllerFolder | null, name: (folder: ControllerFolder) => string): Readable | null => {
      try {
        const file = folder && readable(folder, name(folder));
        file?.read();
        return file;
      } catch (error) {
        if (isOutOfFiles(error)) throw error;
        return null; // a controller that is not switched on for this cgroup
      }
    };
    try {
      this.#usage = readable(memory, FILE_NAMES[memory.version].usage);
      this.#stat = readable(memory, 'memory.stat');
      this.#cpu = readable(cpu, FILE_NAMES[cpu.version].cpu);
      this.#io = optional(io, folder => FILE_NAMES[folder.version].io);
      this.#pids = optional(pids, () => 'pids.current');
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Throws when the cgroup is gone. @param closely what memory is made of, and what is waited for, as well: some files more */
  read(now: () => number, closely: boolean): CgroupCounters {
    const cpuText = this.#cpu.read();
    const readAt = now();
    const usage = wholeNumber(this.#usage.read());
    const stat = this.#stat.read();
    const figures = {
      totalInactiveFile: lineValue(stat, 'total_inactive_file'),
      totalActiveFile: lineValue(stat, 'total_active_file'),
      inactiveFile: lineValue(stat, 'inactive_file'),
      activeFile: lineValue(stat, 'active_file'),
    };
    return {
      readAt,
      cpuTotal: this.#cgroup.cpu.version === 1 ? wholeNumber(cpuText) : fromMicroseconds(lineValue(cpuText, 'usage_usec')),
      memory: usage === null ? null : memoryUsed(usage, figures),
      cache: fileCache(figures),
      ...this.#block(),
      pids: this.#pids === null ? null : wholeNumber(this.#pids.read()),
      oomKills: this.#oom(readAt, closely),
      ...(closely ? this.#close(stat) : undefined),
    };
  }

  close(): void {
    for (const file of this.#open) file.close();
  }

  /** The count as it was read last; undefined where the kernel does not count (v1 before 4.13). */
  #oom(readAt: number, closely: boolean): OomKills | undefined {
    if (!closely && Math.abs(readAt - this.#oomReadAt) < OOM_EVERY_MS) return this.#oomKills;
    const {memory} = this.#cgroup;
    const count = lineValue(optionalText(`${memory.path}/${FILE_NAMES[memory.version].oom}`), 'oom_kill');
    this.#oomReadAt = readAt;
    if (count === null) return this.#oomKills;
    const before = this.#oomKills;
    if (before?.count !== count)
      this.#oomKills = {count, seenAt: before && count > before.count ? readAt : (before?.seenAt ?? null)};
    return this.#oomKills;
  }

  #close(stat: string): CloseUsage {
    const {memory, unified} = this.#cgroup;
    const parts = memoryParts(name => lineValue(stat, name));
    const kernel = memory.version === 1 ? wholeNumber(optionalText(`${memory.path}/memory.kmem.usage_in_bytes`)) : parts.kernel;
    return {
      parts: {...parts, kernel},
      pressure: unified === null ? undefined : pressureOf(name => readKernelFile(`${unified}/${name}`)),
    };
  }

  #block(): Pick<UsageSample, 'blockRead' | 'blockWrite'> {
    if (this.#io === null) return {blockRead: null, blockWrite: null};
    const text = this.#io.read();
    // v1: `8:0 Read 4096`, a line each; v2: `8:0 rbytes=4096 wbytes=0 …`, a line a device
    return this.#cgroup.io?.version === 1
      ? {blockRead: total(text, / Read (\d+)/g), blockWrite: total(text, / Write (\d+)/g)}
      : {blockRead: total(text, / rbytes=(\d+)/g), blockWrite: total(text, / wbytes=(\d+)/g)};
  }
}

/** '' where there is no such file. */
function optionalText(path: string): string {
  try {
    return readKernelFile(path);
  } catch {
    return ''; // not on this kernel, or the container just ended: the next reading says so
  }
}

function wholeNumber(text: string): number | null {
  const number = Number.parseInt(text, 10);
  return Number.isFinite(number) ? number : null;
}

/** The number behind `name ` at the start of a line. */
function lineValue(text: string, name: string): number | null {
  const label = `${name} `;
  const start = text.startsWith(label) ? 0 : text.indexOf(`\n${label}`) + 1;
  return start > 0 || text.startsWith(label) ? wholeNumber(text.slice(start + label.length, start + label.length + 24)) : null;
}

function fromMicroseconds(value: number | null): number | null {
  return value === null ? null : value * 1000;
}

function total(text: string, pattern: RegExp): number {
  let sum = 0;
  for (const [, digits] of text.matchAll(pattern)) sum += Number(digits);
  return sum;
}
