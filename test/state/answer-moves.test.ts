import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {type Answer, beginAnswer, withLines} from '../../source/state/answer.js';
import {
  type AnswerPage,
  countHits,
  endTop,
  moveCursor,
  scroll,
  showLine,
  toEnd,
  toHit,
  toNearestHit,
  toStart,
} from '../../source/state/answer-moves.js';
import {lineAt} from '../../source/state/answer-text.js';

const answerOf = (texts: readonly string[], endless = false): Answer =>
  withLines(
    beginAnswer({id: 1, title: 'x', startedAt: 0, endless}),
    texts.map(text => ({text, stderr: false})),
  );
const numbered = (count: number, endless = false): Answer =>
  answerOf(
    Array.from({length: count}, (_, index) => `line ${index}`),
    endless,
  );
/** Ten rows; a line is wrapped at ten characters. */
const page: AnswerPage = {height: 10, rowsOf: line => Math.max(1, Math.ceil(line.length / 10)), headAt: () => 0};
const times = (count: number, step: (answer: Answer) => Answer) => (answer: Answer) =>
  Array.from({length: count}).reduce<Answer>(now => step(now), answer);
const down = (answer: Answer) => moveCursor(answer, 1, page);
const up = (answer: Answer) => moveCursor(answer, -1, page);

describe('moving in an answer', () => {
  test('the cursor goes down to the edge, then the lines come up', () => {
    const answer = times(12, down)(numbered(50));
    expect(answer.place).toEqual({top: {line: 3, row: 0}, cursor: 12});
    expect(times(12, up)(answer).place).toEqual({top: {line: 0, row: 0}, cursor: 0});
  });
  test('it stays within the lines', () => {
    expect(times(99, down)(numbered(5)).place).toEqual({top: {line: 0, row: 0}, cursor: 4});
    expect(up(numbered(5)).place?.cursor).toBe(0);
    expect(down(numbered(0)).place?.cursor).toBe(0);
  });
  test('pages keep the cursor where it is on screen, and end with the last line', () => {
    const once = scroll(down(numbered(50)), 9, page);
    expect(once.place).toEqual({top: {line: 9, row: 0}, cursor: 10});
    expect(times(9, answer => scroll(answer, 9, page))(once).place).toEqual({top: {line: 40, row: 0}, cursor: 49});
    expect(scroll(once, -99, page).place).toEqual({top: {line: 0, row: 0}, cursor: 0});
  });
  test('to the end and to the beginning', () => {
    expect(toEnd(numbered(50), page).place).toEqual({top: {line: 40, row: 0}, cursor: 49});
    expect(toStart(toEnd(numbered(50), page)).place).toEqual({top: {line: 0, row: 0}, cursor: 0});
  });
  test('a line that is longer than the screen is read row by row', () => {
    const tall = answerOf(['a', 'x'.repeat(250), 'b']);
    const on = times(2, down)(tall);
    expect(on.place).toEqual({top: {line: 1, row: 1}, cursor: 1});
    const through = times(15, down)(on);
    expect(through.place?.cursor).toBe(2);
    expect(endTop(tall.text, page)).toEqual({line: 1, row: 16});
    expect(times(40, up)(through).place).toEqual({top: {line: 0, row: 0}, cursor: 0});
  });
  test('pages go through it too', () => {
    const tall = answerOf(['a', 'x'.repeat(250), 'b']);
    expect(scroll(tall, 9, page).place?.top).toEqual({line: 1, row: 8});
    expect(times(5, answer => scroll(answer, 9, page))(tall).place?.top).toEqual({line: 1, row: 16});
    expect(times(9, answer => scroll(answer, -9, page))(toEnd(tall, page)).place?.top).toEqual({line: 0, row: 0});
  });
  test('headings that stay on top never hide the chosen line', () => {
    const headed: AnswerPage = {...page, headAt: line => (line > 0 ? 2 : 0)};
    let answer = times(30, now => moveCursor(now, 1, headed))(numbered(50));
    for (let step = 0; step < 25; step += 1) {
      answer = moveCursor(answer, -1, headed);
      const {top, cursor} = answer.place ?? {top: {line: 99}, cursor: 0};
      expect(cursor - top.line).toBeGreaterThanOrEqual(top.line > 0 ? 2 : 0);
    }
  });
  test('the chosen line is always on screen, whatever was pressed', () => {
    const moves: readonly ((answer: Answer) => Answer)[] = [
      down,
      up,
      answer => scroll(answer, 9, page),
      answer => scroll(answer, -9, page),
      answer => scroll(answer, 5, page),
      answer => toEnd(answer, page),
      toStart,
      answer => showLine(answer, 17, page),
    ];
    fc.assert(
      fc.property(
        fc.array(fc.integer({min: 0, max: 260}), {minLength: 1, maxLength: 30}),
        fc.array(fc.integer({min: 0, max: moves.length - 1}), {maxLength: 40}),
        (lengths, pressed) => {
          let answer = answerOf(lengths.map(length => 'x'.repeat(length)));
          for (const move of pressed) answer = moves[move]?.(answer) ?? answer;
          const {top, cursor} = answer.place ?? {top: {line: -1, row: 0}, cursor: -1};
          let before = -top.row;
          for (let line = top.line; line < cursor; line += 1) before += page.rowsOf(lineAt(answer.text, line)?.text ?? '');
          expect(cursor).toBeGreaterThanOrEqual(top.line);
          expect(before).toBeLessThan(page.height);
        },
      ),
    );
  });
});

describe('what goes on for ever', () => {
  test('is followed, stands still once one moves, and is followed again at its end', () => {
    const answer = numbered(50, true);
    expect(answer.place).toBeNull();
    const still = up(answer);
    expect(still.place).toEqual({top: {line: 40, row: 0}, cursor: 48});
    const more = withLines(still, [{text: 'more', stderr: false}]);
    expect(more.place).toEqual(still.place);
    expect(toEnd(more, page).place).toBeNull();
  });
  test('keeps its place until its lines are let go', () => {
    const small = {...numbered(600, true), limit: 30_000};
    const still = toStart(small);
    const more = withLines(
      still,
      Array.from({length: 2000}, () => ({text: 'more', stderr: false})),
    );
    expect(more.place?.top.line).toBe(more.text.dropped);
    expect(lineAt(more.text, more.place?.cursor ?? -1)).not.toBeNull();
  });
});

describe('searching an answer', () => {
  const answer = numbered(1200);
  const hit = (now: Answer, direction: 1 | -1) => toHit(now, 'line 7', direction, page);
  test('goes from hit to hit, and round', () => {
    const first = hit(answer, 1);
    expect(first.place?.cursor).toBe(7);
    expect(hit(first, 1).place?.cursor).toBe(70);
    expect(hit(first, -1).place?.cursor).toBe(799);
    expect(countHits(first, 'line 7')).toEqual({total: 111, upTo: 1});
  });
  test('shows a hit in the middle of the screen, one that is in sight where it is', () => {
    expect(hit(hit(answer, 1), 1).place?.top.line).toBe(65);
    expect(hit(answer, 1).place?.top.line).toBe(0);
  });
  test('finds nothing: the answer stays as it is', () => {
    expect(toHit(answer, 'nothing', 1, page)).toBe(answer);
    expect(countHits(answer, 'nothing')).toEqual({total: 0, upTo: 0});
  });
  test('while it is typed goes to the nearest hit below, from where it began', () => {
    const from = {top: {line: 20, row: 0}, cursor: 25};
    expect(toNearestHit(answer, '5', from, page).place?.cursor).toBe(25);
    expect(toNearestHit(answer, '58', from, page).place?.cursor).toBe(58);
    expect(toNearestHit(answer, 'zz', from, page).place).toEqual(from);
  });
  test('the only hit is found again from itself', () => {
    const one = answerOf(['a', 'needle', 'b']);
    const found = toHit(one, 'needle', 1, page);
    expect(toHit(found, 'needle', 1, page).place?.cursor).toBe(1);
    expect(toHit(found, 'needle', -1, page).place?.cursor).toBe(1);
  });
});
