import {describe, expect, test} from 'vitest';
import {type CommandLine, completed, freshLine, recalled, typedInto} from '../../source/state/command-line.js';
import {edited} from '../../source/state/line-input.js';

const history = ['INFO memory', 'GET session:1', 'INFO clients', 'DBSIZE'];
const known = ['INFO', 'INFO memory', 'INCR', 'CONFIG GET', 'MONITOR'];

const up = (line: CommandLine) => recalled(line, history, -1);
const down = (line: CommandLine) => recalled(line, history, 1);
const textOf = ({input}: CommandLine) => input.text;
const typed = (line: CommandLine, ...keys: string[]): CommandLine =>
  keys.reduce((now, key) => typedInto(now, edited(now.input, key) ?? now.input), line);

describe('earlier lines', () => {
  test('come back newest first, and the own line stays below them', () => {
    const own = freshLine('');
    expect(textOf(up(own))).toBe('DBSIZE');
    expect(textOf(up(up(own)))).toBe('INFO clients');
    expect(textOf(down(up(up(own))))).toBe('DBSIZE');
    expect(textOf(down(down(up(up(own)))))).toBe('');
  });
  test('are those that begin as what was typed', () => {
    const own = freshLine('INFO');
    expect(textOf(up(own))).toBe('INFO clients');
    expect(textOf(up(up(own)))).toBe('INFO memory');
    expect(textOf(up(up(up(own))))).toBe('INFO memory');
    expect(textOf(down(down(up(up(own)))))).toBe('INFO');
  });
  test('that were changed are lines of one’s own', () => {
    const changed = typed(up(freshLine('')), '!');
    expect(textOf(changed)).toBe('DBSIZE!');
  });
  test('none: nothing happens', () => {
    const own = freshLine('x');
    expect(recalled(own, [], -1)).toBe(own);
    expect(recalled(own, [], 1)).toBe(own);
  });
});

describe('Tab', () => {
  const tab = (line: CommandLine) => completed(line, known, history);
  test('completes a command that is the only one, and a space goes on', () => {
    expect(textOf(tab(freshLine('mon')))).toBe('MONITOR ');
    expect(textOf(tab(freshLine('config')))).toBe('CONFIG GET ');
  });
  test('goes as far as all agree, then through them, and back with Shift', () => {
    const first = tab(freshLine('in'));
    expect([textOf(first), first.choices?.starts]).toEqual(['in', ['INFO', 'INFO memory', 'INCR']]);
    const second = tab(first);
    expect(textOf(second)).toBe('INFO');
    expect(textOf(tab(second))).toBe('INFO memory');
    expect(textOf(tab(tab(second)))).toBe('INCR');
    expect(textOf(completed(first, known, history, -1))).toBe('INCR');
  });
  test('knows words that were used before', () => {
    expect(textOf(tab(freshLine('GET ses')))).toBe('GET session:1 ');
    expect(textOf(tab(freshLine('DB')))).toBe('DBSIZE ');
  });
  test('completes in the middle, and leaves what follows', () => {
    const line = {...freshLine(''), input: {text: 'mon x', cursor: 3}};
    expect(tab(line).input).toEqual({text: 'MONITOR x', cursor: 7});
  });
  test('finds nothing: what was typed stays', () => {
    const line = freshLine('zzz');
    expect(tab(line)).toBe(line);
    expect(textOf(tab(freshLine('GET ')))).toBe('GET ');
  });
  test('on an empty line shows what there is', () => {
    const line = tab(freshLine(''));
    expect([textOf(line), line.choices?.starts.slice(0, 2)]).toEqual(['', ['INFO', 'INFO memory']]);
  });
  test('begins anew after a key', () => {
    const line = typed(tab(freshLine('in')), 'f');
    expect([textOf(line), line.choices]).toEqual(['inf', null]);
    expect(textOf(tab(line))).toBe('INFO');
  });
});
