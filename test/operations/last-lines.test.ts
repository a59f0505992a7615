import {afterEach, beforeEach, expect, test} from 'vitest';
import {manualClock} from '../../source/demo/clock.js';
import {out, silent} from '../../source/demo/logs/voice.js';
import type {DemoEngine} from '../../source/demo/options.js';
import {startDemoEngine} from '../../source/demo/start.js';
import {plainSpec} from '../../source/demo/systems/crowd.js';
import {connect, type Engine} from '../../source/engine/client.js';
import {inspectContainer} from '../../source/engine/containers.js';
import {parseEndpoint} from '../../source/engine/endpoint.js';
import {startContainer} from '../../source/engine/lifecycle.js';
import {lastLines} from '../../source/operations/last-lines.js';

const clock = manualClock();
const {signal} = new AbortController();
let demo: DemoEngine;
let engine: Engine;
beforeEach(async () => {
  demo = await startDemoEngine({systems: [], clock});
  engine = await connect(parseEndpoint(demo.host, 'test', null), {signal, env: {}});
});
afterEach(async () => {
  engine.close();
  await demo.close();
});

test('the last lines are of the run that failed, not of those before it', async () => {
  const spec = plainSpec('shop', 'web', 1);
  const voice = {...silent, opening: ({life}: {life: number}) => [out(`run ${life}: began`), out(`run ${life}: FATAL`)]};
  const {id} = demo.world.add('shop', 'web', 1, {restartPolicy: 'no', behaviour: {...spec.behaviour, voice}});
  const read = async (): Promise<string[]> => lastLines(engine, await inspectContainer(engine, id, signal), signal);
  clock.advance(1000);
  demo.world.crash(id, {exitCode: 1});
  const first = await read();
  clock.advance(5000);
  await startContainer(engine, id, signal);
  clock.advance(1000);
  demo.world.crash(id, {exitCode: 1});
  const second = await read();
  expect([first.length, second.length]).toEqual([2, 2]);
  expect(new Set([...first, ...second].map(line => line.slice(0, 5))).size).toBe(2);
  expect(second.join()).not.toContain(first[0]);
});
