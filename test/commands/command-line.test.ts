import {describe, expect, test} from 'vitest';
import {readCommandLine} from '../../source/commands/command-line.js';
import {UsageError} from '../../source/commands/options.js';
import {now} from '../model/sample.js';

const read = (typed: string) => readCommandLine(typed === '' ? [] : typed.split(' '), now);
const complaint = (...argv: string[]): string => {
  try {
    readCommandLine(argv, now);
    return '';
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
};

describe('what is typed', () => {
  test.each([
    ['', 'top', []],
    ['auren', 'top', ['auren']],
    ['-- ls', 'top', ['ls']],
    ['ls', 'ls', []],
    ['ls auren --json', 'ls', ['auren']],
    ['--demo check', 'check', []],
    ['logs shop/web shop/db -f', 'logs', ['shop/web', 'shop/db']],
    ['restart shop -y', 'restart', ['shop']],
    ['url', 'url', []],
    ['completion bash', 'completion', ['bash']],
    ['restart -- -odd', 'restart', ['-odd']],
  ])('"%s" is the command %s', (typed, command, words) => {
    expect(read(typed)).toMatchObject({command, words, help: false, version: false});
  });

  test('what follows -- is the command of exec, flags and all', () => {
    expect(read('exec shop/web -- ls -la --demo -- x')).toMatchObject({
      command: 'exec',
      words: ['shop/web'],
      after: ['ls', '-la', '--demo', '--', 'x'],
      options: {demo: false},
    });
    expect(read('exec --demo shop/web ls')).toMatchObject({words: ['shop/web', 'ls'], after: null, options: {demo: true}});
  });

  test('what follows -- are the arguments of run, and its own flags stand before', () => {
    expect(read('run shop/postgres --timeout 2.5 -y -- -c x --yes --timeout')).toMatchObject({
      command: 'run',
      words: ['shop/postgres'],
      after: ['-c', 'x', '--yes', '--timeout'],
      options: {yes: true, timeoutMs: 2500},
    });
    expect(read('run shop/redis INFO').options).toMatchObject({yes: false, timeoutMs: undefined});
    expect(read('run shop/redis --timeout 0').options.timeoutMs).toBe(0);
  });

  test('flags are read wherever they stand, the last of a kind counts', () => {
    expect(read('-H unix:///a logs --tail 5 shop -n7 --host=unix:///b --since 1m').options).toMatchObject({
      host: 'unix:///b',
      logs: {tail: 7, since: now - 60_000, follow: false, grep: null},
    });
    expect(read('logs shop -fn 3').options.logs).toMatchObject({follow: true, tail: 3});
    expect(read('logs shop').options.logs).toMatchObject({tail: 'all', level: null, raw: false, timestamps: false});
    expect(read('logs shop --level WARNING --json -tf --until 1m').options).toMatchObject({
      json: true,
      logs: {level: 'warn', timestamps: true, follow: true, until: now - 60_000},
    });
    expect(read('--log-memory 64').options.logBytes).toBe(64 * 1024 * 1024);
    expect(read('shop').options.logBytes).toBeUndefined();
    expect(read('ls --interval 0.5 --no-color --ascii -a').options).toMatchObject({
      intervalMs: 500,
      noColour: true,
      ascii: true,
      all: true,
    });
  });

  test('a time of day until which a log is followed is to come', () => {
    const {until = 0} = read('logs shop -f --until 00:00').options.logs;
    expect(until).toBeGreaterThan(now);
    expect(read('logs shop --until 00:00').options.logs.until).toBeLessThanOrEqual(now);
  });

  test('an expression of grep is taken as grep takes it: it may begin with a dash, and case counts', () => {
    const {grep} = readCommandLine(['logs', 'shop', '--grep', '-x\\-Y'], now).options.logs;
    expect(grep?.test('a-x-Yb')).toBe(true);
    expect(grep?.test('a-x-yb')).toBe(false);
  });

  test('help and version are given whatever else is missing', () => {
    expect(read('logs --help')).toMatchObject({command: 'logs', help: true});
    expect(read('-v')).toMatchObject({version: true});
  });
});

describe('bad usage is one line that says what is wanted', () => {
  test.each<[string[], RegExp]>([
    [['--nope'], /^unknown flag --nope\. stacktop --help lists them\.$/],
    [['--jsno'], /did you mean --json\?$/],
    [['-z'], /^unknown flag -z/],
    [['ls', '--grep', 'x'], /^ls has no flag --grep: it belongs to logs$/],
    [['exec', 'a', 'ls', '-la'], /^unknown flag -l\. A command's own flags go behind --/],
    [['exec', 'a', 'ls', '-a'], /behind --/],
    [['--follow'], /^the screen has no flag --follow: it belongs to logs$/],
    [['--host'], /^--host wants a value: --host URL$/],
    [['--host='], /wants a value/],
    [['-H'], /^-H wants a value/],
    [['--demo=yes'], /^--demo takes no value$/],
    [['--demo', '--host', 'unix:///x'], /^--demo is an engine of its own: leave out --host$/],
    [['--demo', '--context', 'x'], /leave out --context$/],
    [['--log-memory', '0'], /^--log-memory 0: megabytes between 1 and 4096/],
    [['--log-memory', 'lots'], /^--log-memory lots: megabytes/],
    [['--interval', 'fast'], /^--interval fast: seconds between/],
    [['a', 'b'], /^one filter is wanted, not 2: stacktop "a b"$/],
    [['chekc', 'shop'], /did you mean stacktop check\?$/],
    [['ls', 'a', 'b'], /^ls takes one stack, not 2: stacktop ls \[STACK\]$/],
    [['check', 'a', 'b'], /^check takes one target, not 2/],
    [['logs'], /^logs wants a target: stacktop logs TARGET…$/],
    [['restart', '--yes'], /^restart wants a target/],
    [['run', 'a', '--list'], /^unknown flag --list\. A tool's own flags go behind --: stacktop run TARGET -- --list$/],
    [['run', 'a', '-n', '0'], /^run has no flag -n: it belongs to logs; a tool's own flags go behind --$/],
    [['run', 'a', '--timeout', '-1'], /^--timeout -1: seconds up to 86400 are wanted/],
    [['run'], /^run wants a target/],
    [['exec'], /^exec wants a target/],
    [['exec', '--', 'ls'], /^exec wants a target/],
    [['completion'], /^completion wants a shell/],
    [['logs', 'a', '--tail', '-5'], /^--tail -5: a number of lines/],
    [['logs', 'a', '--tail', '1e3'], /a number of lines/],
    [['logs', 'a', '--since', 'tomorrow'], /^--since tomorrow: a time is wanted/],
    [['logs', 'a', '--since', '1m', '--until', '2m'], /^--until is not after --since$/],
    [['logs', 'a', '--level', 'loud'], /^--level loud: one of trace, debug, info, warn, error, fatal is wanted/],
    [['logs', 'a', '--level'], /^--level wants a value: --level LEVEL$/],
    [['logs', 'a', '--raw', '--json'], /^--raw prints bytes as they are: leave out --json$/],
    [['logs', 'a', '--raw', '--grep', 'x'], /leave out --grep$/],
    [['logs', 'a', '--raw', '--level', 'warn'], /leave out --level$/],
    [['check', '--raw'], /^check has no flag --raw: it belongs to logs$/],
    [['logs', 'a', '--grep', '('], /^--grep: not a regular expression: unterminated group$/],
    [['logs', 'a', '--grep', '(?=a)b'], /^--grep: not a regular expression: searches cannot look ahead or behind$/],
  ])('%j', (argv, line) => {
    expect(complaint(...argv)).toMatch(line);
    expect(complaint(...argv)).not.toContain('\n');
  });
});
