import {execFile} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {afterAll, afterEach, beforeAll, expect, inject} from 'vitest';
import {run as stacktop} from '../commands/program.js';
import {Terminal, type TerminalOptions} from '../support/terminal.js';
import {describeOnEngine, docker} from './support.js';

const run = promisify(execFile);
const stacksScript = fileURLToPath(new URL('lab/stacks.sh', import.meta.url));
export const host = 'unix:///var/run/docker.sock';

/** The systems that stacktop is for, by their own project names: small ones of real services (lab/systems), and what each is known as. */
export const systems = {
  'surgical-care-companion': 'surgical-care-companion',
  dimini: 'dimini',
  'agent-observability': 'agent-tracer',
  auren: 'auren',
  ichrisbirch: 'ichrisbirch',
} as const;
export type System = keyof typeof systems;

/** Brings a system up under a project's name (its own when left out), and resolves when it is well: 4 to 12 s. */
export const upSystem = async (system: System, project: string = system): Promise<void> => {
  await run(stacksScript, ['up', 'system', system, project], {timeout: 230_000});
};

/** Takes the project away. */
export const downSystem = async (project: string): Promise<void> => {
  await run(stacksScript, ['down', project], {timeout: 230_000});
};

/** A `describe` of stories that need this system's images: skipped where there is no engine, or no Kafka for AUREN (lab/setup.ts says so). */
export const describeSystems = (title: string, needed: readonly System[], stories: () => void): void => {
  const tell = needed.includes('auren') && !inject('kafkaThere') ? describeOnEngine.skip : describeOnEngine;
  tell(title, () => {
    afterEach(() => Terminal.closeAll());
    stories();
  });
};

/** The same for one system, which is up under its own name or another project's before the stories, and gone after them. */
export const describeWithSystem = (system: System, {project = system}: {readonly project?: string}, stories: () => void): void =>
  describeSystems(project === system ? system : `${system} as ${project}`, [system], () => {
    beforeAll(() => upSystem(system, project));
    afterAll(() => downSystem(project));
    stories();
  });

/** Opens stacktop on the stacks whose names have this in them. */
export const openSystem = (project: string, options: TerminalOptions = {}): Terminal =>
  Terminal.open({columns: 140, args: [`stack=${project}`], env: {DOCKER_HOST: host}, ...options});

export interface ReportedStack {
  readonly name: string;
  readonly profile: string | null;
  readonly health: string;
  readonly running: number;
  readonly total: number;
  readonly urls: readonly string[];
  readonly containers: readonly {
    readonly id: string;
    readonly service: string;
    readonly kind: string;
    readonly state: string;
    readonly health: string;
    readonly ports: readonly string[];
  }[];
}

/** What `ls --json` says of a stack. */
export const reportOf = async (project: string): Promise<ReportedStack> => {
  const {stdout, stderr, code} = await stacktop(['ls', project, '--json', '--host', host]);
  expect([code, stderr]).toEqual([0, '']);
  const [stack]: ReportedStack[] = JSON.parse(stdout);
  return stack ?? expect.fail(`ls --json has no ${project}`);
};

/** What `check` says of a stack. */
export const checked = (project: string) => stacktop(['check', project, '--host', host]);

/** When each service's container was started last, as the engine says. */
export const startsOf = async (project: string): Promise<ReadonlyMap<string, string>> => {
  const ids = await docker('ps', '-aq', '--filter', `label=com.docker.compose.project=${project}`);
  const format = '{{index .Config.Labels "com.docker.compose.service"}} {{.State.StartedAt}}';
  const lines = (await docker('inspect', '--format', format, ...ids.split('\n').filter(Boolean))).split('\n').sort();
  return new Map(lines.map((line): [string, string] => [line.split(' ')[0] ?? '', line.split(' ')[1] ?? '']));
};

/** Tells a piece of a story and prints what it took at the keyboard. */
export const withFigures = async (title: string, terminal: Terminal, story: () => Promise<void>): Promise<void> => {
  const [keys, began] = [terminal.pressed, performance.now()];
  await story();
  console.log(`system ${title}: ${terminal.pressed - keys} keys, ${((performance.now() - began) / 1000).toFixed(1)} s`);
};
