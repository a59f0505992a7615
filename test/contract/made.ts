import {afterAll, beforeAll, expect, test} from 'vitest';
import {record, text as textOf} from '../../source/engine/read.js';
import {guestProject} from './engine.js';
import {id, json} from './forms.js';
import {framesOf, said} from './frames.js';
import {type Clauses, eventually, refusal} from './subject.js';

/** Containers that are made over HTTP to run one program, as beside a broker. */
export const made: Clauses = subject => {
  let guest = '';
  let image = '';
  beforeAll(async () => {
    guest = await subject().bring('quiet', 'neighbour');
    image = textOf(record(await subject().read(`/containers/${guest}/json`)).Image);
  });
  afterAll(() => subject().sendGuestsHome());

  const labels = {'com.docker.compose.project': guestProject, 'stacktop.lab': 'yes', 'stacktop.throw-away': 'yes'};
  const make = async (argv: readonly string[], more: object = {}): Promise<string> => {
    const HostConfig = {
      NetworkMode: `container:${guest}`,
      Memory: 64 * 2 ** 20,
      MemorySwap: 64 * 2 ** 20,
      LogConfig: {Type: 'none'},
    };
    const body = {Image: image, Entrypoint: argv, Cmd: [], Labels: labels, HostConfig, ...more};
    const {status, text} = await subject().ask('POST', '/containers/create', body);
    expect(status, text).toBe(201);
    return textOf(record(JSON.parse(text)).Id);
  };
  const attach = (of: string) => subject().hijack(`/containers/${of}/attach?stream=1&stdout=1&stderr=1&stdin=1`, {});
  const codeOf = async (of: string): Promise<unknown> =>
    record(JSON.parse((await subject().ask('POST', `/containers/${of}/wait`)).text)).StatusCode;
  const remove = async (of: string): Promise<number> => (await subject().ask('DELETE', `/containers/${of}?force=1&v=1`)).status;

  test('one is there as it was asked for, and does not run', async () => {
    const container = await make(['true'], {Env: ['GREETING=good day'], User: 'nobody'});
    expect(container).toEqual(id);
    expect(await subject().read(`/containers/${container}/json`)).toMatchObject({
      Image: image,
      State: {Status: 'created', Running: false},
      Config: {Entrypoint: ['true'], User: 'nobody', Labels: labels, Env: expect.arrayContaining(['GREETING=good day'])},
      HostConfig: {NetworkMode: `container:${guest}`, Memory: 64 * 2 ** 20},
    });
    expect(await remove(container)).toBe(204);
  });

  test('what is written comes in frames to whom was attached before the start, ends with it, and the exit code is told', async () => {
    const container = await make(['sh', '-c', 'echo $GREETING; nosuch-program; exit 5'], {Env: ['GREETING=good day']});
    const stream = await attach(container);
    expect((await subject().ask('POST', `/containers/${container}/start`)).status).toBe(204);
    await eventually(() => stream.ended()).toBe(true);
    const frames = framesOf(Buffer.from(stream.text(), 'latin1'));
    expect(said(frames, 1)).toBe('good day\n');
    expect(said(frames, 2)).toMatch(/nosuch-program: not found/);
    expect(await codeOf(container)).toBe(5);
    expect(await remove(container)).toBe(204);
  });

  test('input reaches it, and its end, too', async () => {
    const container = await make(['cat'], {OpenStdin: true, StdinOnce: true, AttachStdin: true});
    const stream = await attach(container);
    await subject().ask('POST', `/containers/${container}/start`);
    stream.type('one\ntwo');
    stream.finish();
    await eventually(() => stream.ended()).toBe(true);
    expect(said(framesOf(Buffer.from(stream.text(), 'latin1')), 1)).toBe('one\ntwo');
    expect(await codeOf(container)).toBe(0);
    await remove(container);
  });

  test('one that is stopped ends its stream', async () => {
    const container = await make(['sleep', '1000']);
    const stream = await attach(container);
    await subject().ask('POST', `/containers/${container}/start`);
    expect((await subject().ask('POST', `/containers/${container}/stop?t=1`)).status).toBe(204);
    await eventually(() => stream.ended()).toBe(true);
    expect(await remove(container)).toBe(204);
  });

  test('a program that is not there is told by the start', async () => {
    const container = await make(['no-such-program']);
    expect(refusal(await subject().ask('POST', `/containers/${container}/start`))).toMatchObject({
      status: 400,
      message: expect.stringMatching(/"no-such-program": executable file not found/),
    });
    await remove(container);
  });

  test.each([
    ['nothing', {}, 400, 'Config cannot be empty in order to create a container'],
    ['no image that is there', {Image: 'stacktop-test/nosuch'}, 404, 'No such image: stacktop-test/nosuch:latest'],
  ])('of %s none is made', async (_, body, status, message) => {
    expect(refusal(await subject().ask('POST', '/containers/create', body))).toEqual({status, type: json, message});
  });
};
