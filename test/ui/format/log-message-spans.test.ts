import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {LogEntry} from '../../../source/model/log-entry.js';
import {levelOf} from '../../../source/model/log-line-level.js';
import {createTheme, type Role} from '../../../source/terminal/theme.js';
import {cellWidth} from '../../../source/terminal/widths.js';
import {type LogColumns, logColumns} from '../../../source/ui/format/log-columns.js';
import {messageSpans} from '../../../source/ui/format/log-message-spans.js';
import {cutSpans, paintSpans, spansText, spansWidth, wrapSpans} from '../../../source/ui/format/log-spans.js';
import {createLook} from '../../../source/ui/format/look.js';
import {line, logState, source} from '../../state/support-logs.js';
import {hostileName} from '../hostile.js';

const coloured = createLook(createTheme('truecolor', 'dark', false));
const plain = createLook(createTheme('none', 'dark', false));

const columns = (raw = false): LogColumns => {
  const state = logState([]);
  if (!state.logs) throw new Error('no log is open');
  return logColumns({...state, logLook: {...state.logLook, raw}}, state.logs, 80);
};

test('sources that stand beside each other have names in different colours', () => {
  const state = logState([], {sources: ['a', 'b', 'c', 'd', 'e'].map(name => source(name))});
  const {roles} = state.logs ? logColumns(state, state.logs, 120) : {roles: []};
  expect(new Set(roles.map(role => coloured.paint[role]('x'))).size).toBe(5);
});

const entryOf = (text: string, change: Partial<LogEntry> = {}): LogEntry => {
  const item = line(1, text, {level: levelOf(text.replace(/\u001b\[[\d;]*m/g, ''))});
  if (item.kind !== 'line') throw new Error('no line');
  return {...item, ...change};
};

const shown = (text: string, change: Partial<LogEntry> = {}, raw = false): string =>
  spansText(messageSpans(entryOf(text, change), columns(raw), plain));

/** The texts that are painted in a role. */
const inRole = (text: string, role: Role): string[] =>
  messageSpans(entryOf(text), columns(), coloured)
    .filter(span => span.paint === coloured.paint[role])
    .map(span => span.text);

describe('what a line shows', () => {
  test.each([
    [
      '10.0.0.7 - - [21/Nov/2026:14:00:01 +0000] "GET /x HTTP/1.1" 502 157 "-" "curl"',
      'GET /x 502 size=157 client=10.0.0.7 agent=curl',
    ],
    ['{"level":30,"msg":"paid","order":7,"err":{"message":"late"}}', 'paid order=7 err=late'],
    ['{"level":"info","order":7}', 'order=7'],
    ['[2026-11-21 14:00:01,120] WARN Session expired (org.apache.kafka.clients.NetworkClient)', 'Session expired NetworkClient'],
    ['2026-11-21 14:00:01 INFO app.worker: on', 'on app.worker'],
  ])('%s', (text, told) => {
    expect(shown(text)).toBe(told);
  });

  test('a line that goes on another is whole; raw, every line is', () => {
    expect(shown('    {"a": 1}', {continues: true})).toBe('    {"a": 1}');
    expect(shown('Error: no card', {continues: true})).toBe('Error: no card');
    expect(shown('2026-11-21 14:00:01.123 UTC [34] DETAIL:  Key exists.', {continues: true})).toBe('DETAIL:  Key exists.');
    expect(shown('2026-11-21 14:00:01 INFO app.worker: on', {}, true)).toBe('2026-11-21 14:00:01 INFO app.worker: on');
  });

  test.each<[string, Role, string[]]>([
    ['10.0.0.7 - - [21/Nov/2026:14:00:01 +0000] "GET /200 HTTP/1.1" 200 157', 'good', ['200']],
    ['GET /missing 404 3 ms - 12', 'warn', ['404']],
    ['{"method":"GET","path":"/x","status":503,"duration":"3ms"}', 'bad', ['503']],
    ['KafkaConnectionError: connection refused kafka:9092', 'bad', ['connection refused kafka:9092']],
    ['{"level":"error","msg":"failed","error":"gone","n":1}', 'bad', ['gone']],
    ['2026/11/21 14:00:01 INFO listening addr=:80', 'dim', [':80']],
    ['2026-11-21T14:00:01Z ERR publish failed error="no route" topic=events', 'bad', ['"no route"']],
    ['[2026-11-21 14:00:01,120] WARN [Controller id=1, node=2] gone', 'dim', []],
    ['waited 200 times', 'good', []],
  ])('%s: %s is %j', (text, role, texts) => {
    expect(inRole(text, role)).toEqual(texts);
  });
});

describe('colours of a program', () => {
  const structlog =
    '\u001b[2m2026-11-21 14:00:01\u001b[0m [\u001b[32m\u001b[1minfo     \u001b[0m] \u001b[1muser came\u001b[0m \u001b[36mip\u001b[0m=\u001b[35m10.0.0.7\u001b[0m';

  test('stay on the message, whose head is taken off', () => {
    const spans = messageSpans(entryOf(structlog), columns(), coloured);
    expect(spansText(spans)).toBe('user came ip=10.0.0.7');
    expect(paintSpans(spans)).toMatch(/^\u001b\[1muser came/);
    expect(paintSpans(spans)).toContain('\u001b[35m10.0.0.7');
  });

  test('go without colour, and where a line is put together anew', () => {
    expect(paintSpans(messageSpans(entryOf(structlog), columns(), plain))).not.toContain('\u001b[35m');
    const access =
      '\u001b[32mINFO\u001b[0m:     10.0.0.7:5 - "\u001b[1mGET /x HTTP/1.1\u001b[0m" \u001b[31m503 Service Unavailable\u001b[0m';
    expect(shown(access)).toBe('GET /x 503 client=10.0.0.7');
  });

  test('that begin before the head go on in the message', () => {
    const spans = messageSpans(entryOf('\u001b[33m2026-11-21 14:00:01 WARN slow\u001b[0m'), columns(), coloured);
    expect(paintSpans(spans)).toMatch(/^\u001b\[33mslow/);
  });
});

describe('secrets', () => {
  test.each([
    ['connecting to postgres://app:hunter2@db:5432/shop', 'hunter2'],
    ['{"msg":"login","password":"hunter2"}', 'hunter2'],
    ['{"msg":"request","headers":{"authorization":"Bearer hunter2hunter2hunter2"}}', 'hunter2'],
    ['level=info msg=login token=hunter2', 'hunter2'],
    ['\u001b[32mINFO\u001b[0m redis://:hunter2@redis:6379', 'hunter2'],
    ['> Authorization: Basic aHVudGVyMg==', 'aHVudGVyMg'],
    ['GET /x?api_key=hunter2 200 3 ms - 1', 'hunter2'],
  ])('are hidden in %s, and stand in the raw line', (text, secret) => {
    expect(shown(text)).not.toContain(secret);
    expect(shown(text, {continues: true})).not.toContain(secret);
    expect(shown(text, {}, true)).toContain(secret);
  });

  test('words about them stay', () => {
    const text = 'password authentication failed for user "app"';
    expect(shown(text)).toBe(text);
  });
});

describe('hostile text', () => {
  const rubbish = fc.oneof(
    hostileName,
    fc.string({unit: 'binary', maxLength: 300}),
    fc.constantFrom(
      `a${'\u0301'.repeat(3000)}b`,
      '\u202eevil\u202c',
      'x'.repeat(5000),
      '👩‍👩‍👧‍👦🇩🇪❤️'.repeat(40),
      '\ud83d\ude00\ud83d',
      '\u0000\u0001\u009b31m',
      'a\tb\tc',
      '\ufffd\ufffd',
      '日本語テキスト'.repeat(30),
    ),
  );
  const head = fc.constantFrom(
    ...['', '2026-11-21 14:00:01 INFO app.x: ', '{"msg":"', 'level=info msg="', '[2026-11-21 14:00:01] [error] ', '\u001b[31m'],
    ...['10.0.0.7 - - [21/Nov/2026:14:00:01 +0000] "GET /', '    at '],
  );
  const tail = fc.constantFrom('', '","level":"error"}', '" HTTP/1.1" 200 12', '\u001b[0m', ' (kafka.server.Log)');
  const text = fc.tuple(head, fc.array(rubbish, {maxLength: 4}), tail).map(([a, b, c]) => `${a}${b.join(' ')}${c}`);

  test('is never wider than its place, cut or wrapped, and moves nothing', () => {
    fc.assert(
      fc.property(text, fc.integer({min: 8, max: 120}), fc.boolean(), fc.boolean(), (written, width, continues, raw) => {
        const spans = messageSpans(entryOf(written, {continues}), columns(raw), coloured);
        const cut = cutSpans(spans, 3, width, {text: '…', paint: coloured.paint.faint});
        expect(spansWidth(cut)).toBeLessThanOrEqual(width);
        for (const row of wrapSpans(spans, width, 20)) expect(cellWidth(spansText(row))).toBeLessThanOrEqual(width);
        expect(spansText(spans)).not.toMatch(
          /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|[\ud800-\udbff](?![\udc00-\udfff])/,
        );
        expect(spansText(spans)).not.toMatch(/\p{M}{6}/u);
        expect(paintSpans(spans).replace(/\u001b\[[\d;:]*m/g, '')).not.toContain('\u001b');
      }),
      {numRuns: 100},
    );
  });
});
