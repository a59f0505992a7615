import {readFileSync} from 'node:fs';
import type {UsageSample} from '../model/usage.js';
import {CgroupFiles} from './cgroup-files.js';
import {type CgroupMounts, containerCgroup, parseMounts} from './cgroup-paths.js';
import {interfaceCounters} from './interfaces.js';
import {readKernelFile} from './kernel-file.js';
import type {SampleTarget} from './target.js';

/** Reads containers' counters from the kernel's own files, without asking the engine. */
export interface FileSource {
  /** null when the container went away, or its files cannot be used; the next call tries anew. */
  read(target: SampleTarget): UsageSample | null;
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
}

const FILES_EACH = 5;

/** The source over this machine's cgroups (v1, v2, or both); null when there are none to be seen. */
export function openCgroupSource({now, root = '', keepOpen}: CgroupOptions): FileSource | null {
  const mounts = ownMounts(root);
  return mounts === null ? null : new CgroupSource(mounts, root, now, keepOpen ?? affordable(root));
}

class CgroupSource implements FileSource {
  readonly #containers = new Map<string, OpenContainer>();
  #kept = 0;
  #closed = false;

  constructor(
    readonly mounts: CgroupMounts,
    readonly root: string,
    readonly now: () => number,
    readonly keepOpen: number,
  ) {}

  read(target: SampleTarget): UsageSample | null {
    if (this.#closed) return null;
    try {
      const container = this.#container(target);
      if (container === null) return null;
      const counters = container.files.read(this.now);
      return {...counters, ...this.#network(target, container.pid)};
    } catch {
      // It ended between two files, or we may not read them: the engine is asked instead.
      this.forget(target.id);
      return null;
    }
  }

  forget(id: string): void {
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

  #container({id, pid}: SampleTarget): OpenContainer | null {
    const known = this.#containers.get(id);
    if (known !== undefined && known.pid === pid) return known;
    this.forget(id);
    if (pid === null) return null;
    const cgroup = containerCgroup(readKernelFile(`${this.root}/proc/${pid}/cgroup`), id, this.mounts);
    if (cgroup === null) return null;
    const kept = this.#kept < this.keepOpen;
    const opened = {pid, files: new CgroupFiles(cgroup, kept), kept};
    if (kept) this.#kept++;
    this.#containers.set(id, opened);
    return opened;
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
