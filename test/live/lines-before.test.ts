import {afterEach, beforeEach, expect, test} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import {linesBefore} from '../../source/live/lines-before.js';
import {FakeEngine} from '../engine-room/support/fake-engine.js';
import {frame} from '../engine-room/support/frames.js';

const start = Date.UTC(2026, 10, 21, 14);
const source = {index: 0, id: 'id-web', tty: false};

let fake: FakeEngine;
let engine: Engine;
let controller: AbortController;

beforeEach(async () => {
  fake = await FakeEngine.start();
  controller = new AbortController();
  engine = await connect(fake.endpoint, {signal: controller.signal, env: {}});
});

afterEach(async () => {
  controller.abort();
  engine.close();
  await fake.stop();
});

/** Line `number` of a log with one a second. */
const written = (number: number, text = ''): Buffer =>
  frame(1, `${new Date(start + number * 1000).toISOString()} line ${number}${text}\n`);

const numbers = (from: number, to: number): number[] => Array.from({length: to - from + 1}, (_, index) => from + index);

test('of lines as long as they can be no more are held than there is room for, the newest of them', async () => {
  const long = 'x'.repeat(200_000);
  fake.route('GET', /logs$/, ({query}, response) => {
    const tail = query.get('tail') === 'all' ? 301 : Math.min(301, Number(query.get('tail')));
    response.writeHead(200).end(Buffer.concat(numbers(301 - tail, 300).map(number => written(number, ` ${long}`))));
  });
  const edge = {time: start + 300_000, lines: [], had: 0, wanted: 1000, characters: 2_000_000};
  const {lines, more} = await linesBefore(engine, source, edge, controller.signal);
  const characters = lines.reduce((sum, {text}) => sum + text.length, 0);
  expect(characters).toBeLessThan(5_000_000);
  expect(characters).toBeGreaterThan(1_000_000);
  expect(more).toBe(true);
  const last = lines.map(({text}) => Number(text.split(' ')[1])).slice(0, -1);
  expect(last).toEqual(numbers(299 - last.length + 1, 299));
});

test('a log that is rotated away while its beginning is looked for begins where it begins then', async () => {
  let asked = 0;
  fake.route('GET', /logs$/, ({query}, response) => {
    asked += 1;
    // Once the old beginning was told, only what is later than all that was asked for is left.
    const [from, to] = query.get('tail') === 'all' ? [1, 1] : [500, 510];
    response.writeHead(200).end(Buffer.concat(numbers(from, to).map(number => written(number))));
  });
  const edge = {time: start + 100_000, lines: [], had: 5, wanted: 100, characters: 2_000_000};
  expect(await linesBefore(engine, source, edge, controller.signal)).toEqual({lines: [], more: false});
  expect(asked).toBeLessThan(6);
});
