import {describe, expect, test} from 'vitest';
import {LogNames} from '../../source/commands/log-names.js';
import {jsonOutput, type Output, type OutputChoice, plainOutput, terminalOutput} from '../../source/commands/log-output.js';
import type {Container} from '../../source/model/container.js';
import {type Expression, readExpression} from '../../source/model/expression.js';
import type {LogLine} from '../../source/model/log-line.js';
import {createTheme} from '../../source/terminal/theme.js';
import {container} from '../model/sample.js';

const line = (text: string): LogLine => ({time: 1_767_225_600_000_000_000n, stream: 'stdout', text, complete: true});
const all: OutputChoice = {grep: null, level: null, timestamps: false};
const grep = (source: string): Expression | null => readExpression(source, false).expression;
const bare = (): string => '';
const shown = (output: Output, ...texts: string[]): string[] =>
  texts.map(text => output(0, line(text)).replace(/\n$/, '')).filter(Boolean);

const trace = [
  'INFO started',
  'ERROR request failed',
  'java.lang.IllegalStateException: no connection',
  '\tat com.example.Pool.take(Pool.java:7)',
  'Caused by: java.io.IOException: refused',
  'plain words',
  '  indented, of plain words',
  'WARN slow',
];

describe('which lines go out', () => {
  test('of a level or graver: a trace goes with its head, what tells no level does not', () => {
    expect(shown(plainOutput({...all, level: 'error'}, bare), ...trace)).toEqual(trace.slice(1, 5));
    expect(shown(plainOutput({...all, level: 'warn'}, bare), ...trace)).toEqual([...trace.slice(1, 5), 'WARN slow']);
    expect(shown(plainOutput({...all, level: 'trace'}, bare), ...trace)).toEqual([...trace.slice(0, 5), 'WARN slow']);
    expect(shown(plainOutput(all, bare), ...trace)).toEqual(trace);
  });

  test('a match anywhere shows its line only, colours or not; a level counts beside it', () => {
    expect(shown(plainOutput({...all, grep: grep('Pool')}, bare), ...trace)).toEqual([trace[3]]);
    expect(shown(plainOutput({...all, grep: grep('^ERROR it')}, bare), '\u001b[31mERROR\u001b[0m it', 'no')).toHaveLength(1);
    expect(shown(plainOutput({...all, grep: grep('o'), level: 'warn'}, bare), ...trace)).toEqual([
      ...trace.slice(2, 5),
      'WARN slow',
    ]);
  });

  test('sources have heads of their own', () => {
    const output = plainOutput({...all, level: 'error'}, bare);
    expect(output(0, line('ERROR one'))).not.toBe('');
    expect(output(1, line('  indented, of nothing'))).toBe('');
    expect(output(0, line('  of one'))).not.toBe('');
  });
});

describe('how lines go out', () => {
  test('to a pipe as they were written, behind name and time where these are asked for', () => {
    const output = plainOutput({...all, timestamps: true}, () => 'web');
    expect(output(0, line('a\u001b[31m\tb\r'))).toBe('web | 2026-01-01T00:00:00.000000000Z a\u001b[31m\tb\r\n');
  });

  test('as JSON with the level that is understood, also of what goes on', () => {
    const output = jsonOutput(all, [container('web-1')]);
    const levels = trace.map(text => JSON.parse(output(0, line(text)))).map(({level}) => level);
    expect(levels).toEqual(['info', 'error', 'error', 'error', 'error', null, null, 'warn']);
  });

  const names = new LogNames([container('shop/web')]);
  const terminal = (level: '16' | 'none', choice: Partial<OutputChoice> = {}): Output =>
    terminalOutput({...all, ...choice}, createTheme(level, 'dark', false), names, () => 'web');

  test('to a terminal without what could move its cursor; the head of a name has a colour, and what is grave', () => {
    expect(terminal('16')(0, line('INFO a\u001b[2Jb\u0007'))).toBe(
      '\u001b[1;94mweb\u001b[22;39m \u001b[90m│\u001b[39m INFO ab\n',
    );
    expect(terminal('16')(0, line('ERROR x'))).toContain('\u001b[91mERROR x\u001b[39m');
    expect(terminal('16')(0, line('\u001b[32mERROR\u001b[0m x'))).toContain('\u001b[32mERROR\u001b[0m x');
    expect(terminal('16')(0, line('10%\r50%\r100%'))).toContain('100%');
  });

  test("without colours there are none, not the program's either", () => {
    expect(terminal('none', {timestamps: true})(0, line('\u001b[32mERROR\u001b[0m x'))).toBe(
      'web │ 2026-01-01T00:00:00.000000000Z ERROR x\n',
    );
  });

  test('what was looked for stands out in a terminal', () => {
    expect(terminal('16', {grep: grep('o+')})(0, line('foo bo'))).toContain(
      'f\u001b[30;43moo\u001b[39;49m b\u001b[30;43mo\u001b[39;49m',
    );
  });
});

describe('names before lines', () => {
  const of = (service: string, number = 1, project = 'shop'): Container => container(`${project}/${service}`, {number});
  const padded = (...containers: Container[]): string[] => {
    const names = new LogNames(containers);
    return containers.map((_, index) => names.padded(index));
  };

  test('are services, with numbers where there are several, and stacks where there are several', () => {
    expect(padded(of('web'), of('postgres'))).toEqual(['web     ', 'postgres']);
    expect(padded(of('web', 1), of('web', 2), of('db'))).toEqual(['web 1', 'web 2', 'db   ']);
    expect(padded(of('web', 1), of('web', 2), of('web', 1, 'test'))).toEqual(['shop/web/1', 'shop/web/2', 'test/web  ']);
  });

  test('stay with a container that is made anew, and tell a replica that comes', () => {
    const names = new LogNames([of('web')]);
    names.add({...of('web'), id: 'anew'});
    expect([names.of(1), names.count, names.index(1)]).toEqual(['web', 1, 0]);
    names.add(of('web', 2));
    expect([names.of(0), names.of(2), names.count, names.index(2)]).toEqual(['web', 'web 2', 2, 1]);
    expect(names.padded(0)).toBe('web  ');
  });
});
