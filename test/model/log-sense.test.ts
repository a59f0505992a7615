import {describe, expect, test} from 'vitest';
import {levelOf} from '../../source/model/log-line-level.js';
import {readMessage} from '../../source/model/log-message.js';
import {createSense} from '../../source/model/log-sense.js';
import {type Corpus, same} from './log-corpus/corpus.js';
import {databasesLines} from './log-corpus/databases.js';
import {javaLines} from './log-corpus/java.js';
import {jsonLines} from './log-corpus/json.js';
import {pythonLines} from './log-corpus/python.js';
import {quietLines} from './log-corpus/quiet.js';
import {serversLines} from './log-corpus/servers.js';
import {systemLines} from './log-corpus/system.js';

const corpora: Readonly<Record<string, Corpus>> = {
  json: jsonLines,
  python: pythonLines,
  java: javaLines,
  databases: databasesLines,
  servers: serversLines,
  system: systemLines,
  quiet: quietLines,
};

const shownOf = (line: string): string => {
  const {text, fields, from} = readMessage(line);
  return [text, ...fields.map(([name, value]) => `${name}=${value}`), ...(from === null ? [] : [`<${from}>`])].join(' ');
};

describe.each(Object.entries(corpora))('%s', (_, corpus) => {
  test.each(Object.entries(corpus))('%s', (__, samples) => {
    const sense = createSense();
    const understood = samples.map(([line, level]) => {
      const {level: own, continues, repeats} = sense(line, null);
      if (continues || level === '+') return [line, continues ? '+' : own];
      return [line, own, shownOf(line), ...(repeats ? ['again'] : [])];
    });
    expect(understood).toEqual(samples.map(sample => sample.map(part => (part === same ? sample[0] : part))));
  });
});

const java = ['2026-11-21 14:00:01,123 ERROR app failed', 'java.io.IOException: gone', '\tat a.B.c(B.java:1)'];

describe('what goes on a message', () => {
  const flags = (lines: readonly string[], times: readonly number[] = []): boolean[] => {
    const sense = createSense();
    return lines.map((line, index) => sense(line, times[index] ?? null).continues);
  };

  test('is as grave as the message', () => {
    const sense = createSense();
    const levels = ['WARNING: slow', 'Traceback (most recent call last):', '  File "a.py", line 1', 'ValueError: x'].map(
      line => sense(line, null).level,
    );
    expect(levels).toEqual(['warn', 'warn', 'warn', 'warn']);
  });

  test('comes soon after it', () => {
    expect(flags(java, [1000, 1001, 1002])).toEqual([false, true, true]);
    expect(flags(java, [1000, 1001, 9000])).toEqual([false, true, false]);
  });

  test('ends after a thousand lines, and begins anew', () => {
    const goesOn = flags(['head', ...Array.from({length: 2500}, () => '  and on')]);
    expect(goesOn.filter(one => !one).length).toBeLessThanOrEqual(4);
    expect(goesOn.findIndex((one, index) => index > 0 && !one)).toBe(1001);
  });

  test('a line alone, whose beginning was not read, belongs to what was before', () => {
    expect(flags(['\tat a.B.c(B.java:1)'])).toEqual([true]);
    expect(flags(['Caused by: java.io.IOException: gone'])).toEqual([true]);
    expect(flags([''])).toEqual([false]);
  });
});

test('lines of a megabyte are read in a time that grows with their length alone', () => {
  const hostile = [
    `{"msg":"${'"a'.repeat(500_000)}`,
    'x'.repeat(1_000_000),
    '[x] '.repeat(250_000),
    '2026-11-21 14:00:01 '.repeat(50_000),
    `"GET ${'/'.repeat(1_000_000)} HTTP/1.1"`,
    'a='.repeat(500_000),
    `${'{'.repeat(500_000)}${'}'.repeat(500_000)}`,
    `{"a":${'['.repeat(300_000)}`,
    'Error'.repeat(200_000),
    `${'a.'.repeat(500_000)}Error`,
    '1'.repeat(1_000_000),
    `<14>1 2026-11-21T14:02:11Z host app - - [${'x="'.repeat(300_000)}`,
  ];
  const sense = createSense();
  for (const line of hostile) {
    const start = process.cpuUsage();
    sense(line, null);
    sense(line, null);
    levelOf(line);
    readMessage(line.slice(0, 16_384));
    // What grows with the square of the length takes minutes.
    expect(process.cpuUsage(start).user, line.slice(0, 40)).toBeLessThan(4_000_000);
  }
});
