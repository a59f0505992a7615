import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {FakeEngine, inspection, reply} from '../engine-room/support/fake-engine.js';
import {run} from './program.js';

let fake: FakeEngine;
beforeEach(async () => {
  fake = await FakeEngine.start();
  for (const id of ['a', 'b']) fake.containers.set(id, inspection(id));
});
afterEach(() => fake.stop());

const on = (...words: string[]): ReturnType<typeof run> => run([...words, '--host', `unix://${fake.socketPath}`]);

describe('an engine with faults', {timeout: 90_000}, () => {
  test('a container that cannot be inspected is listed with the others', async () => {
    fake.route('GET', /^\/containers\/b\/json$/, (_, response) => reply(response, 500, {message: 'layer does not exist'}));
    const {code, stdout, stderr} = await on('check');
    expect({code, stderr}).toEqual({code: 0, stderr: ''});
    expect(stdout).toBe('well: 2 containers of 1 stack\n');
  });

  test('an engine that answers with an error is reachable: exit code 1', async () => {
    fake.route('GET', /^\/containers\/json$/, (_, response) => reply(response, 500, {message: 'database is locked'}));
    expect(await on('check')).toEqual({code: 1, stdout: '', stderr: 'stacktop: database is locked\n'});
  });

  test('what it says moves no cursor and sets no title', async () => {
    const message = '\u001b]0;owned\u0007\u001b[2Jdatabase\r is\u009b1A locked';
    fake.route('GET', /^\/containers\/json$/, (_, response) => reply(response, 500, {message}));
    expect((await on('ls')).stderr).toBe('stacktop: database is locked\n');
  });
});
