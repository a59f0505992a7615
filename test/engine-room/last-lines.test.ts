import {expect, test} from 'vitest';
import {LastLines} from '../../source/engine/last-lines.js';
import type {LogLine} from '../../source/model/log-line.js';

const line = (number: number): LogLine => ({
  time: BigInt(number) * 1_000_000_000n + 1n,
  stream: 'stdout',
  text: `line ${number}`,
  complete: true,
});

/** A log of lines 1 to 1000 that an engine cannot read at line `damaged`; `over` are the tails at which it finds its way back, and from where. */
const logOf = (damaged: number, over: Readonly<Record<number, number>> = {}) => {
  const asked: number[] = [];
  const read = async (tail: number): Promise<{lines: readonly LogLine[]; isWhole: boolean}> => {
    asked.push(tail);
    const all = Array.from({length: tail}, (_, index) => 1001 - tail + index).filter(number => number > 0);
    const back = over[tail] ?? 1001;
    const isRead = (number: number): boolean => number < damaged || number >= back || (all[0] ?? 0) > damaged;
    return {lines: all.filter(isRead).map(line), isWhole: true};
  };
  return {asked, last: new LastLines(read, new AbortController().signal)};
};

test.each<{name: string; damaged: number; over?: Record<number, number>; from: number}>([
  {name: 'by one of the tails and halving', damaged: 800, from: 801},
  {name: 'where it is near the end', damaged: 985, from: 986},
  {name: 'by all that there is', damaged: 400, from: 439},
  {name: 'but for those that reach over it', damaged: 790, over: {250: 980}, from: 801},
  {name: 'not at all when the last three cannot be read', damaged: 999, from: Number.NaN},
])('as many lines as can be read behind a damaged place: $name', async ({damaged, over, from}) => {
  const {last} = logOf(damaged, over);
  const lines = await last.reaching(line(1000), found => found.some(({text}) => text === `line ${damaged - 1}`));
  expect(lines.map(({text}) => text)).toEqual(
    Number.isNaN(from) ? [] : Array.from({length: 1001 - from}, (_, index) => `line ${from + index}`),
  );
});

test('the first that reaches over it is enough', async () => {
  const {asked, last} = logOf(800, {300: 990});
  const lines = await last.reaching(line(1000), found => found.some(({text}) => text === 'line 799'));
  expect([lines.length, asked]).toEqual([110, [300]]);
});

test.each([
  {name: 'the newest line', since: undefined, newest: {line: line(1000), isNone: false}},
  {name: 'the newest line since a time in ms', since: 1_000_000, newest: {line: line(1000), isNone: false}},
  {name: 'none since a later time in ns', since: 1_000_000_000_002n, newest: {line: null, isNone: true}},
])('of a log there is $name', async ({since, newest}) => {
  expect(await logOf(1).last.newest(since)).toEqual(newest);
});

test('nothing is known of a log that cannot be had', async () => {
  const last = new LastLines(async () => ({lines: [], isWhole: false}), new AbortController().signal);
  expect(await last.newest()).toEqual({line: null, isNone: false});
  expect(await last.mend([line(1), line(2)], line(2))).toEqual({before: [line(1), line(2)], behind: null});
});
