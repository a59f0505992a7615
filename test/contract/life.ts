import {afterAll, beforeEach, expect, test} from 'vitest';
import type {Answer} from '../demo/support/ask.js';
import {json} from './forms.js';
import {type Clauses, eventually, refusal} from './subject.js';

const ls = {Cmd: ['ls'], AttachStdout: true};

export const life: Clauses = subject => {
  let guest = '';
  let serial = 0;
  beforeEach(async () => {
    guest = await subject().bring('quiet', `life${++serial}`);
  });
  afterAll(() => subject().sendGuestsHome());

  const post = (verb: string, body?: unknown): Promise<Answer> => subject().ask('POST', `/containers/${guest}/${verb}`, body);
  const state = async () => JSON.parse((await subject().ask('GET', `/containers/${guest}/json`)).text).State;
  const notRunning = () => ({
    status: 409,
    type: json,
    message: `${subject().minor >= 42 ? 'c' : 'C'}ontainer ${guest} is not running`,
  });

  test('start and stop: 204 when done, 304 without a body when so already', async () => {
    expect(await post('start')).toMatchObject({status: 304, text: ''});
    expect(await post('stop?t=30')).toMatchObject({status: 204, text: ''});
    expect(await post('stop?t=30')).toMatchObject({status: 304, text: ''});
    expect(await state()).toMatchObject({Status: 'exited', Running: false, Pid: 0, ExitCode: 0});
    expect(await post('start')).toMatchObject({status: 204, text: ''});
    expect(await state()).toMatchObject({Status: 'running', Running: true});
  });

  test('one that does not run: no kill, pause, exec or ps, with 409', async () => {
    const stopped = notRunning();
    await post('stop?t=30');
    expect(refusal(await post('pause'))).toEqual(stopped);
    expect(refusal(await post('exec', ls))).toEqual(stopped);
    expect(refusal(await subject().ask('GET', `/containers/${guest}/top`))).toEqual(stopped);
    const cannot = `${subject().minor >= 42 ? 'c' : 'C'}annot kill container: ${guest}: `;
    expect(refusal(await post('kill'))).toEqual({...stopped, message: `${cannot}${stopped.message}`});
  });

  test('a restart starts one that is stopped', async () => {
    await post('stop?t=30');
    expect(await post('restart?t=30')).toMatchObject({status: 204, text: ''});
    expect(await state()).toMatchObject({Status: 'running', Running: true, ExitCode: 0});
  });

  test('a restart gives another process and a later start', async () => {
    const before = await state();
    expect((await post('restart?t=30')).status).toBe(204);
    const after = await state();
    expect(after.Pid).not.toBe(before.Pid);
    expect(Date.parse(after.StartedAt)).toBeGreaterThan(Date.parse(before.StartedAt));
    expect(Date.parse(after.FinishedAt)).toBeGreaterThan(Date.parse(before.StartedAt));
    expect(Date.parse(after.StartedAt)).toBeGreaterThan(Date.parse(after.FinishedAt));
  });

  test('one that is paused is up and frozen: no second pause, start, exec or removal, with 409', async () => {
    expect(await post('pause')).toMatchObject({status: 204, text: ''});
    expect(await state()).toMatchObject({Status: 'paused', Running: true, Paused: true});
    expect(refusal(await post('pause'))).toMatchObject({status: 409, message: expect.stringMatching(/ is already paused$/)});
    expect(refusal(await post('start'))).toEqual({
      status: 409,
      type: json,
      message: 'cannot start a paused container, try unpause instead',
    });
    expect(refusal(await post('exec', ls))).toMatchObject({
      status: 409,
      message: expect.stringMatching(/ is paused, unpause the container before exec$/),
    });
    expect((await subject().ask('GET', `/containers/${guest}/top`)).status).toBe(200);
    expect((await subject().ask('DELETE', `/containers/${guest}`)).status).toBe(409);
    expect(await post('unpause')).toMatchObject({status: 204, text: ''});
    expect(refusal(await post('unpause'))).toMatchObject({status: 500, message: expect.stringMatching(/ is not paused$/)});
  });

  test('a signal is sent by name or number; one that there is not is refused', async () => {
    expect((await post('kill?signal=SIGHUP')).status).toBe(204);
    expect((await post('kill?signal=1')).status).toBe(204);
    const refused = subject().minor >= 42 ? `cannot kill container: ${guest}: invalid signal: FOO` : 'Invalid signal: FOO';
    expect(refusal(await post('kill?signal=FOO'))).toEqual({status: 400, type: json, message: refused});
    expect((await post('kill')).status).toBe(204);
    await eventually(state).toMatchObject({Status: 'exited', ExitCode: 137});
  });

  test('one that runs is removed only by force, and is not there then', async () => {
    const path = `/containers/${guest}`;
    const refused = refusal(await subject().ask('DELETE', path));
    expect(refused).toMatchObject({status: 409, type: json});
    expect(refused.message).toMatch(
      subject().minor >= 45
        ? /^cannot remove container .*: container is running: stop the container before removing or force remove$/
        : /^You cannot remove a running container .*Stop the container before attempting removal or force remove$/,
    );
    expect(await subject().ask('DELETE', `${path}?force=1&v=1`)).toMatchObject({status: 204, text: ''});
    expect(refusal(await subject().ask('DELETE', path))).toMatchObject({
      status: 404,
      message: expect.stringMatching(/^No such container: /),
    });
  });

  test('a name is given once', async () => {
    const {bring, read} = subject();
    const other = await bring('quiet', `life${++serial}`);
    expect((await post(`rename?name=renamed-${serial}`)).status).toBe(204);
    expect(await read(`/containers/renamed-${serial}/json`)).toMatchObject({Id: guest});
    expect(refusal(await subject().ask('POST', `/containers/${other}/rename?name=renamed-${serial}`))).toMatchObject({
      status: 409,
      message: expect.stringContaining(`"/renamed-${serial}" is already in use by container "${guest}"`),
    });
  });

  test.each([
    ['GET', 'json'],
    ['GET', 'stats'],
    ['GET', 'logs?stdout=1'],
    ['GET', 'top'],
    ['POST', 'start'],
    ['POST', 'stop'],
    ['POST', 'restart'],
    ['POST', 'pause'],
    ['POST', 'unpause'],
    ['POST', 'kill'],
    ['POST', 'rename?name=somebody'],
  ])('%s %s of a container that there is not: 404 with its name', async (method, verb) => {
    const answer = refusal(await subject().ask(method, `/containers/nobody/${verb}`));
    expect(answer).toEqual({status: 404, type: json, message: expect.stringMatching(/No such container: nobody$/)});
  });
};
