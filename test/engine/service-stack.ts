import {execFile} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {afterEach, beforeAll, inject} from 'vitest';
import {Terminal} from '../support/terminal.js';
import {describeOnEngine, docker, idOf} from './support.js';

const run = promisify(execFile);
const stacksScript = fileURLToPath(new URL('lab/stacks.sh', import.meta.url));

/** The compose project that holds one of every kind of service (lab/services.yml). */
export const serviceStack = 'services';

/** What stories about databases need to know, as lab/services.yml has it. The passwords are there to be looked for where they must not be. */
export const databases = {
  'tka-postgres': {user: 'user', database: 'tka_voice', password: 'seen-nowhere-tka'},
  'dimini-postgres': {user: 'dimini_user', database: 'dimini_db', password: 'seen-nowhere-dimini'},
  'tracer-postgres': {user: 'postgres', database: 'agent_observability', password: 'seen-nowhere-tracer'},
} as const;

/** The three Redis servers with their passwords: none, one in the command, one in the environment. */
export const redisPasswords = {redis: null, 'redis-locked': 'seen-nowhere-locked', 'redis-env': 'seen-nowhere-env'} as const;

export type LabService =
  | keyof typeof databases
  | keyof typeof redisPasswords
  | 'zookeeper'
  | 'kafka'
  | 'api'
  | 'web'
  | 'ngrok'
  | 'bare';

/** Brings up these services and what they depend on (none named: all), and resolves when they answer: 5 s for a few, 12 s with the broker. */
export const upServices = async (...services: readonly LabService[]): Promise<void> => {
  await run(stacksScript, ['up', serviceStack, ...services], {
    timeout: 230_000,
    env: {...process.env, STACKTOP_RUN: inject('run')},
  });
};

/**
 * A `describe` for stories on those services, each with terminals of its own, which are up before the first of them. They stay up for the
 * other files of the run, so leave them as you found them, or make names of your own in them. Skipped where there is no engine, and with
 * the broker among them where its images could not be made (lab/setup.ts says so, loudly).
 */
export const describeWithServices = (title: string, services: readonly LabService[], stories: () => void): void => {
  const broker = services.length === 0 || services.some(name => name === 'kafka' || name === 'zookeeper');
  const tell = broker && !inject('kafkaThere') ? describeOnEngine.skip : describeOnEngine;
  tell(title, () => {
    beforeAll(() => upServices(...services));
    afterEach(() => Terminal.closeAll());
    stories();
  });
};

/** The id of a service's container. */
export const serviceId = (service: LabService): Promise<string> => idOf(serviceStack, service);

/** Runs a program in a service's container, with this in its environment, and resolves to its stdout, trimmed. */
export const inService = async (service: LabService, argv: readonly string[], env: readonly string[] = []): Promise<string> =>
  docker('exec', ...env.flatMap(variable => ['-e', variable]), await serviceId(service), ...argv);

/** Where a published port of a service is to be reached: `http://127.0.0.1:32768`. */
export const publishedUrl = async (service: LabService, port: number): Promise<string> =>
  `http://${(await docker('port', await serviceId(service), String(port))).split('\n')[0]}`;

/** What a statement answers in one of the databases: rows as lines, columns parted by `|`. */
export const sql = (
  service: keyof typeof databases,
  statement: string,
  database: string = databases[service].database,
): Promise<string> =>
  inService(service, ['psql', '-XAtq', '-v', 'ON_ERROR_STOP=1', '-U', databases[service].user, '-d', database, '-c', statement]);

/** What a Redis server answers. */
export const redis = (service: keyof typeof redisPasswords, ...args: readonly string[]): Promise<string> => {
  const password = redisPasswords[service];
  return inService(service, ['redis-cli', '-e', ...args], password === null ? [] : [`REDISCLI_AUTH=${password}`]);
};

/** Changes a running service's memory limit, MiB, to see what is done where there is little room. Whoever lowers it raises it again. */
export const limitMemory = async (service: LabService, mebibytes: number): Promise<void> => {
  await docker('update', '--memory', `${mebibytes}m`, '--memory-swap', `${mebibytes}m`, await serviceId(service));
};

/** `/health` of api answers 503 from now on, `{"detail":"Database connection failed: …"}`; `mendApi` has it answer 200 again. */
export const breakApi = async (): Promise<void> => {
  await inService('api', ['touch', '/tmp/health-broken']);
};
export const mendApi = async (): Promise<void> => {
  await inService('api', ['rm', '-f', '/tmp/health-broken']);
};

/** Calls a path through the tunnel, as the world would: it reaches api, and the agent captures it. Resolves to the status. */
export const callThroughTunnel = async (path: string, method = 'POST', body = '{"from":"a story"}'): Promise<number> => {
  const reply = await fetch(`${await publishedUrl('ngrok', 8080)}${path}`, {method, ...(method === 'GET' ? {} : {body})});
  return reply.status;
};

/** The paths that were POSTed to api, oldest first: what really arrived of calls and replays. */
export const arrivedAtApi = async (): Promise<string> => inService('api', ['ask', 'http://localhost:8000/posts']);
