import type {Socket} from 'node:net';
import type {DemoContainer} from '../world/container.js';
import {type Api, type Asked, topicApis} from './answers.js';
import {groupApis} from './group-answers.js';
import {Decoder, Encoder} from './wire.js';

/** Nobody asks the demo for more at once. */
const longestRequest = 1 << 20;
const unsupported = 35;

/** Which questions are understood: each in the one version that the program asks. */
const apiVersions: Api = {
  key: 18,
  version: 3,
  compact: true,
  answer: () => {
    const reply = new Encoder().int16(0);
    reply.compactArray(apis, ({key, version}) => reply.int16(key).int16(version).int16(version));
    return reply.int32(0).tags();
  },
};
const apis: readonly Api[] = [apiVersions, ...topicApis, ...groupApis];

/** Answers one request (without its length); null when it is no question that is understood here. */
const answer = async (bytes: Buffer, asked: Asked): Promise<Buffer | null> => {
  const request = new Decoder(bytes);
  const [key, version, correlation] = [request.int16(), request.int16(), request.int32()];
  request.string(); // the client's name
  const api = apis.find(each => each.key === key && each.version === version);
  const head = new Encoder().int32(correlation);
  // Clients that begin with another version of this one are told so in its first version.
  if (!api) return key === apiVersions.key ? head.int16(unsupported).int32(0).bytes() : null;
  if (api.compact) request.tags();
  // This one's reply has the old header always, so that any client can read it.
  if (api.compact && api !== apiVersions) head.tags();
  return head.raw((await api.answer(request, asked)).bytes()).bytes();
};

/** What is left of `bytes` behind the whole requests, which go to `each`. Throws RangeError when one is too long. */
const split = (bytes: Buffer, each: (request: Buffer) => void): Buffer => {
  let rest = bytes;
  while (rest.length >= 4) {
    const length = rest.readInt32BE(0);
    if (length < 0 || length > longestRequest) throw new RangeError('no request of this protocol');
    if (rest.length < 4 + length) break;
    each(rest.subarray(4, 4 + length));
    rest = rest.subarray(4 + length);
  }
  return rest;
};

/** Speaks to one client until it is gone: one question after the other, as a broker does. A paused container answers when it goes on. */
export const serveClient = (socket: Socket, container: DemoContainer, asked: Omit<Asked, 'gone'>): void => {
  const gone = new AbortController();
  let waiting: Buffer = Buffer.alloc(0);
  let turn = Promise.resolve();
  const isPaused = (): boolean => container.status === 'paused';
  const one = async (request: Buffer): Promise<void> => {
    while (isPaused() && !gone.signal.aborted) await asked.cluster.world.wait(200, gone.signal);
    if (gone.signal.aborted) return;
    const reply = await answer(request, {...asked, gone: gone.signal});
    if (reply === null) socket.destroy();
    else if (!gone.signal.aborted) socket.write(new Encoder().int32(reply.length).raw(reply).bytes());
  };
  socket.setNoDelay(true);
  socket.on('error', () => undefined); // the client went away
  socket.on('close', () => gone.abort());
  socket.on('data', chunk => {
    try {
      waiting = split(Buffer.concat([waiting, chunk]), request => {
        turn = turn.then(() => one(request)).catch(() => void socket.destroy()); // not our protocol
      });
    } catch {
      socket.destroy(); // somebody else's protocol
    }
  });
};
