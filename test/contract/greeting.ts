import {expect, test} from 'vitest';
import {record, text as textOf} from '../../source/engine/read.js';
import {ask} from '../demo/support/ask.js';
import {json, number, text} from './forms.js';
import {type Clauses, refusal} from './subject.js';

export const greeting: Clauses = subject => {
  test('a ping tells the version, to a client that does not know one yet', async () => {
    const {status, headers, text: body} = await ask(subject().host, 'GET', '/_ping');
    expect({status, body}).toEqual({status: 200, body: 'OK'});
    expect(headers).toMatchObject({
      'api-version': expect.stringMatching(/^1\.\d+$/),
      'content-type': 'text/plain; charset=utf-8',
      ostype: 'linux',
      server: expect.stringMatching(/^Docker\/\d+\./),
    });
  });

  test('answers of every kind tell the version, too', async () => {
    const {ask: asked} = subject();
    const all = [
      await asked('GET', '/containers/json'),
      await asked('GET', '/containers/nobody/json'),
      await asked('GET', '/containers/json?filters={"status":["x"]}'),
      await asked('POST', '/exec/nobody/start', {}),
    ];
    expect(all.map(({status}) => status)).toEqual([200, 404, 400, 404]);
    for (const {headers} of all) expect(headers['api-version']).toMatch(/^1\.\d+$/);
  });

  test('it tells its own version, and the oldest one it speaks', async () => {
    const {host, read} = subject();
    const {headers} = await ask(host, 'GET', '/_ping');
    expect(await read('/version')).toMatchObject({
      ApiVersion: headers['api-version'],
      MinAPIVersion: expect.stringMatching(/^1\.\d+$/),
      Version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      Os: 'linux',
      Arch: text,
      KernelVersion: text,
      Components: expect.arrayContaining([expect.objectContaining({Name: 'Engine', Version: text})]),
    });
  });

  test('it tells of its host', async () => {
    expect(await subject().read('/info')).toMatchObject({
      Name: text,
      ServerVersion: expect.stringMatching(/^\d+\.\d+\.\d+/),
      NCPU: number,
      MemTotal: number,
      OperatingSystem: text,
      CgroupVersion: expect.stringMatching(/^[12]$/),
      CgroupDriver: text,
      SecurityOptions: expect.arrayContaining([expect.stringMatching(/^name=/)]),
      Containers: number,
      ContainersRunning: number,
      ContainersPaused: number,
      ContainersStopped: number,
    });
  });

  test.each([
    ['GET', '/nope'],
    ['POST', '/containers/json'],
    ['GET', '/containers/web/nope'],
  ])('%s %s is no page', async (method, path) => {
    expect(refusal(await subject().ask(method, path))).toEqual({status: 404, type: json, message: 'page not found'});
  });

  test('a version newer than its own is refused with both named', async () => {
    const {host} = subject();
    const {ApiVersion} = record(await subject().read('/version'));
    expect(refusal(await ask(host, 'GET', '/v1.199/containers/json'))).toEqual({
      status: 400,
      type: json,
      message: `client version 1.199 is too new. Maximum supported API version is ${textOf(ApiVersion)}`,
    });
  });

  test('a version older than it speaks is refused with both named', async () => {
    const {host} = subject();
    const {MinAPIVersion} = record(await subject().read('/version'));
    const {status, message} = refusal(await ask(host, 'GET', '/v1.0/containers/json'));
    expect(status).toBe(400);
    expect(message).toContain(
      `client version 1.0 is too old. Minimum supported API version is ${textOf(MinAPIVersion)}, please upgrade your client`,
    );
  });
};
