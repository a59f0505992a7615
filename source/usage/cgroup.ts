import {readFileSync} from 'node:fs';
import type {UsageSample, WithoutFiles} from '../model/usage.js';
import {CgroupFiles} from './cgroup-files.js';
import {type CgroupMounts, type ContainerCgroup, containerCgroup, parseMounts} from './cgroup-paths.js';
import {findingBelow} from './find-below.js';
import {interfaceCounters} from './interfaces.js';
import {isOutOfFiles, readKernelFile} from './kernel-file.js';
import type {SampleTarget} from './target.js';

/** Reads containers' counters from the kernel's own files, without asking the engine. */
export interface FileSource {
  /** null when the container went away, or its files cannot be used; the next call tries anew. */
  read(target: SampleTarget): UsageSample | null;
  /** Why the last reading of a container gave nothing; null when it did not fail. */
  problem(id: string): WithoutFiles | null;
  /** Closes what is open for a container. */
  forget(id: string): void;
  /** Closes all; from then on every read gives null. */
  close(): void;
}

export interface CgroupOptions {
  /** ms since 1970, with fraction. */
  now(): number;
  /** Before `/proc` and the mount points; '' but in tests. */
  readonly root?: string;
  /** Containers whose files are kept open; those beyond are opened for each reading. Without it, what a quarter of our own limit of descriptors allows. */
  readonly keepOpen?: number;
}

interface OpenContainer {
  readonly pid: number;
  readonly files: CgroupFiles;
  readonly kept: boolean;
  /** When its PID was seen to be its own last, and its CPU counter at the last reading. */
  seenAt: number;
  cpuTotal: number | null;
}

const FILES_EACH = 5;

/**
 * Files that are opened each time are those of the folder's name: after a restart they are another cgroup's, and the PID nobody's or
 * another's. So it is looked at again this often, and when a counter went back.
 */
const PID_HOLDS_MS = 15_000;

/** The source over this machine's cgroups (v1, v2, or both); null when there are none to be seen. */
export function openCgroupSource({now, root = '', keepOpen}: CgroupOptions): FileSource | null {
  const mounts = ownMounts(root);
  return mounts === null ? null : new CgroupSource(mounts, root, now, keepOpen ?? affordable(root));
}

class CgroupSource implements FileSource {
  readonly #containers = new Map<string, OpenContainer>();
  readonly #problems = new Map<string, WithoutFiles>();
  readonly #find = findingBelow();
  #kept = 0;
  #closed = false;
  #keepOpen: number;
  /** What it means if what is being read cannot be. */
  #step: WithoutFiles = 'no-process';

  constructor(
    readonly mounts: CgroupMounts,
    readonly root: string,
    readonly now: () => number,
    keepOpen: number,
  ) {
    this.#keepOpen = keepOpen;
  }

  read(target: SampleTarget): UsageSample | null {
    if (this.#closed) return null;
    this.#step = 'no-process';
    try {
      const container = this.#container(target);
      if (container !== null) {
        this.#step = 'unreadable';
        const counters = container.files.read(this.now, target.closely ?? false);
        if (this.#stillIts(target, container, counters.cpuTotal)) {
          this.#problems.delete(target.id);
          return {...counters, ...this.#network(target, container.pid)};
        }
      }
      if (target.pid !== null) this.#step = 'other-cgroup';
    } catch {
      // It ended between two files, or we may not read them: the engine is asked instead.
    }
    this.forget(target.id);
    this.#problems.set(target.id, this.#step);
    return null;
  }

  problem(id: string): WithoutFiles | null {
    return this.#problems.get(id) ?? null;
  }

  forget(id: string): void {
    this.#problems.delete(id);
    const container = this.#containers.get(id);
    if (container === undefined) return;
    container.files.close();
    if (container.kept) this.#kept--;
    this.#containers.delete(id);
  }

  close(): void {
    this.#closed = true;
    for (const id of this.#containers.keys()) this.forget(id);
  }

  /** null: its PID is not known, or not in a cgroup of its name. Throws when its files cannot be read. */
  #container({id, pid}: SampleTarget): OpenContainer | null {
    const known = this.#containers.get(id);
    if (known !== undefined && known.pid === pid) return known;
    this.forget(id);
    if (pid === null) return null;
    const cgroup = this.#cgroup(id, pid);
    if (cgroup === null) return null;
    this.#step = 'unreadable';
    const opened = {pid, ...this.#open(cgroup), seenAt: this.now(), cpuTotal: null};
    if (opened.kept) this.#kept++;
    this.#containers.set(id, opened);
    return opened;
  }

  #cgroup(id: string, pid: number): ContainerCgroup | null {
    return containerCgroup(readKernelFile(`${this.root}/proc/${pid}/cgroup`), id, this.mounts, this.#find);
  }

  #open(cgroup: ContainerCgroup): Pick<OpenContainer, 'files' | 'kept'> {
    if (this.#kept >= this.#keepOpen) return {files: new CgroupFiles(cgroup, false), kept: false};
    try {
      return {files: new CgroupFiles(cgroup, true), kept: true};
    } catch (error) {
      if (!isOutOfFiles(error)) throw error;
      this.#giveBack();
      return {files: new CgroupFiles(cgroup, false), kept: false};
    }
  }

  /** Half of what is kept open: sockets and children need some as well. Those containers are read from files opened anew. */
  #giveBack(): void {
    this.#keepOpen = Math.floor(this.#kept / 2);
    for (const [id, {kept}] of this.#containers) {
      if (this.#kept <= this.#keepOpen) return;
      if (kept) this.forget(id);
    }
  }

  /** Whether the PID is its process still. Files kept open need no look: they end with their cgroup. */
  #stillIts({id}: SampleTarget, container: OpenContainer, cpuTotal: number | null): boolean {
    if (container.kept) return true;
    const now = this.now();
    const wentBack = container.cpuTotal !== null && cpuTotal !== null && cpuTotal < container.cpuTotal;
    container.cpuTotal = cpuTotal;
    if (!wentBack && Math.abs(now - container.seenAt) < PID_HOLDS_MS) return true;
    container.seenAt = now;
    return this.#cgroup(id, container.pid) !== null;
  }

  /** Opened each time: an open file would keep the container's network namespace alive after its end. */
  #network({hostNetwork}: SampleTarget, pid: number): Pick<UsageSample, 'rx' | 'tx'> {
    if (hostNetwork) return {rx: null, tx: null};
    return interfaceCounters(readKernelFile(`${this.root}/proc/${pid}/net/dev`));
  }
}

function ownMounts(root: string): CgroupMounts | null {
  try {
    const {v1, v2} = parseMounts(readFileSync(`${root}/proc/self/mountinfo`, 'utf8'));
    if (v1.size === 0 && v2 === null) return null;
    const below = <T extends {point: string}>(mount: T): T => ({...mount, point: root + mount.point});
    return {v1: new Map([...v1].map(([name, mount]) => [name, below(mount)])), v2: v2 && below(v2)};
  } catch {
    return null; // no /proc: not a Linux machine
  }
}

/** A quarter of `Max open files`' soft limit, so that sockets and children never run out; 100 containers where it is not told. */
function affordable(root: string): number {
  try {
    const limit = /^Max open files\s+(\d+)/m.exec(readKernelFile(`${root}/proc/self/limits`))?.[1];
    return limit === undefined ? 100 : Math.floor(Number(limit) / 4 / FILES_EACH);
  } catch {
    return 100;
  }
}
