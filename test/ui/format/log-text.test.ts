import {afterEach, describe, expect, test} from 'vitest';
import type {LogItem} from '../../../source/model/log-entry.js';
import {itemsOf} from '../../../source/state/log-ring.js';
import {type LogLook, type LogView, withLines} from '../../../source/state/logs.js';
import type {State} from '../../../source/state/state.js';
import {fileChunks, screenChunks, takenText} from '../../../source/ui/format/log-text.js';
import {line, lines, logState, source} from '../../state/support-logs.js';
import {colourLook} from '../sample.js';

const zone = process.env.TZ;
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

const viewOf = ({logs}: State): LogView => {
  if (!logs) throw new Error('no log is open');
  return logs;
};

const inFile = (items: readonly LogItem[], look: Partial<LogLook> = {}, sources = [source('web')]): string => {
  const state = logState(items, {sources});
  const set = {...state, logLook: {...state.logLook, ...look}};
  return [...fileChunks(set, viewOf(set))].map(({text}) => text).join('');
};

const july = Date.UTC(2026, 6, 1, 12, 0, 0, 5);
const january = Date.UTC(2026, 0, 1, 12);

describe('a line of a file', () => {
  test.each([
    ['UTC', 'local', july, '2026-07-01T12:00:00.005+00:00'],
    ['Europe/Berlin', 'local', july, '2026-07-01T14:00:00.005+02:00'],
    ['Europe/Berlin', 'local', january, '2026-01-01T13:00:00.000+01:00'],
    ['America/St_Johns', 'local', january, '2026-01-01T08:30:00.000-03:30'],
    ['Asia/Kathmandu', 'local', january, '2026-01-01T17:45:00.000+05:45'],
    ['Europe/Berlin', 'utc', july, '2026-07-01T12:00:00.005Z'],
    // How long ago it was says nothing in a file.
    ['UTC', 'relative', july, '2026-07-01T12:00:00.005+00:00'],
  ] as const)('in %s, times %s', (timeZone, times, time, written) => {
    process.env.TZ = timeZone;
    expect(inFile([line(1, 'hello', {time})], {times})).toBe(`${written}       hello\n`);
  });

  test.each<readonly [string, Partial<LogLook>, LogItem, string]>([
    ['without a time', {}, line(1, 'hello', {time: null}), '      hello\n'],
    ['JSON, as it is shown', {}, line(1, '{"level":"warn","msg":"low","left":3}', {level: 'warn'}), 'warn  low left=3\n'],
    ['JSON, as it was written', {raw: true}, line(1, '{"msg":"low","left":3}', {level: 'warn'}), '{"msg":"low","left":3}\n'],
    ['that goes on: its level is not said again', {}, line(1, '  at x()', {level: 'error', continues: true}), '        at x()\n'],
    ['with colours and worse', {}, line(1, '\u001b[31mred\u001b[0m\u001b]0;t\u0007\u009b2J'), '      red\n'],
    ['longer than is laid out', {}, line(1, 'x'.repeat(200_000)), `${'x'.repeat(200_000)}\n`],
    ['of an event', {}, {kind: 'mark', seq: 1, time: null, tone: 'bad', text: 'web died: 137'}, '-- web died: 137\n'],
  ])('%s', (_, look, item, written) => {
    expect(inFile([item], {times: 'off', ...look})).toBe(written);
  });

  test('names are whole, and of one width', () => {
    const long = 'a-service-with-a-name-longer-than-any-column';
    const items = [line(1, 'one', {source: 0}), line(2, 'two', {source: 1})];
    expect(inFile(items, {times: 'off'}, [source('web'), source(long)])).toBe(
      `web${' '.repeat(long.length - 3)}       one\n${long}       two\n`,
    );
  });
});

test('all lines of a trace are in the file, whatever is folded on the screen', () => {
  const items = [line(1, 'Traceback', {level: 'error'}), ...[2, 3, 4].map(seq => line(seq, `  at ${seq}`, {continues: true}))];
  expect(inFile(items, {times: 'off', raw: true})).toBe('Traceback\n  at 2\n  at 3\n  at 4\n');
});

test('the chosen line is known among all, in whatever chunk it is', () => {
  const state = logState(lines(10_000), {limit: 1 << 30});
  const view = {...viewOf(state), place: {top: 7000, cursor: 7001}};
  let before = 0;
  let chosen = 0;
  for (const chunk of fileChunks(state, view)) {
    if (chunk.chosen !== null) chosen = before + chunk.chosen + 1;
    before += chunk.lines;
  }
  expect([chosen, before]).toEqual([7001, 10_000]);
});

test('what is let go while it is written is counted, and the rest is right', () => {
  const state = logState(lines(20_000), {limit: 150_000});
  const view = viewOf(state);
  const chunks = fileChunks(state, view);
  const first = chunks.next().value;
  expect(first?.text).toContain('line 1\n');
  withLines(view, lines(40_000, 20_001));
  let lost = 0;
  let written = first?.lines ?? 0;
  for (const chunk of chunks) {
    lost += chunk.lost;
    written += chunk.lines;
    for (const text of chunk.text.split('\n')) expect(text).toMatch(/line \d+$|^$/);
  }
  expect(lost).toBeGreaterThan(4000);
  expect(lost + written).toBeGreaterThanOrEqual(20_000);
});

test('a block that is let go while it is written is written whole, whatever others are looked at meanwhile', () => {
  const state = logState(lines(8000), {limit: 700_000});
  const view = viewOf(state);
  const chunks = fileChunks(state, view);
  let told = chunks.next().value?.lines ?? 0;
  withLines(view, lines(40_000, 8001));
  for (const block of viewOf(logState(lines(40_000), {limit: 1 << 30})).ring.blocks) itemsOf(block);
  for (const chunk of chunks) told += chunk.lines + chunk.lost;
  expect(told).toBe(view.ring.count);
});

test('a pager is given the rows of the screen, uncut, in their colours', () => {
  const long = 'x'.repeat(3000);
  const mark: LogItem = {kind: 'mark', seq: 2, time: 1, tone: 'bad', text: 'web died: 137'};
  const state = logState([line(1, `GET /a 200 ${long}`, {level: 'info'}), mark], {columns: 80});
  const text = [...screenChunks(state, viewOf(state), colourLook)].map(chunk => chunk.text).join('');
  expect(text.split('\n')).toHaveLength(3);
  expect(text).toContain(long);
  expect(text).toContain('web died: 137');
  expect(text).toMatch(/\u001b\[[\d;]+m200/);
});

test('what is copied is as it was written, and is never cut', () => {
  const view = viewOf(logState([line(1, '\u001b[31mone\u001b[0m'), line(2, '日本')]));
  const both = {...view, place: {top: 1, cursor: 2}, selection: 1};
  expect(takenText(both, 10)).toEqual({what: '2 lines', text: 'one\n日本', tooLong: false});
  expect(takenText(both, 9)).toMatchObject({text: '', tooLong: true});
  expect(takenText(viewOf(logState([])), 9)).toBeNull();
});
