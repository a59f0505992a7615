import {execFile, spawn} from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import {promisify} from 'node:util';
import {describe, expect, inject} from 'vitest';

const run = promisify(execFile);

/** The two stacks that are up for all stories (lab/shop.yml): the same services in both. Leave them as you found them. */
export const stacks = ['shop', 'shop-test'] as const;
export type Stack = (typeof stacks)[number];
export const services = ['postgres', 'redis', 'web', 'job'] as const;
export type Service = (typeof services)[number];

/** A `describe` for stories on the real engine: skipped where there is none (lab/setup.ts says so, once and loudly). */
export const describeOnEngine = describe.skipIf(!inject('engineThere'));

/** Whether there is this generation of compose; where there is not, setup.ts says so, loudly. */
export const hasGeneration = (generation: 1 | 2): boolean => inject(generation === 2 ? 'composeThere' : 'compose1There');

/** Who removes containers holds this, stacks.sh too: removals in parallel have hung Docker 20.10 for good. */
const removing = path.join(process.env.STACKTOP_LAB ?? path.join(os.tmpdir(), 'stacktop-test-lab'), 'removing');

/** Runs the docker program and resolves to its stdout, trimmed. Rejects with its stderr in the message. */
export const docker = async (...args: readonly string[]): Promise<string> => {
  const [program, ...before] = args[0] === 'rm' ? (['flock', removing, 'docker'] as const) : (['docker'] as const);
  const {stdout} = await run(program, [...before, ...args], {timeout: 150_000, maxBuffer: 64 * 1024 * 1024});
  return stdout.trim();
};

/** Starts a container of a story's own and resolves to its id. The label has it taken away at the end at the latest. */
export const runContainer = (image: string, options: readonly string[] = [], command: readonly string[] = []): Promise<string> =>
  docker('run', '-d', '--label', 'stacktop.lab=yes', ...options, image, ...command);

/**
 * What the engine tells of a container while something is done with it. It is listened to meanwhile: the engine remembers its last 256
 * events only, which are those of some seconds where checks run.
 */
export const eventsWhile = async (id: string, act: () => Promise<unknown>): Promise<string> => {
  const since = String(Math.floor(Date.now() / 1000) - 1);
  const listening = spawn('docker', ['events', '--since', since, '--filter', `container=${id}`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let told = '';
  listening.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text;
  });
  try {
    await act();
    // They come in their order: with this one, all before it are there.
    await docker('exec', id, 'echo', 'all-told');
    await expect.poll(() => told, {timeout: 60_000}).toContain('exec_start: echo all-told');
    return told;
  } finally {
    listening.kill();
  }
};

/** The id of the one container that a service of a compose project has. */
export const idOf = async (project: string, service: string): Promise<string> => {
  const labels = [`com.docker.compose.project=${project}`, `com.docker.compose.service=${service}`];
  const id = await docker('ps', '-aq', '--no-trunc', ...labels.flatMap(label => ['--filter', `label=${label}`]));
  if (!/^[0-9a-f]{64}$/.test(id)) throw new Error(`one container of ${project}/${service} was expected, the engine has "${id}"`);
  return id;
};

/** The id of a service's container in one of the two stacks. */
export const containerOf = (stack: Stack, service: Service): Promise<string> => idOf(stack, service);

/** What the engine says of a container's check (`healthy`, `unhealthy`, `starting`), or its state when it has none. */
export const healthOf = (id: string): Promise<string> =>
  docker('inspect', '--format', '{{if .State.Health}}{{.State.Health.Status}}{{else}}{{.State.Status}}{{end}}', id);

/** Waits until the container's check says that. */
export const healthBecomes = async (id: string, health: string, within = 60_000): Promise<void> => {
  await expect.poll(() => healthOf(id), {timeout: within, interval: 200}).toBe(health);
};

/** Makes the web service of a stack fail its check; `mendWeb` has it pass again. Both take effect with the next checks, 1 s apart. */
export const breakWeb = async (stack: Stack): Promise<void> => {
  await docker('exec', await containerOf(stack, 'web'), 'touch', '/tmp/health-broken');
};
export const mendWeb = async (stack: Stack): Promise<void> => {
  await docker('exec', await containerOf(stack, 'web'), 'rm', '-f', '/tmp/health-broken');
};
