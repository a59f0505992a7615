import {type ChildProcessWithoutNullStreams, spawn} from 'node:child_process';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect} from 'vitest';
import {cleanHome, startedBefore} from '../support/clean-home.js';

/** The built program. */
export const program = path.join(fileURLToPath(new URL('../..', import.meta.url)), 'bin/stacktop.js');

export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program, running without a terminal. */
export interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  stdout(): string;
  stderr(): string;
  readonly ended: Promise<Ended>;
}

export interface StartOptions {
  /** Its whole input; left out, the input stays open. */
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the built program with pipes and a home of its own. */
export const start = (args: readonly string[], {stdin, env = {}}: StartOptions = {}): Running => {
  const home = cleanHome();
  const child = spawn(process.execPath, [program, ...args], {env: {...home.env, ...startedBefore, ...env}, cwd: home.path});
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => {}); // it may end before it has read all
  if (stdin !== undefined) child.stdin.end(stdin);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => {
      home.remove();
      resolve({code, stdout, stderr});
    });
  });
  return {child, stdout: () => stdout, stderr: () => stderr, ended};
};

/** Runs it to its end, with an input that is empty. */
export const run = (args: readonly string[], options: StartOptions = {}): Promise<Ended> =>
  start(args, {stdin: '', ...options}).ended;

/** Waits until its stdout fits. */
export const prints = (running: Running, wanted: RegExp): Promise<void> =>
  expect.poll(() => running.stdout(), {timeout: 45_000, interval: 50}).toMatch(wanted);
