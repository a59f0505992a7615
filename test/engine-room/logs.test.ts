import type {ServerResponse} from 'node:http';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import type {EngineError} from '../../source/engine/errors.js';
import {containerLogs, type FollowOptions, followLogs, type LogState} from '../../source/engine/logs.js';
import type {LogLine} from '../../source/model/log-line.js';
import {FakeEngine, inspection, reply} from './support/fake-engine.js';
import {frame} from './support/frames.js';

let fake: FakeEngine;
let engine: Engine;
let controller: AbortController;
let lines: LogLine[];
let states: LogState[];
let replies: ServerResponse[];

beforeEach(async () => {
  fake = await FakeEngine.start();
  fake.containers.set('a', inspection('a'));
  replies = [];
  fake.route('GET', /logs/, (_, response) => {
    response.writeHead(200).flushHeaders();
    replies.push(response);
  });
  controller = new AbortController();
  lines = [];
  states = [];
  engine = await connect(fake.endpoint, {signal: controller.signal, env: {}});
});

afterEach(async () => {
  controller.abort();
  engine.close();
  await fake.stop();
});

function options(more: Partial<FollowOptions> = {}): FollowOptions {
  return {
    tail: 10,
    tty: false,
    follow: true,
    signal: controller.signal,
    onLines: batch => void lines.push(...batch),
    onState: state => states.push(state),
    ...more,
  };
}

function entry(second: number, text: string): Buffer {
  return frame(1, `2026-11-21T14:19:0${second}.000000001Z ${text}\n`);
}

async function stream(index: number): Promise<ServerResponse> {
  await expect.poll(() => replies.length).toBeGreaterThan(index);
  const response = replies[index];
  if (!response) throw new Error('no such stream');
  return response;
}

const texts = () => lines.map(line => line.text);

/** `tail` and `since` of a request for the log. */
function asked(index: number): (string | null | undefined)[] {
  const query = fake.requests.filter(request => request.path.endsWith('logs'))[index]?.query;
  return [query?.get('tail'), query?.get('since')];
}

/** The beginning of an entry, as far as some characters of its text. */
function half(second: number, text: string, length: number): Buffer {
  return entry(second, text).subarray(0, 8 + 31 + length);
}

describe('following a log', () => {
  it('asks for the tail, with times, of both streams', async () => {
    const done = followLogs(engine, 'a', options({since: 1500}));
    (await stream(0)).write(entry(1, 'one'));
    await expect.poll(texts).toEqual(['one']);
    const query = Object.fromEntries(fake.requests.find(request => request.path.endsWith('logs'))?.query ?? []);
    expect(query).toEqual({follow: 'true', stdout: 'true', stderr: 'true', timestamps: 'true', tail: '10', since: '1.500000000'});
    controller.abort();
    await done;
    await expect.poll(() => replies[0]?.destroyed).toBe(true);
  });

  it('goes on after a restart, and shows no line twice', async () => {
    let waited = 0;
    const restarted = async () => {
      waited += 1;
    };
    const done = followLogs(engine, 'a', options({restarted}));
    (await stream(0)).end(Buffer.concat([entry(1, 'one'), entry(2, 'two'), entry(2, 'too')]));
    await expect.poll(() => states).toEqual(['open', 'waiting', 'open']);
    expect([waited, replies.length]).toEqual([1, 2]);
    expect(asked(1)).toEqual(['1000', null]);
    (await stream(1)).write(Buffer.concat([entry(2, 'two'), entry(2, 'too'), entry(2, 'three'), entry(3, 'two')]));
    await expect.poll(texts).toEqual(['one', 'two', 'too', 'three', 'two']);
    controller.abort();
    await done;
  });

  it('asks for all since then when the last lines do not reach back to it', async () => {
    const done = followLogs(engine, 'a', options({restarted: async () => {}}));
    (await stream(0)).end(Buffer.concat([entry(1, 'one'), entry(2, 'two')]));
    (await stream(1)).write(Buffer.concat([entry(4, 'four'), entry(5, 'five')]));
    (await stream(2)).write(Buffer.concat([entry(2, 'two'), entry(3, 'three'), entry(4, 'four'), entry(5, 'five')]));
    await expect.poll(texts).toEqual(['one', 'two', 'three', 'four', 'five']);
    // A little earlier than the last line: one of the other stream may be dated before it and come after it.
    expect(asked(2)).toEqual(['all', `${Date.UTC(2026, 10, 21, 14, 19, 1) / 1000}.750000001`]);
    await expect.poll(() => replies[1]?.destroyed).toBe(true);
    controller.abort();
    await done;
  });

  it('goes on after the connection broke, without showing half a line', async () => {
    const done = followLogs(engine, 'a', options({restarted: async () => {}}));
    const first = await stream(0);
    first.write(Buffer.concat([entry(1, 'one'), entry(2, 'whole line').subarray(0, 45)]));
    await expect.poll(texts).toEqual(['one']);
    first.destroy();
    await expect.poll(() => replies.length).toBe(2);
    (await stream(1)).write(Buffer.concat([entry(1, 'one'), entry(2, 'whole line')]));
    await expect.poll(texts).toEqual(['one', 'whole line']);
    controller.abort();
    await done;
  });

  it('keeps half a line that never comes again: before the next one, and when the container is gone', async () => {
    const done = followLogs(engine, 'a', options({restarted: async () => {}}));
    const first = await stream(0);
    first.write(Buffer.concat([entry(1, 'one'), half(2, 'lost with the engine', 4)]));
    await expect.poll(texts).toEqual(['one']);
    first.destroy();
    const second = await stream(1);
    second.write(Buffer.concat([entry(1, 'one'), entry(3, 'three'), half(4, 'last words', 4)]));
    await expect.poll(texts).toEqual(['one', 'lost … (the connection broke here)', 'three']);
    fake.route('GET', /logs/, (_, response) => reply(response, 404, {message: 'No such container: a'}));
    second.destroy();
    await done;
    expect(texts().slice(3)).toEqual(['last … (the connection broke here)']);
    expect(lines[3]?.complete).toBe(false);
  });

  it('shows half a line when the engine does not come back, and the whole one when it does', async () => {
    const done = followLogs(engine, 'a', options({restarted: async () => {}}));
    (await stream(0)).write(Buffer.concat([entry(1, 'one'), half(2, 'half a line', 4)]));
    await expect.poll(texts).toEqual(['one']);
    await fake.crash();
    await expect.poll(texts, {timeout: 40_000}).toEqual(['one', 'half … (the connection broke here)']);
    await fake.listen();
    (await stream(1)).write(Buffer.concat([entry(1, 'one'), entry(2, 'half a line')]));
    await expect.poll(texts).toEqual(['one', 'half … (the connection broke here)', 'half a line']);
    controller.abort();
    await done;
  });

  it('takes half of a line that is known already for nothing new', async () => {
    const done = followLogs(engine, 'a', options({restarted: async () => {}}));
    (await stream(0)).end(Buffer.concat([entry(1, 'one'), entry(2, 'two')]));
    const second = await stream(1);
    second.write(Buffer.concat([entry(1, 'one'), half(2, 'two', 2)]));
    await engine.info(controller.signal);
    second.destroy();
    (await stream(2)).write(Buffer.concat([entry(1, 'one'), entry(2, 'two'), entry(3, 'three')]));
    await expect.poll(texts).toEqual(['one', 'two', 'three']);
    controller.abort();
    await done;
  });

  it('goes on behind a place that the engine cannot read, says so once, and repeats nothing', async () => {
    const gaps: string[] = [];
    const errors: string[] = [];
    const onState = (state: LogState, error?: EngineError) => void errors.push(`${state} ${error?.message ?? ''}`.trim());
    const onGap = ({message}: EngineError) => void gaps.push(message);
    const done = followLogs(engine, 'a', options({restarted: async () => {}, onState, onGap}));
    const words = frame(3, 'Error grabbing logs: log message is too large (1920295522 > 1000000)\n');
    (await stream(0)).end(Buffer.concat([entry(1, 'one'), words]));
    (await stream(1)).end(Buffer.concat([entry(1, 'one'), words]));
    (await stream(2)).end(words);
    (await stream(3)).write(entry(5, 'five'));
    await expect.poll(texts).toEqual(['one', 'five']);
    const why = 'the engine cannot read on: log message is too large (1920295522 > 1000000)';
    expect(gaps).toEqual([why]);
    expect(errors).toEqual(['open', 'open']);
    expect([0, 1, 2, 3].map(index => asked(index)[0])).toEqual(['10', '1000', '300', '100']);
    controller.abort();
    await done;
  });

  it('that cannot be read at all says so, and is asked for less and less often', async () => {
    const errors: string[] = [];
    const onState = (state: LogState, error?: EngineError) => void errors.push(`${state} ${error?.message ?? ''}`.trim());
    fake.route('GET', /logs/, (_, response) => response.writeHead(200).end(frame(3, 'Error grabbing logs: permission denied\n')));
    const done = followLogs(engine, 'a', options({restarted: async () => {}, onState}));
    const why = 'waiting the engine cannot read on: permission denied';
    await expect.poll(() => errors, {timeout: 30_000}).toEqual(['open', why, why]);
    const requests = fake.requests.filter(request => request.path.endsWith('logs')).map(({query}) => query.get('tail'));
    expect(requests).toEqual(['10', '1000', '300', '100', '30', '10', '3', '0', '0']);
    controller.abort();
    await done;
  });

  describe('whose file the engine leaves off reading without a word', () => {
    const gaps: string[] = [];
    const damaged = (more: Partial<FollowOptions> = {}): FollowOptions =>
      options({restarted: async () => {}, mayLeaveOff: true, tail: 1000, onGap: ({message}) => void gaps.push(message), ...more});
    const why = 'the engine cannot read on: it leaves off before the newest line';
    beforeEach(() => {
      gaps.length = 0;
      // The damage is further back than thirty lines.
      fake.route('GET', /logs/, ({query}, response) => {
        response.writeHead(200).flushHeaders();
        const tail = Number(query.get('tail'));
        if (query.get('follow') === 'true') replies.push(response);
        else if (tail === 1) response.end(entry(5, 'five'));
        else response.end(tail > 30 ? entry(1, 'one') : Buffer.concat([entry(4, 'four'), entry(5, 'five')]));
      });
    });

    it('has what comes behind that, and says that lines are missing', async () => {
      const done = followLogs(engine, 'a', damaged());
      const response = await stream(0);
      response.write(entry(1, 'one'));
      // It is not kept until it is known that more is missing.
      await expect.poll(texts).toEqual(['one']);
      await expect.poll(texts, {timeout: 30_000}).toEqual(['one', 'four', 'five']);
      expect(gaps).toEqual([why]);
      response.write(Buffer.concat([entry(5, 'five'), entry(6, 'six')]));
      await expect.poll(texts).toEqual(['one', 'four', 'five', 'six']);
      expect(states).toEqual(['open']);
      controller.abort();
      await done;
    });

    it('has it before new lines, that come at once', async () => {
      const done = followLogs(engine, 'a', damaged());
      (await stream(0)).write(Buffer.concat([entry(1, 'one'), entry(7, 'seven')]));
      await expect.poll(texts).toEqual(['one', 'four', 'five', 'seven']);
      expect(gaps).toEqual([why]);
      controller.abort();
      await done;
    });

    it('has it when it is read once', async () => {
      await containerLogs(engine, 'a', damaged());
      expect([texts(), gaps]).toEqual([['one', 'four', 'five'], [why]]);
    });

    it('has what an answer passes over that has its newest line, and says so', async () => {
      const done = followLogs(engine, 'a', damaged());
      const response = await stream(0);
      response.write(entry(1, 'one'));
      response.write(Buffer.concat([entry(5, 'five'), entry(9, 'nine')]));
      await expect.poll(texts).toEqual(['one', 'four', 'five', 'nine']);
      expect([gaps, asked(2)]).toEqual([['the engine cannot read on: it passes over a damaged part of its file'], ['3', null]]);
      controller.abort();
      await done;
    });

    it('is not asked for again where its times are whole seconds', async () => {
      const all = [entry(1, 'one'), frame(1, '2026-11-21T14:19:05Z five\n')];
      fake.route('GET', /logs/, ({query}, response) => {
        response.writeHead(200).flushHeaders();
        if (query.get('follow') === 'true') response.write(Buffer.concat(all));
        else response.end(all[1]);
      });
      const done = followLogs(engine, 'a', damaged());
      await expect.poll(texts).toEqual(['one', 'five']);
      controller.abort();
      await done;
      expect([gaps, fake.count('GET', /logs/)]).toEqual([[], 2]);
    });

    it('knows its newest line when that is kept in parts', async () => {
      const text = `first ${'x'.repeat(20_000)}`;
      const parts = [text.slice(0, 16_384), `${text.slice(16_384)}\n`].map(part =>
        frame(1, `2026-11-21T14:19:05.000000001Z ${part}`),
      );
      fake.route('GET', /logs/, ({query}, response) => {
        response.writeHead(200).flushHeaders();
        const last = query.get('tail') === '1' ? parts.slice(1) : [entry(1, 'one'), ...parts];
        if (query.get('follow') === 'true') response.write(Buffer.concat([...last, entry(6, 'six')]));
        else response.end(Buffer.concat(last));
      });
      const done = followLogs(engine, 'a', damaged());
      await expect.poll(texts).toEqual(['one', text, 'six']);
      controller.abort();
      await done;
      expect(gaps).toEqual([]);
    });

    it('says what is passed over too where a shorter answer reaches over the place at which a longer one left off', async () => {
      fake.route('GET', /logs/, ({query}, response) => {
        response.writeHead(200).flushHeaders();
        const tail = Number(query.get('tail'));
        if (query.get('follow') === 'true') replies.push(response);
        else if (tail === 1) response.end(entry(5, 'five'));
        else response.end(Buffer.concat([entry(tail > 30 ? 1 : 4, tail > 30 ? 'one' : 'four'), entry(5, 'five')]));
      });
      const done = followLogs(engine, 'a', damaged());
      (await stream(0)).write(Buffer.concat([entry(1, 'one'), entry(7, 'seven')]));
      await expect.poll(texts).toEqual(['one', 'four', 'five', 'seven']);
      expect(gaps).toEqual(['the engine cannot read on: it passes over a damaged part of its file']);
      controller.abort();
      await done;
    });

    it('is asked for once more where its newest line comes, and no further where nothing is missing', async () => {
      const done = followLogs(engine, 'a', damaged());
      (await stream(0)).write(Buffer.concat([entry(4, 'four'), entry(5, 'five')]));
      await expect.poll(texts).toEqual(['four', 'five']);
      controller.abort();
      await done;
      expect([gaps, fake.count('GET', /logs/)]).toEqual([[], 3]);
    });

    it('is not asked for again where as many lines come as were asked for', async () => {
      const done = followLogs(engine, 'a', damaged({tail: 2}));
      (await stream(0)).write(Buffer.concat([entry(1, 'one'), entry(5, 'five'), entry(9, 'nine')]));
      await expect.poll(texts).toEqual(['one', 'five', 'nine']);
      controller.abort();
      await done;
      expect([gaps, fake.count('GET', /logs/)]).toEqual([[], 2]);
    });

    it('hands over what came before its connection broke, each line once', async () => {
      const done = followLogs(engine, 'a', damaged());
      const response = await stream(0);
      response.write(Buffer.concat([entry(1, 'one'), entry(2, 'two')]));
      response.write(half(3, 'three', 3), () => response.destroy());
      await expect.poll(texts).toEqual(['one', 'two']);
      (await stream(1)).write(Buffer.concat([entry(1, 'one'), entry(2, 'two'), entry(3, 'three'), entry(5, 'five')]));
      await expect.poll(texts).toEqual(['one', 'two', 'three', 'five']);
      controller.abort();
      await done;
      expect(gaps).toEqual([]);
    });
  });

  it('says nothing of a gap when the next answer has no gap', async () => {
    const gaps: EngineError[] = [];
    const done = followLogs(engine, 'a', options({restarted: async () => {}, onGap: error => void gaps.push(error)}));
    (await stream(0)).end(Buffer.concat([entry(1, 'one'), frame(3, 'Error grabbing logs: unexpected EOF\n')]));
    (await stream(1)).write(Buffer.concat([entry(1, 'one'), entry(2, 'two')]));
    await expect.poll(texts).toEqual(['one', 'two']);
    expect(gaps).toEqual([]);
    controller.abort();
    await done;
  });

  it('that is opened while the engine is away begins when the engine is back', async () => {
    await fake.crash();
    const done = followLogs(engine, 'a', options({restarted: async () => {}}));
    await expect.poll(() => states).toEqual(['waiting']);
    await fake.listen();
    (await stream(0)).write(entry(1, 'one'));
    await expect.poll(texts).toEqual(['one']);
    expect(states.filter(state => state === 'open')).toHaveLength(1);
    controller.abort();
    await done;
  });

  it('that is refused when the engine is back ends with its reason', async () => {
    await fake.crash();
    const done = followLogs(engine, 'a', options({restarted: async () => {}}));
    const ended = expect(done).rejects.toThrow('cannot be read');
    await expect.poll(() => states).toEqual(['waiting']);
    fake.route('GET', /logs/, (_, response) => reply(response, 501, {message: 'cannot be read'}));
    await fake.listen();
    await ended;
  });

  it('ends when the container is gone', async () => {
    const done = followLogs(engine, 'a', options());
    const response = await stream(0);
    fake.containers.delete('a');
    response.end(entry(1, 'one'));
    await done;
    expect(states).toEqual(['open', 'waiting', 'ended']);
  });

  it('reads no further while its lines are being taken', async () => {
    let go: () => void = () => {};
    let calls = 0;
    const slow = () => {
      calls += 1;
      return new Promise<void>(resolve => (go = resolve));
    };
    const done = followLogs(engine, 'a', options({onLines: slow}));
    const response = await stream(0);
    response.write(entry(1, 'one'));
    await expect.poll(() => calls).toBe(1);
    const flood = Buffer.concat(Array.from({length: 60_000}, () => entry(2, 'x'.repeat(200))));
    let drained = false;
    response.write(flood, () => {
      drained = true;
    });
    // Other requests are answered meanwhile: the flood is held back on its own connection.
    await engine.info(controller.signal);
    expect([calls, drained]).toEqual([1, false]);
    controller.abort();
    go();
    await done;
  });
});

describe('a log read once', () => {
  it('gives its lines and ends', async () => {
    const done = containerLogs(engine, 'a', options());
    (await stream(0)).end(Buffer.concat([entry(1, 'one'), frame(2, '2026-11-21T14:19:05Z no newline')]));
    await done;
    expect(lines.map(({text, complete}) => [text, complete])).toEqual([
      ['one', true],
      ['no newline', false],
    ]);
    expect(states).toEqual(['open', 'ended']);
  });

  it('hands over all that was received before it fails', async () => {
    const done = containerLogs(engine, 'a', options());
    const failed = expect(done).rejects.toMatchObject({code: 'lost'});
    const response = await stream(0);
    response.write(Buffer.concat([entry(1, 'one'), half(2, 'half a line', 6)]));
    await expect.poll(texts).toEqual(['one']);
    response.destroy();
    await failed;
    expect(texts()).toEqual(['one', 'half a … (the connection broke here)']);
  });

  it('ends with the engine’s words where it cannot read on, after the lines before that', async () => {
    const done = containerLogs(engine, 'a', options());
    const failed = expect(done).rejects.toMatchObject({
      code: 'engine',
      message: 'the engine cannot read on: unexpected EOF',
    });
    (await stream(0)).end(Buffer.concat([entry(1, 'one'), frame(3, 'Error grabbing logs: unexpected EOF\n')]));
    await failed;
    expect(texts()).toEqual(['one']);
  });

  it('of a TTY has no frames', async () => {
    const done = containerLogs(engine, 'a', options({tty: true}));
    (await stream(0)).end('2026-11-21T14:19:05.000000000Z one\r\n');
    await done;
    expect(texts()).toEqual(['one']);
  });

  it('that cannot be read says why, in the engine’s words', async () => {
    const words = 'configured logging driver does not support reading';
    fake.route('GET', /logs/, (_, response) => reply(response, 501, {message: words}));
    await expect(followLogs(engine, 'a', options())).rejects.toMatchObject({code: 'engine', message: words, status: 501});
  });
});
