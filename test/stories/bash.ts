import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect} from 'vitest';
import {Terminal, type TerminalOptions} from '../support/terminal.js';
import {listRows} from './list.js';
import type {StoryEngine} from './story-engine.js';

const bin = fileURLToPath(new URL('../../bin', import.meta.url));

/** A person's own bash in a terminal, with stacktop in its PATH as `stacktop.js` and the engine in DOCKER_HOST. */
export const openBash = async (engine: Pick<StoryEngine, 'host'>, options: TerminalOptions = {}): Promise<Terminal> => {
  const PATH = [bin, path.dirname(process.execPath), process.env.PATH].join(path.delimiter);
  const {env, ...rest} = options;
  const terminal = Terminal.open({
    command: 'bash',
    args: ['--norc', '--noprofile', '-i'],
    name: 'bash',
    columns: 100,
    rows: 30,
    env: {PATH, PS1: 'me> ', DOCKER_HOST: engine.host, ...env},
    ...rest,
  });
  await terminal.sees('me>');
  return terminal;
};

/** The last line that is not empty. */
export const lastLine = (terminal: Terminal): string => terminal.lines().findLast(line => line !== '') ?? '';

/** The program that runs in the foreground of a bash. */
export const childOf = (pid: number): number => Number(fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim());

/** Types a command line and sends it off. */
export const say = async (terminal: Terminal, line: string): Promise<void> => {
  await terminal.type(line);
  await terminal.press('enter');
};

/**
 * Types ^D, once the program in the terminal prompts again: until then the terminal reads lines by itself, and a ^D that comes
 * meanwhile reaches the program as no end at all.
 */
export const endInput = async (terminal: Terminal, prompt: RegExp): Promise<void> => {
  await terminal.until(() => prompt.test(lastLine(terminal)), `the prompt ${prompt}`);
  await terminal.type('\u0004');
};

/** Starts stacktop from a bash that has noted how its terminal is set. */
export const stacktopFromBash = async (engine: StoryEngine): Promise<Terminal> => {
  const terminal = await openBash(engine);
  await say(terminal, 'stty -a > before; stacktop.js stack=shop');
  await terminal.until(() => terminal.alternate && listRows(terminal).length > 0, 'the list of stacks');
  return terminal;
};

/** Waits until bash has its terminal back, and checks that it is as it was: settings, screen, cursor. */
export const terminalIsAsBefore = async (terminal: Terminal, code = 0): Promise<void> => {
  await terminal.until(() => !terminal.alternate && lastLine(terminal) === 'me>', 'bash’s prompt on the normal screen');
  await say(terminal, 'echo "code $?"; stty -a > after; cmp before after && echo "same ""settings"');
  await terminal.sees('same settings');
  expect(terminal.text()).toContain(`\ncode ${code}`);
  expect(terminal.cursorVisible).toBe(true);
};
