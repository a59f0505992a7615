import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import {allContainers} from '../../source/operations/all-containers.js';
import {FakeEngine, inspection, reply} from '../engine-room/support/fake-engine.js';

const {signal} = new AbortController();
let fake: FakeEngine;
let engine: Engine;

beforeEach(async () => {
  fake = await FakeEngine.start();
  for (const id of ['a', 'b', 'c']) fake.containers.set(id, inspection(id));
  engine = await connect(fake.endpoint, {signal, env: {}});
});
afterEach(async () => {
  engine.close();
  await fake.stop();
});

const found = async (): Promise<readonly (readonly [string, boolean])[]> =>
  (await allContainers(engine, signal)).map(({name, inspection: inside}) => [name, inside !== null]);

describe('all containers of an engine, inspected', () => {
  test('come in the list’s order', async () => {
    expect(await found()).toEqual([
      ['a', true],
      ['b', true],
      ['c', true],
    ]);
  });

  test('one that the engine stumbles over comes as the list has it', async () => {
    fake.route('GET', /^\/containers\/b\/json$/, (_, response) => reply(response, 500, {message: 'layer does not exist'}));
    expect(await found()).toEqual([
      ['a', true],
      ['b', false],
      ['c', true],
    ]);
  });

  test('one that is gone meanwhile is left out', async () => {
    fake.route('GET', /^\/containers\/b\/json$/, (_, response) => reply(response, 404, {message: 'No such container: b'}));
    expect(await found()).toEqual([
      ['a', true],
      ['c', true],
    ]);
  });

  test('an engine that goes away meanwhile is told', async () => {
    fake.route('GET', /^\/containers\/b\/json$/, (_, response) => response.destroy());
    await expect(found()).rejects.toMatchObject({code: 'lost'});
  });
});
