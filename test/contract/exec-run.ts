import {expect} from 'vitest';
import {record, text as textOf} from '../../source/engine/read.js';
import {framesOf, said} from './frames.js';
import {eventually, type Subject} from './subject.js';

const attached = {AttachStdout: true, AttachStderr: true};

/** Runs commands without a terminal in a guest. */
export const commandsIn = (subject: () => Subject, guest: () => string) => {
  const create = async (body: object): Promise<string> => {
    const {status, text} = await subject().ask('POST', `/containers/${guest()}/exec`, {...attached, ...body});
    expect(status, text).toBe(201);
    return textOf(record(JSON.parse(text)).Id);
  };
  const inspect = (execId: string) => subject().read(`/exec/${execId}/json`);
  const codeOf = async (execId: string) => {
    await eventually(() => inspect(execId)).toMatchObject({Running: false});
    return record(await inspect(execId)).ExitCode;
  };
  /** Runs it without taking the connection over, which an engine answers as well. */
  const run = async (body: object) => {
    const execId = await create(body);
    const {status, headers, bytes} = await subject().ask('POST', `/exec/${execId}/start`, {Detach: false, Tty: false});
    const frames = framesOf(bytes);
    const [out, err] = [said(frames, 1), said(frames, 2)];
    return {status, type: headers['content-type'], out, err, code: await codeOf(execId)};
  };
  return {create, inspect, codeOf, run};
};
