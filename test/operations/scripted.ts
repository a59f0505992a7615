import {afterEach, beforeEach} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import type {Step, Steps} from '../../source/operations/step.js';
import {FakeEngine, inspection, reply} from '../engine-room/support/fake-engine.js';
import {frame} from '../engine-room/support/frames.js';

/** What an inspection finds: `running`, `running starting`, `exited 1`. */
export type Look = string;

export const looksLike = (look: Look, id = 'a'): Record<string, unknown> => {
  const [status = '', more = ''] = look.split(' ');
  const exited = status === 'exited' || status === 'restarting';
  const base = inspection(id, {status, ...(exited || more === '' ? {} : {health: more})});
  const Log =
    more === 'unhealthy'
      ? [{Start: '2026-01-01T00:00:01Z', End: '2026-01-01T00:00:02Z', ExitCode: 1, Output: 'trying\nrefused\n'}]
      : [];
  const State = {
    ...Object(base.State),
    ExitCode: exited ? Number(more) : 0,
    ...(more === '' || exited ? {} : {Health: {Status: more, FailingStreak: 0, Log}}),
  };
  return {...base, State, Config: more === '' || exited ? {} : {Healthcheck: {Test: ['CMD-SHELL', 'curl localhost']}}};
};

/** An engine whose container looks other each time it is inspected; the last look stays. */
export const scriptedEngine = () => {
  let fake: FakeEngine;
  let engine: Engine;
  let controller: AbortController;
  beforeEach(async () => {
    fake = await FakeEngine.start();
    controller = new AbortController();
    engine = await connect(fake.endpoint, {signal: controller.signal, env: {}});
  });
  afterEach(async () => {
    controller.abort();
    engine.close();
    await fake.stop();
  });
  return {
    get fake() {
      return fake;
    },
    get engine() {
      return engine;
    },
    get signal() {
      return controller.signal;
    },
    abort: () => controller.abort(),
    /** Looks of a container, one after another. `seen` resolves when that many were seen. */
    looks(looks: readonly Look[], id = 'a') {
      let count = 0;
      let notify = (): void => {};
      fake.route('GET', new RegExp(`^/containers/${id}/json$`), (_, response) => {
        reply(response, 200, looksLike(looks[Math.min(count, looks.length - 1)] ?? 'running', id));
        count += 1;
        notify();
      });
      return {
        seen: (wanted: number): Promise<void> =>
          new Promise(resolve => {
            notify = () => {
              if (count >= wanted) resolve();
            };
            notify();
          }),
      };
    },
    writes(...lines: readonly string[]): void {
      fake.route('GET', /\/logs$/, (_, response) => {
        response.writeHead(200, {'Content-Type': 'application/vnd.docker.multiplexed-stream'});
        response.end(Buffer.concat(lines.map((line, index) => frame(1, `2026-01-01T00:00:0${index % 10}.000000000Z ${line}\n`))));
      });
    },
    /** What was asked of it beside looks. */
    asked: (): string[] =>
      fake.requests
        .filter(({method, path}) => method !== 'GET' && path.startsWith('/containers'))
        .map(({method, path, query}) => `${method} ${path.replace('/containers/', '')}${query.size > 0 ? ` ${query}` : ''}`),
  };
};

/** All steps, as `phase stopping`, `done healthy`, `failed exited 1`. */
export const stepsOf = async (steps: Steps): Promise<{readonly said: string[]; readonly last: Step | undefined}> => {
  const all: Step[] = [];
  for await (const step of steps) all.push(step);
  return {said: all.map(({kind, phase}) => `${kind} ${phase}`), last: all.at(-1)};
};
