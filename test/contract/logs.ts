import {afterAll, beforeAll, expect, test, vi} from 'vitest';
import {record, text as textOf} from '../../source/engine/read.js';
import {asWritten} from '../support/counted.js';
import {guestProject, longLine} from './engine.js';
import {json} from './forms.js';
import {framesOf, said} from './frames.js';
import {type Clauses, eventually, refusal} from './subject.js';

const stamp = /^(2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z) /;
/** The log drivers cut lines at 16 KiB. */
const part = 16_384;

export const logs: Clauses = subject => {
  let talker = '';
  let terminal = '';
  beforeAll(async () => {
    talker = await subject().bring('talker', 'talks');
    terminal = await subject().bring('terminal', 'types');
    await vi.waitFor(
      async () => {
        expect(said(framesOf((await logOf(talker, 'stdout=1')).bytes), 1)).toContain('line 14\n');
        expect((await logOf(terminal, 'stdout=1')).text).toContain('line 14\r\n');
      },
      {timeout: 60_000, interval: 100},
    );
  });
  afterAll(() => subject().sendGuestsHome());

  const logOf = (id: string, query: string) => subject().ask('GET', `/containers/${id}/logs?${query}`);
  const linesOf = async (query: string) => framesOf((await logOf(talker, query)).bytes).map(({text}) => text);

  test('without a terminal each entry is a frame of its stream, and from API 1.42 on the answer says so', async () => {
    const {status, headers, bytes} = await logOf(talker, 'stdout=1&stderr=1&tail=10');
    expect({status, type: headers['content-type']}).toEqual({
      status: 200,
      type: subject().minor >= 42 ? 'application/vnd.docker.multiplexed-stream' : undefined,
    });
    const frames = framesOf(bytes);
    expect(frames).toHaveLength(10);
    for (const {type, text} of frames) {
      const number = Number(/^line (\d+)\n$/.exec(text)?.[1]);
      expect(type, text).toBe(number % 5 === 0 ? 2 : 1);
    }
  });

  test('with a terminal the bytes are as they were written, and from API 1.42 on the answer says so', async () => {
    const {status, headers, text} = await logOf(terminal, 'stdout=1&stderr=1&tail=3');
    expect({status, type: headers['content-type']}).toEqual({
      status: 200,
      type: subject().minor >= 42 ? 'application/vnd.docker.raw-stream' : undefined,
    });
    expect(text).toMatch(/^line \d+\r\nline \d+\r\nline \d+\r\n$/);
    expect((await logOf(terminal, 'stdout=1&timestamps=1&tail=1')).text).toMatch(/^2\S+Z line \d+\r\n$/);
  });

  test('one stream alone can be asked for, none cannot', async () => {
    const numbers = (lines: readonly string[]) => lines.slice(0, 3).map(line => line.trim());
    await expect
      .poll(async () => numbers(await linesOf('stderr=1')), {timeout: 30_000})
      .toEqual(['line 5', 'line 10', 'line 15']);
    expect(framesOf((await logOf(talker, 'stderr=1')).bytes).every(({type}) => type === 2)).toBe(true);
    expect(framesOf((await logOf(talker, 'stdout=1')).bytes).every(({type}) => type === 1)).toBe(true);
    expect(refusal(await logOf(talker, ''))).toEqual({
      status: 400,
      type: json,
      message: 'Bad parameters: you must choose at least one stream',
    });
  });

  test('a timestamp stands before each line, and lines are in its order', async () => {
    const lines = await linesOf('stdout=1&stderr=1&timestamps=1&tail=8');
    const times = lines.map(line => stamp.exec(line)?.[1] ?? line);
    expect(times).toEqual(times.toSorted());
    expect(new Set(times).size).toBe(8);
    for (const line of lines) expect(line.replace(stamp, '')).toMatch(/^line \d+\n$/);
  });

  test('a line longer than 16 KiB comes in parts, each with the time of the line before it', async () => {
    const frames = await linesOf('stdout=1&timestamps=1');
    const parts = frames.slice(0, Math.ceil((longLine + 1) / part));
    const times = parts.map(frame => stamp.exec(frame)?.[1]);
    expect(times).toEqual(parts.map(() => times[0]));
    expect(times[0]).toMatch(/^2/);
    expect(parts.map(frame => frame.replace(stamp, '').length)).toEqual([part, part, longLine + 1 - 2 * part]);
    expect(parts.map(frame => frame.replace(stamp, '')).join('')).toBe(`${'x'.repeat(longLine)}\n`);
    const plain = await linesOf('stdout=1');
    expect(plain.slice(0, 4).map(frame => frame.length)).toEqual([part, part, longLine + 1 - 2 * part, 'line 1\n'.length]);
    const typed = (await logOf(terminal, 'stdout=1&timestamps=1')).text.split('\r\n')[0] ?? '';
    expect(typed.match(/2\d{3}-\S+Z x/g)).toHaveLength(3);
  });

  test('tail leaves the last lines, since and until those between, both included', async () => {
    expect(await linesOf('stdout=1&stderr=1&tail=0')).toEqual([]);
    expect(await linesOf('stdout=1&stderr=1&tail=2')).toHaveLength(2);
    const all = (await linesOf('stdout=1&stderr=1&timestamps=1')).slice(3, 13);
    const numbers = all.map(line => Number(/^line (\d+)\n$/.exec(line.replace(stamp, ''))?.[1]));
    expect(asWritten(numbers)).toEqual(all.map((_, index) => index + 1));
    const secondsOf = (line: string | undefined) => {
      const text = stamp.exec(line ?? '')?.[1] ?? '';
      return `${Math.floor(Date.parse(text) / 1000)}.${text.slice(20, 29)}`;
    };
    const [from, to] = [secondsOf(all[3]), secondsOf(all[6])];
    expect(await linesOf(`stdout=1&stderr=1&timestamps=1&since=${from}&until=${to}`)).toEqual(all.slice(3, 7));
    expect(await linesOf(`stdout=1&stderr=1&timestamps=1&until=${from}`)).toHaveLength(3 + 4);
    expect((await linesOf(`stdout=1&stderr=1&timestamps=1&since=${from}`)).slice(0, 3)).toEqual(all.slice(3, 6));
    // The last lines of the whole log, and of these what is between.
    expect(await linesOf(`stdout=1&stderr=1&tail=1&since=${from}&until=${to}`)).toEqual([]);
  });

  test('a log driver that keeps nothing refuses, in the engine’s words', async () => {
    const container = await subject().bring('unlogged', 'keeps-nothing');
    for (const more of ['', '&follow=1'])
      expect(refusal(await logOf(container, `stdout=1&stderr=1${more}`))).toEqual({
        status: 501,
        type: json,
        message: 'configured logging driver does not support reading',
      });
  });

  test('the log of a container that was never started is empty, and ends at once when it is followed', async () => {
    const {Image} = record(await subject().read(`/containers/${talker}/json`));
    const Labels = {'com.docker.compose.project': guestProject, 'stacktop.lab': 'yes'};
    const {status, text: created} = await subject().ask('POST', '/containers/create', {Image, Labels, Cmd: ['true']});
    expect(status, created).toBe(201);
    const container = textOf(record(JSON.parse(created)).Id);
    expect(await logOf(container, 'stdout=1&stderr=1')).toMatchObject({status: 200, text: ''});
    const stream = await subject().follow(`/containers/${container}/logs?stdout=1&stderr=1&follow=1`);
    await eventually(() => stream.ended()).toBe(true);
    expect(stream.text()).toBe('');
  });

  test('a log that is followed ends with its container, after its last words', async () => {
    const {follow, ask} = subject();
    const stream = await follow(`/containers/${talker}/logs?stdout=1&stderr=1&follow=1&tail=0`);
    const heard = () => framesOf(Buffer.from(stream.text(), 'latin1')).map(({text}) => text);
    await eventually(() => heard().length).toBeGreaterThan(2);
    await ask('POST', `/containers/${talker}/stop?t=5`);
    await eventually(() => stream.ended()).toBe(true);
    const all = await linesOf('stdout=1&stderr=1');
    expect(heard()).toEqual(all.slice(-heard().length));
    const again = await follow(`/containers/${talker}/logs?stdout=1&stderr=1&follow=1&tail=1`);
    await eventually(() => again.ended()).toBe(true);
    expect(framesOf(Buffer.from(again.text(), 'latin1')).map(({text}) => text)).toEqual(all.slice(-1));
  });
};
