import {badNumber, type Context, flag, HttpProblem, jsonBody, part} from '../request.js';
import {containerOf, notRunning, sendJson, sendNothing} from '../send.js';
import {type DemoContainer, isUp} from '../world/container.js';
import {pause, planFull, remove, restart, signal, stop, tryStart, unpause} from '../world/lifecycle.js';
import {startJob} from './create.js';

const target = (context: Context) => containerOf(context, part(context, 0));

/** `t` in seconds; the engine's own patience is 10. */
const timeoutOf = (context: Context) => {
  const text = context.query.get('t');
  if (text === null || text === '') return 10;
  const seconds = Number(text);
  if (!Number.isInteger(seconds)) throw badNumber(context, text);
  return seconds;
};

/** The status says whether something that it needs is not there (moby:daemon/start.go translateContainerdStartErr). */
const refused = (message: string): HttpProblem => new HttpProblem(/not found|No such/.test(message) ? 404 : 500, message);

const startOrRefuse = (context: Context, container: DemoContainer): void => {
  const message = tryStart(context.world, container);
  if (message !== null) throw refused(message);
};

export const startContainer = (context: Context): void => {
  const container = target(context);
  if (container.status === 'paused') throw new HttpProblem(409, 'cannot start a paused container, try unpause instead');
  if (!isUp(container)) {
    context.world.unplan(container, 'again');
    if (!startJob(context.world, container)) startOrRefuse(context, container);
    sendNothing(context, 204);
  } else {
    sendNothing(context, 304);
  }
};

export const stopContainer = async (context: Context): Promise<void> => {
  const container = target(context);
  if (!isUp(container) && container.status !== 'restarting') return sendNothing(context, 304);
  await stop(context.world, container, timeoutOf(context));
  sendNothing(context, 204);
};

export const restartContainer = async (context: Context): Promise<void> => {
  const container = target(context);
  await restart(context.world, container, timeoutOf(context));
  if (container.error !== '' && !isUp(container)) throw refused(container.error);
  sendNothing(context, 204);
};

export const pauseContainer = (context: Context): void => {
  const container = target(context);
  if (container.status === 'paused') throw new HttpProblem(409, `Container ${container.id} is already paused`);
  if (!isUp(container)) throw notRunning(context, container);
  pause(context.world, container);
  sendNothing(context, 204);
};

export const unpauseContainer = (context: Context): void => {
  const container = target(context);
  if (container.status !== 'paused') throw new HttpProblem(500, `Container ${container.id} is not paused`);
  unpause(context.world, container);
  sendNothing(context, 204);
};

const signals: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  ABRT: 6,
  KILL: 9,
  USR1: 10,
  SEGV: 11,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
  TSTP: 20,
  TTIN: 21,
  TTOU: 22,
  WINCH: 28,
};

const signalOf = (text: string, prefix: string): number => {
  const number = /^\d+$/.test(text) ? Number(text) : signals[text.toUpperCase().replace(/^SIG/, '')];
  if (number === undefined || number < 1 || number > 64) throw new HttpProblem(400, `${prefix}nvalid signal: ${text}`);
  return number;
};

export const killContainer = (context: Context): void => {
  const later = context.minor >= 42;
  const cannot = `${later ? 'c' : 'C'}annot kill container: ${part(context, 0)}: `;
  const number = signalOf(context.query.get('signal') || 'KILL', later ? `${cannot}i` : 'I');
  const container = target(context);
  if (!isUp(container)) throw new HttpProblem(409, `${cannot}${notRunning(context, container).message}`);
  signal(context.world, container, number);
  sendNothing(context, 204);
};

export const renameContainer = (context: Context): void => {
  const container = target(context);
  const name = (context.query.get('name') ?? '').replace(/^\//, '');
  if (name === '') throw new HttpProblem(400, 'Neither old nor new names may be empty');
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name)) {
    throw new HttpProblem(400, `Invalid container name (${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
  }
  const other = [...context.world.containers.values()].find(one => one.name === name);
  if (other) {
    const free = 'You have to remove (or rename) that container to be able to reuse that name.';
    const taken = `Conflict. The container name "/${name}" is already in use by container "${other.id}". ${free}`;
    throw new HttpProblem(409, `Error when allocating new name: ${taken}`);
  }
  const oldName = `/${container.name}`;
  container.name = name;
  context.world.tell(container, 'rename', {oldName});
  sendNothing(context, 204);
};

export const updateContainer = async (context: Context): Promise<void> => {
  const container = target(context);
  const body = await jsonBody(context);
  const {Memory: memory, NanoCpus: cpus, RestartPolicy: policy} = body;
  if (typeof memory === 'number' && memory > 0) {
    if (memory < 6 * 1024 * 1024) throw new HttpProblem(400, 'Minimum memory limit allowed is 6MB');
    container.memoryLimit = memory;
    if (isUp(container)) planFull(context.world, container, context.world.now() - (container.lives.at(-1)?.start ?? 0));
  }
  if (typeof cpus === 'number' && cpus > 0) container.nanoCpus = cpus;
  const name = typeof policy === 'object' && policy !== null && 'Name' in policy ? policy.Name : null;
  if (name === 'no' || name === 'always' || name === 'unless-stopped' || name === 'on-failure') container.restartPolicy = name;
  context.world.tell(container, 'update');
  sendJson(context, 200, {Warnings: null});
};

/** Why one that is up is not removed, in the words of its time. */
const whyKept = ({minor}: Context, {id, name, status}: DemoContainer): string => {
  const paused = status === 'paused';
  if (minor < 43) {
    const first = paused ? 'Unpause and then stop the container' : 'Stop the container';
    return `You cannot remove a ${status} container ${id}. ${first} before attempting removal or force remove`;
  }
  const advice = paused ? 'paused and must be unpaused first' : 'running: stop the container before removing or force remove';
  return `cannot remove container "/${name}": container is ${advice}`;
};

export const removeContainer = (context: Context): void => {
  const container = target(context);
  if (isUp(container) && !flag(context, 'force')) throw new HttpProblem(409, whyKept(context, container));
  remove(context.world, container);
  sendNothing(context, 204);
};

/** Answers when it stops, with its exit code; at once when it does not run. */
export const waitContainer = async (context: Context): Promise<void> => {
  const container = target(context);
  const {world} = context;
  if (isUp(container)) {
    const ended = new AbortController();
    const deaf = world.events.listen(event => {
      if (event.id === container.id && event.action === 'die') ended.abort();
    });
    context.response.once('close', () => ended.abort());
    while (!ended.signal.aborted && !world.closed) await world.wait(3_600_000, ended.signal);
    deaf();
  }
  sendJson(context, 200, {Error: null, StatusCode: container.exitCode});
};
