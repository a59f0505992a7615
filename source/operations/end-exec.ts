import {readFile} from 'node:fs/promises';
import {delay} from '../engine/abort.js';
import type {Line} from '../engine/call.js';
import {EngineError} from '../engine/errors.js';
import {inspectExec} from '../engine/exec.js';
import {runExec} from '../engine/run-exec.js';
import {type ExecSignal, type Signalled, signalExec} from './signal-exec.js';

/** A command that was started in a container. */
export interface StartedExec {
  readonly containerId: string;
  readonly execId: string;
  /** What it was started as; '' is the container's own. */
  readonly user: string;
  /** By which it is found there. */
  readonly mark: string;
}

/** For the engine's answers; what the program is given to end comes on top. */
const patienceMs = 5000;

/** `INT` and `TERM` are what a program without a terminal hears first. */
export type EndPlan = 'INT' | 'TERM' | 'terminal';

/**
 * On INT, which is what ^C says, psql and pg_dump cancel what the server does for them; after any other end it goes on. TERM is a request,
 * KILL is none. Interactive shells ignore TERM; what a terminal hangs up on gets HUP.
 */
const plans: Readonly<Record<EndPlan, readonly (readonly [ExecSignal, waitMs: number])[]>> = {
  INT: [
    ['INT', 700],
    ['TERM', 2000],
    ['KILL', 1000],
  ],
  TERM: [
    ['TERM', 2000],
    ['KILL', 1000],
  ],
  terminal: [
    ['INT', 300],
    ['HUP', 1000],
    ['KILL', 1000],
  ],
};

interface HostProcess {
  readonly pid: number;
  /** Its number inside of the container. */
  readonly inside: string;
}

/**
 * The process as this host sees it, where the engine runs here (proc_pid_status(5), NSpid). The cgroup shows that it is the container's
 * indeed, and not one that has the same number on another machine.
 */
const onThisHost = async (pid: number | null, containerId: string): Promise<HostProcess | null> => {
  if (pid === null) return null;
  try {
    const [cgroup, status] = await Promise.all(['cgroup', 'status'].map(name => readFile(`/proc/${pid}/${name}`, 'utf8')));
    const numbers = /^NSpid:\s+(.+)$/m.exec(status ?? '')?.[1]?.split(/\s+/) ?? [];
    const inside = numbers.at(-1);
    return cgroup?.includes(containerId) && inside !== undefined && numbers.length > 1 ? {pid, inside} : null;
  } catch {
    return null; // it has ended, or runs on another host
  }
};

/** Where the image has no shell: by its `kill`, else by our own right on this host. */
const signalWithoutShell = async (
  engine: Line,
  {containerId, user}: StartedExec,
  {pid, inside}: HostProcess,
  name: ExecSignal,
  signal: AbortSignal,
): Promise<Signalled | null> => {
  const as = user === '' ? {} : {user};
  const {exitCode} = await runExec(engine, containerId, {cmd: ['kill', `-${name}`, inside], ...as, signal, maxBytes: 4096});
  if (exitCode === 0) return {leader: inside, sent: 1};
  try {
    process.kill(pid, `SIG${name}`);
    return {leader: inside, sent: 1};
  } catch {
    return null; // not ours to end
  }
};

/** Sends a signal in whatever way there is; null when there is none. */
const send = async (
  engine: Line,
  exec: StartedExec,
  name: ExecSignal,
  whom: 'session' | 'foreground',
  leader: string | null,
  signal: AbortSignal,
): Promise<Signalled | null> => {
  const found = await signalExec(engine, exec.containerId, {...exec, leader}, name, whom, signal);
  if (found) return found;
  const {pid} = await inspectExec(engine, exec.execId, signal);
  const host = await onThisHost(pid, exec.containerId);
  if (!host) return null;
  const numbered = await signalExec(engine, exec.containerId, {...exec, leader: host.inside}, name, whom, signal);
  return numbered && numbered.sent > 0 ? numbered : signalWithoutShell(engine, exec, host, name, signal);
};

/** Whether it ends within that time. */
const ends = async (engine: Line, execId: string, withinMs: number, signal: AbortSignal): Promise<boolean> => {
  const until = performance.now() + withinMs;
  for (let pause = 10; ; pause = Math.min(pause * 2, 100)) {
    if (!(await inspectExec(engine, execId, signal)).running) return true;
    if (performance.now() > until || signal.aborted) return false;
    await delay(pause, signal);
  }
};

/** What it had started and left behind. */
const endOrphans = async (engine: Line, exec: StartedExec, leader: string, signal: AbortSignal): Promise<void> => {
  for (const name of ['TERM', 'KILL'] as const) {
    const left = await signalExec(engine, exec.containerId, {...exec, leader}, name, 'session', signal);
    if (!left || left.sent === 0) return;
    await delay(300, signal);
  }
};

const endByPlan = async (engine: Line, exec: StartedExec, how: EndPlan, signal: AbortSignal): Promise<boolean> => {
  let leader: string | null = null;
  for (const [name, waitMs] of plans[how]) {
    if (!(await inspectExec(engine, exec.execId, signal)).running) return true;
    const found = await send(engine, exec, name, how === 'terminal' ? 'foreground' : 'session', leader, signal);
    leader = found?.leader ?? leader;
    if (!(await ends(engine, exec.execId, found ? waitMs : 0, signal))) continue;
    if (how !== 'terminal' && leader !== null) await endOrphans(engine, exec, leader, signal);
    return true;
  }
  return false;
};

/**
 * Ends a command that nobody listens to any more: closing its connection does not, and an engine has no request for it. Works on any
 * engine whose image has a shell, on one of this host also without. True when it has ended for sure. Never throws; takes 9 s at most.
 */
export const endExec = async (engine: Line, exec: StartedExec, how: EndPlan): Promise<boolean> => {
  const waits = plans[how].reduce((sum, [, ms]) => sum + ms, 0);
  try {
    return await endByPlan(engine, exec, how, AbortSignal.timeout(patienceMs + waits));
  } catch (error) {
    // Gone with its container; else the engine is away or too slow, and the caller tells that the command may go on.
    return error instanceof EngineError && (error.code === 'not-found' || /is not running/.test(error.message));
  }
};
