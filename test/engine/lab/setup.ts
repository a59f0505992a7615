import {execFile} from 'node:child_process';
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
    await run('docker', ['version', '--format', '{{.Server.Version}}'], {timeout: 10_000});
  } catch (error) {
    return `no engine answers: ${said(error)}`;
  }
  try {
    await run(script('images.sh'), [], {timeout: 500_000});
    await run(script('stacks.sh'), ['up'], {timeout: 150_000});
    return null;
  } catch (error) {
    return `the engine is there, the stories' stacks are not: ${said(error)}`;
  }
};

const hasKafka = async (): Promise<boolean> => {
  try {
    await run('docker', ['image', 'inspect', 'stacktop-test/kafka', 'stacktop-test/zookeeper'], {timeout: 10_000});
    return true;
  } catch {
    return false; // what images.sh could not make; it said why
  }
};

/**
 * Once before all stories: images made, both stacks up; after them, everything with the label stacktop.lab taken away. With no engine the
 * stories are skipped, loudly, unless STACKTOP_ENGINE=required; those about Kafka, also loudly, when its images could not be made.
 * STACKTOP_KEEP_STACKS=1 leaves the stacks up for the next run.
 */
export default async ({provide}: TestProject): Promise<(() => Promise<void>) | undefined> => {
  const problem = await obstacle();
  provide('engineThere', problem === null);
  if (problem !== null) {
    if (process.env.STACKTOP_ENGINE === 'required') throw new Error(problem);
    console.error(
      `\n  !!! STORIES ON A REAL ENGINE ARE SKIPPED: ${problem}\n  !!! As root on Debian, test/engine/lab/engine.sh start makes one.\n`,
    );
    provide('kafkaThere', false);
    return undefined;
  }
  const kafka = await hasKafka();
  provide('kafkaThere', kafka);
  if (!kafka)
    console.error('\n  !!! STORIES ABOUT KAFKA ARE SKIPPED: its images could not be made; test/engine/lab/images.sh says why.\n');
  return async () => {
    if (process.env.STACKTOP_KEEP_STACKS !== '1') await run(script('stacks.sh'), ['down'], {timeout: 120_000});
  };
};
