import {memoryNow} from '../meters/memory.js';
import {totalAt} from '../meters/walk.js';
import {type Context, part} from '../request.js';
import {containerOf, notRunning, sendJson} from '../send.js';
import {type DemoContainer, isUp, runningFor, startedAt} from '../world/container.js';
import type {World} from '../world/world.js';

/** One program of a container, as `ps` would see it. */
export interface Process {
  readonly user: string;
  /** On the host. */
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
  /** Share of the container's CPU and memory. */
  readonly share: number;
}

const helpers: Readonly<Record<string, readonly string[]>> = {
  postgres: [
    'postgres: checkpointer',
    'postgres: background writer',
    'postgres: walwriter',
    'postgres: autovacuum launcher',
    'postgres: logical replication launcher',
  ],
  nginx: ['nginx: worker process', 'nginx: worker process'],
};

/** The programs of a container: the first one, and those it is known to start. */
export const processesOf = (container: DemoContainer): readonly Process[] => {
  const {behaviour, entrypoint, command, user} = container.spec;
  const names = [[...entrypoint, ...command].join(' '), ...(helpers[behaviour.kind] ?? [])];
  return names.map((name, index) => ({
    user: user === '' ? (behaviour.kind === 'postgres' ? 'postgres' : 'root') : user,
    pid: container.pid + index,
    parent: index === 0 ? container.pid - 3 : container.pid,
    command: name,
    share: index === 0 ? (names.length === 1 ? 1 : 0.6) : 0.4 / (names.length - 1),
  }));
};

const clock = (seconds: number) =>
  [seconds / 3600, (seconds / 60) % 60, seconds % 60].map(part => String(Math.floor(part)).padStart(2, '0')).join(':');

/** `GET /containers/{id}/top`: as `ps -ef`, or as `ps aux` when that is asked for. */
export const containerTop = (context: Context): void => {
  const container = containerOf(context, part(context, 0));
  if (!isUp(container)) throw notRunning(context, container);
  const list = processesOf(container);
  sendJson(
    context,
    200,
    /aux/.test(context.query.get('ps_args') ?? '') ? aux(context.world, container, list) : full(context.world, container, list),
  );
};

const cpuSeconds = (world: World, container: DemoContainer) =>
  totalAt(
    {base: container.spec.behaviour.cpu, swing: 0.85, seed: `${container.spec.name}/cpu`},
    runningFor(container, world.now()),
  );

const began = (container: DemoContainer) => new Date(startedAt(container) ?? 0).toISOString().slice(11, 16);

const full = (world: World, container: DemoContainer, list: readonly Process[]) => ({
  Titles: ['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD'],
  Processes: list.map(one => [
    one.user,
    String(one.pid),
    String(one.parent),
    '0',
    began(container),
    '?',
    clock(cpuSeconds(world, container) * one.share),
    one.command,
  ]),
});

const aux = (world: World, container: DemoContainer, list: readonly Process[]) => ({
  Titles: ['USER', 'PID', '%CPU', '%MEM', 'VSZ', 'RSS', 'TTY', 'STAT', 'START', 'TIME', 'COMMAND'],
  Processes: list.map(one => {
    const resident = Math.floor((memoryNow(container, world.now()) * one.share) / 1024);
    const percent = ((resident * 1024) / 16_765_939_712) * 100;
    return [
      one.user,
      String(one.pid),
      (container.spec.behaviour.cpu * 100 * one.share).toFixed(1),
      percent.toFixed(1),
      String(resident * 3),
      String(resident),
      '?',
      'Ss',
      began(container),
      clock(cpuSeconds(world, container) * one.share).slice(1),
      one.command,
    ];
  }),
});
