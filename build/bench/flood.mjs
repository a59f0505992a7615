// A process of its own: an engine with one container, `flood`, whose log grows by as many lines a second as are asked for, and a crowd of
// others when more containers are wanted.
//   node build/bench/flood.mjs SOCKET LINES_A_SECOND [CONTAINERS]
// Line n was written at the time that its number tells, as in a file: who reads slowly reads old lines, and `tail` and `since` find theirs.
import fs from 'node:fs';
import http from 'node:http';
import {setTimeout as pause} from 'node:timers/promises';
import {importSource} from '../import-source.mjs';

const [socket = '', perSecond = '100000', containers = '1'] = process.argv.slice(2);
const rate = Number(perSecond);
const {startDemoEngine} = await importSource("export {startDemoEngine} from './source/demo/start.js';");
const demo = await startDemoEngine({systems: [], scale: Number(containers) - 1});
const behind = demo.host.replace('unix://', '');
demo.world.add('bench', 'flood');
/** The log is older than the readers, so that there is something to page through. */
const historySeconds = 2;
const born = Date.now() - historySeconds * 1000;
const lineAt = ms => Math.max(0, Math.ceil(((ms - born) * rate) / 1000));
const timeOf = line => born + (line * 1000) / rate;

/** What programs write; `#` is the line's number in nine digits, and each ends with the ms it was written at. */
const bodies = [
  '[app] INFO  request # of GET /api/items took 12 ms, 200, user=u31 written=',
  '{"level":30,"pid":1,"req":"#","msg":"order accepted by the desk","user":"u31","written":',
  'level=info msg="job # done" queue=mail took=31ms attempt=1 worker=w7 written=',
  '[2026-11-21 14:00:01,120] DEBUG Fetcher # polled a partition of orders, nothing new written=',
  'plain words of a program without levels, line number # of the flood written=',
];
const stampLength = '2026-11-21T14:00:00.000000000Z '.length;
const templates = bodies.map(body => {
  const text = Buffer.from(
    `${' '.repeat(stampLength)}${body.replace('#', '000000000')}0000000000000${body.startsWith('{') ? '}' : ''}\n`,
  );
  const header = Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(text.length, 4);
  // Each frame is a chunk of HTTP's, as dockerd flushes after each.
  const chunk = Buffer.from(`${(header.length + text.length).toString(16)}\r\n`);
  const stamp = chunk.length + header.length;
  const bytes = Buffer.concat([chunk, header, text, Buffer.from('\r\n')]);
  const written = bytes.length - 16 - (body.startsWith('{') ? 1 : 0);
  return {bytes, stamp, number: stamp + stampLength + body.indexOf('#'), written};
});
const longest = Math.max(...templates.map(({bytes}) => bytes.length));
const digits = (buffer, at, count, value) => {
  let rest = value;
  for (let place = at + count - 1; place >= at; place--) {
    buffer[place] = 48 + (rest % 10);
    rest = Math.floor(rest / 10);
  }
};

/** Lines `from` up to `to`, in frames. */
const framed = (from, to) => {
  const chunk = Buffer.allocUnsafe((to - from) * longest);
  let at = 0;
  let second = -1;
  let clock = '';
  for (let line = from; line < to; line++) {
    const {bytes, stamp, number, written} = templates[line % templates.length];
    bytes.copy(chunk, at);
    const ms = timeOf(line);
    const whole = Math.floor(ms / 1000);
    if (whole !== second) {
      second = whole;
      clock = `${new Date(whole * 1000).toISOString().slice(0, 19)}.`;
    }
    chunk.latin1Write(`${clock}000000000Z `, at + stamp);
    digits(chunk, at + stamp + clock.length, 9, Math.floor((ms - whole * 1000) * 1e6));
    digits(chunk, at + number, 9, line);
    digits(chunk, at + written, 13, Math.floor(ms));
    at += bytes.length;
  }
  return chunk.subarray(0, at);
};

const withResolver = () => {
  let resolve = () => {};
  const promise = new Promise(given => {
    resolve = given;
  });
  return {promise, resolve};
};
const drained = stream => new Promise(resolve => stream.once('drain', resolve));

const flood = async (query, response) => {
  const now = lineAt(Date.now());
  const tail = query.get('tail') ?? 'all';
  const since = Number(query.get('since') ?? 0) * 1000;
  let next = Math.max(tail === 'all' ? 0 : now - Number(tail), since > 0 ? lineAt(since) : 0);
  const type = 'application/vnd.docker.multiplexed-stream';
  response.writeHead(200, {'Content-Type': type, 'Api-Version': '1.45', 'Transfer-Encoding': 'chunked'}).flushHeaders();
  const {socket: reader} = response;
  const {promise: closed, resolve: close} = withResolver();
  response.on('close', close).on('error', close);
  reader.on('error', close);
  const follow = ['1', 'true'].includes(query.get('follow') ?? '');
  while (!response.destroyed && !reader.destroyed) {
    const end = Math.min(lineAt(Date.now()), next + 2000);
    if (end > next && !reader.write(framed(next, end))) await Promise.race([drained(reader), closed]);
    const isBehind = end === next + 2000;
    next = Math.max(next, end);
    if (!follow && !isBehind) return response.end();
    if (!isBehind) await pause(5);
  }
};

const server = http.createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://engine');
  if (/\/containers\/[^/]+\/logs$/.test(url.pathname)) return void flood(url.searchParams, response);
  const {method, headers} = request;
  const onward = http.request({socketPath: behind, method, path: request.url, headers}, answer => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    response.flushHeaders();
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  response.on('close', () => onward.destroy());
  request.pipe(onward);
});
fs.rmSync(socket, {force: true});
server.listen(socket, () => console.log('ready'));
const close = async () => {
  await demo.close();
  process.exit(0);
};
process.on('SIGTERM', close).on('SIGINT', close).on('disconnect', close);
