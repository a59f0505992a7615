import {describe, expect, test} from 'vitest';
import type {ProfileProbe} from '../../source/model/profile.js';
import {type Change, changeContainer} from '../../source/operations/change-container.js';
import {reply} from '../engine-room/support/fake-engine.js';
import {scriptedEngine, stepsOf} from './scripted.js';

const on = scriptedEngine();
const steps = (change: Change, probe: ProfileProbe | null = null, slowMs = 0) =>
  stepsOf(changeContainer(on.engine, {id: 'a', probe, slowMs}, change, on.signal));
const accepts = (method: string, pattern: RegExp): void =>
  on.fake.route(method, pattern, (_, response) => void response.writeHead(204).end());

describe('a restart', () => {
  test('tells what it is at, and watches until it is healthy', async () => {
    const looks = on.looks(['running', 'running', 'exited 0', 'running starting', 'running starting', 'running healthy']);
    on.fake.route('POST', /restart$/, async (_, response) => {
      await looks.seen(3);
      response.writeHead(204).end();
    });
    expect((await steps({action: 'restart'})).said).toEqual([
      'phase stopping',
      'phase starting',
      'phase checking',
      'done healthy',
    ]);
    expect(on.asked()).toEqual(['POST a/restart']);
  });

  test('of one without a check is well when it has run for a moment', async () => {
    on.looks(['running']);
    accepts('POST', /restart$/);
    expect((await steps({action: 'restart'})).said).toEqual(['phase stopping', 'phase starting', 'done restarted']);
  });

  test('that ends says how, with its last lines', async () => {
    on.looks(['running', 'exited 1']);
    on.writes('starting', 'no such database');
    accepts('POST', /restart$/);
    expect((await steps({action: 'restart'})).last).toEqual({
      kind: 'failed',
      id: 'a',
      phase: 'exited 1',
      reason: 'exit code 1',
      lines: ['starting', 'no such database'],
    });
  });

  test('that its policy repeats says so', async () => {
    on.looks(['running', 'restarting 137']);
    on.writes();
    accepts('POST', /restart$/);
    expect((await steps({action: 'restart'})).last).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/and its restart policy starts it again and again$/),
    });
  });

  test('that turns unhealthy says what the check said', async () => {
    on.looks(['running', 'running starting', 'running unhealthy']);
    on.writes('boo');
    accepts('POST', /restart$/);
    expect((await steps({action: 'restart'})).last).toMatchObject({
      phase: 'unhealthy',
      reason: 'its check `curl localhost` said "refused"',
      lines: ['boo'],
    });
  });

  test('of one that is known to start slowly is not over when its check fails in that time', async () => {
    on.looks(['running', 'running starting', 'running unhealthy', 'running unhealthy', 'running healthy']);
    accepts('POST', /restart$/);
    expect((await steps({action: 'restart'}, null, 60_000)).last).toMatchObject({kind: 'done', phase: 'healthy'});
  });

  test('is told all the same when the log cannot be read', async () => {
    on.looks(['running', 'exited 3']);
    on.fake.route('GET', /\/logs$/, (_, response) =>
      reply(response, 501, {message: 'configured logging driver does not support reading'}),
    );
    accepts('POST', /restart$/);
    expect((await steps({action: 'restart'})).last).toMatchObject({phase: 'exited 3', lines: []});
  });

  test('the engine refuses is a failed step with its words, no exception', async () => {
    on.looks(['running']);
    on.fake.route('POST', /restart$/, (_, response) =>
      reply(response, 500, {message: 'driver failed: port is already allocated'}),
    );
    expect((await steps({action: 'restart'})).last).toMatchObject({
      kind: 'failed',
      phase: 'restart failed',
      reason: expect.stringContaining('port is already allocated'),
    });
  });

  test('of what is gone says so', async () => {
    expect((await steps({action: 'restart'})).last).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/No such container/),
    });
  });

  test('ends at once when it is called off', async () => {
    const looks = on.looks(['running']);
    on.fake.route('POST', /restart$/, () => {}); // never answers
    const all = steps({action: 'restart'});
    await looks.seen(2);
    on.abort();
    await expect(all).rejects.toThrow();
  });
});

describe('a start', () => {
  test('of a job is done when it exits with 0', async () => {
    on.looks(['running', 'exited 0']);
    accepts('POST', /start$/);
    expect((await steps({action: 'start'})).said).toEqual(['phase starting', 'phase starting', 'done done']);
  });
  test('of what vanishes meanwhile says so', async () => {
    accepts('POST', /start$/);
    expect((await steps({action: 'start'})).said).toEqual(['phase starting', 'failed gone']);
  });
});

describe('the others', () => {
  test.each<readonly [Change, string, readonly string[]]>([
    [{action: 'stop'}, 'POST a/stop', ['phase stopping', 'done stopped']],
    [{action: 'pause'}, 'POST a/pause', ['done paused']],
    [{action: 'unpause'}, 'POST a/unpause', ['done unpaused']],
    [{action: 'signal', signal: 'SIGHUP'}, 'POST a/kill signal=SIGHUP', ['done SIGHUP sent']],
  ])('%j', async (change, asked, said) => {
    accepts('POST', /./);
    expect([(await steps(change)).said, on.asked()]).toEqual([said, [asked]]);
  });

  test.each([true, false])('remove, anonymous volumes too: %s', async volumes => {
    accepts('DELETE', /./);
    expect((await steps({action: 'remove', volumes})).said).toEqual(['phase removing', 'done removed']);
    const [request] = on.fake.requests.filter(({method}) => method === 'DELETE');
    expect([request?.path, /^(?:1|true)$/.test(request?.query.get('v') ?? '')]).toEqual(['/containers/a', volumes]);
    expect(request?.query.get('force')).toMatch(/^(?:1|true)$/);
  });
});
