import {readFile} from 'node:fs/promises';
import type {Engine} from '../engine/client.js';
import {inspectExec} from '../engine/exec.js';
import {runExec} from '../engine/run-exec.js';

const patienceMs = 3000;
/** `kill` is a program in some images, and only the shell's own in others. */
const killers: readonly ((signal: string, pid: string) => readonly string[])[] = [
  (signal, pid) => ['kill', `-${signal}`, pid],
  (signal, pid) => ['sh', '-c', 'kill "-$1" "$2"', 'sh', signal, pid],
];

/**
 * The process's number inside of its container (proc_pid_status(5), NSpid): known only where the engine runs on this host. The cgroup
 * shows that the process is the container's indeed, and not one that has the same number on another machine.
 */
const pidInside = async (hostPid: number, containerId: string): Promise<string | null> => {
  try {
    const [cgroup, status] = await Promise.all(['cgroup', 'status'].map(name => readFile(`/proc/${hostPid}/${name}`, 'utf8')));
    const numbers = /^NSpid:\s+(.+)$/m.exec(status ?? '')?.[1]?.split(/\s+/) ?? [];
    return cgroup?.includes(containerId) && numbers.length > 1 ? (numbers.at(-1) ?? null) : null;
  } catch {
    return null; // it has ended, or runs on another host
  }
};

/**
 * Ends a command that nobody listens to any more: closing its connection does not. True when it has ended or was told to; false when it
 * may go on, as an engine itself cannot end an exec. What has a terminal is hung up on: interactive shells ignore SIGTERM.
 */
export const endExec = async (
  engine: Engine,
  containerId: string,
  execId: string,
  how: 'TERM' | 'HUP' = 'TERM',
): Promise<boolean> => {
  const signal = AbortSignal.timeout(patienceMs);
  try {
    const {running, pid} = await inspectExec(engine, execId, signal);
    if (!running) return true;
    const inside = pid === null ? null : await pidInside(pid, containerId);
    if (inside === null) return false;
    for (const killer of killers) {
      const {exitCode} = await runExec(engine, containerId, {cmd: killer(how, inside), signal, maxBytes: 4096});
      if (exitCode === 0) return true;
    }
    return false;
  } catch {
    return false; // the engine is away or too slow: the caller tells that the command may go on
  }
};
