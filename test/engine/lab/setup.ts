import {execFile} from 'node:child_process';
import {randomUUID} from 'node:crypto';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import type {TestProject} from 'vitest/node';

const run = promisify(execFile);
const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

declare module 'vitest' {
  interface ProvidedContext {
    /** Whether the stories' engine is there, with both stacks up on it. */
    engineThere: boolean;
    /** Whether it has the images of Kafka and ZooKeeper. */
    kafkaThere: boolean;
    /** Whether there is `docker compose`, by which stacks come up then; docker-compose 1.29 writes no depends_on labels. */
    composeThere: boolean;
    /** Whether there is docker-compose 1. */
    compose1There: boolean;
    /** Names this run for stacks.sh (STACKTOP_RUN). */
    run: string;
  }
}

/** What a failed script said last. */
const said = (error: unknown): string => {
  const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
  return stderr || (error instanceof Error ? error.message : String(error));
};

/** Why there can be no stories here; null when there can. */
const obstacle = async (): Promise<string | null> => {
  try {
    await run('docker', ['version', '--format', '{{.Server.Version}}'], {timeout: 60_000});
  } catch (error) {
    return `no engine answers: ${said(error)}`;
  }
  try {
    await run(script('images.sh'), [], {timeout: 500_000});
    await run(script('stacks.sh'), ['up'], {timeout: 300_000});
    return null;
  } catch (error) {
    return `the engine is there, the stories' stacks are not: ${said(error)}`;
  }
};

const succeeds = async (...args: readonly string[]): Promise<boolean> => {
  try {
    await run('docker', args, {timeout: 60_000});
    return true;
  } catch {
    return false;
  }
};

const hasCompose1 = async (): Promise<boolean> => {
  try {
    return (await run('docker-compose', ['version', '--short'], {timeout: 60_000})).stdout.startsWith('1.');
  } catch {
    return false;
  }
};

/** What of the lab is not there although the engine is, and what that means: the scripts that should have made it have said why. */
const shortcomings = {
  kafka: 'STORIES ABOUT KAFKA ARE SKIPPED: its images could not be made; test/engine/lab/images.sh says why.',
  compose: 'STORIES THAT NEED DOCKER COMPOSE 2 ARE SKIPPED: it could not be had; test/engine/lab/compose.sh says why.',
  compose1: 'STORIES THAT NEED COMPOSE 1 ARE SKIPPED: there is no docker-compose 1 here.',
} as const;

/**
 * Once before all stories: images made, both stacks up; after them, everything with the label stacktop.lab taken away. With no engine the
 * stories are skipped, loudly, unless STACKTOP_ENGINE=required; those about Kafka, also loudly, when its images could not be made.
 * STACKTOP_KEEP_STACKS=1 leaves the stacks up for the next run, all but what only this run's files shared (stacks.sh end-run).
 */
export default async ({provide}: TestProject): Promise<(() => Promise<void>) | undefined> => {
  const problem = await obstacle();
  const there = {
    kafka: problem === null && (await succeeds('image', 'inspect', 'stacktop-test/kafka', 'stacktop-test/zookeeper')),
    compose: problem === null && (await succeeds('compose', 'version')),
    compose1: problem === null && (await hasCompose1()),
  };
  const id = randomUUID();
  provide('engineThere', problem === null);
  provide('kafkaThere', there.kafka);
  provide('composeThere', there.compose);
  provide('compose1There', there.compose1);
  provide('run', id);
  if (problem !== null) {
    if (process.env.STACKTOP_ENGINE === 'required') throw new Error(problem);
    console.error(
      `\n  !!! STORIES ON A REAL ENGINE ARE SKIPPED: ${problem}\n  !!! As root on Debian, test/engine/lab/engine.sh start makes one.\n`,
    );
    return undefined;
  }
  for (const part of ['kafka', 'compose', 'compose1'] as const)
    if (!there[part]) console.error(`\n  !!! ${shortcomings[part]}\n`);
  return async () => {
    const keep = process.env.STACKTOP_KEEP_STACKS === '1';
    await run(script('stacks.sh'), [keep ? 'end-run' : 'down'], {timeout: 400_000, env: {...process.env, STACKTOP_RUN: id}});
  };
};
