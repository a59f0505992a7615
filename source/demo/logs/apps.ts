import {between, chance, hex, pick} from '../random.js';
import {accessTime, dateTime, err, out, type Speaker, type Spoken, type Voice} from './voice.js';

const green = (text: string) => `\u001b[32m${text}\u001b[0m`;
const red = (text: string) => `\u001b[31m${text}\u001b[0m`;

const pythonTrace = (speaker: Speaker, index: number): readonly Spoken[] => [
  err(`${red('ERROR')}:    Exception in ASGI application`),
  err('Traceback (most recent call last):'),
  err('  File "/usr/local/lib/python3.11/site-packages/uvicorn/protocols/http/httptools_impl.py", line 411, in run_asgi'),
  err('    result = await app(self.scope, self.receive, self.send)'),
  err(`  File "/app/main.py", line ${between(40, 300, speaker.seed, index)}, in handle_event`),
  err('    patient = await sessions[call_id].load()'),
  err('              ~~~~~~~~^^^^^^^^^'),
  err(`KeyError: '${hex(8, speaker.seed, index)}'`),
];

/** A Python web service behind uvicorn: access lines in colour, now and then a webhook, seldom a trace. */
export const uvicornVoice = (paths: readonly string[], before: readonly string[] = []): Voice => ({
  opening: () => [
    ...before.map(out),
    err(`${green('INFO')}:     Started server process [1]`),
    err(`${green('INFO')}:     Waiting for application startup.`),
    err(`${green('INFO')}:     Application startup complete.`),
    err(`${green('INFO')}:     Uvicorn running on http://0.0.0.0:8000 (Press CTRL+C to quit)`),
  ],
  closing: () => [
    err(`${green('INFO')}:     Shutting down`),
    err(`${green('INFO')}:     Application shutdown complete.`),
    err(`${green('INFO')}:     Finished server process [1]`),
  ],
  period: 2300,
  line: (speaker, index) => {
    const kind = chance(speaker.seed, index, 'kind');
    if (kind < 0.012) return pythonTrace(speaker, index);
    const path = kind < 0.3 ? '/health' : pick(paths, speaker.seed, index, 'path');
    const [code, word] = kind > 0.985 ? [503, 'Service Unavailable'] : kind > 0.96 ? [404, 'Not Found'] : [200, 'OK'];
    const peer = `127.0.0.1:${between(32_000, 60_000, speaker.seed, index, 'peer')}`;
    const status = code < 400 ? green(`${code} ${word}`) : red(`${code} ${word}`);
    const method = path.includes('webhook') ? 'POST' : 'GET';
    return [out(`${green('INFO')}:     ${peer} - "${method} ${path} HTTP/1.1" ${status}`)];
  },
});

const resetTrace = [
  'Traceback (most recent call last):',
  '  File "/app/events.py", line 88, in publish',
  '    await producer.send(topic, event)',
  '  File "/usr/local/lib/python3.11/asyncio/streams.py", line 501, in _wait_for_data',
  '    await self._waiter',
  'ConnectionResetError: [Errno 104] Connection reset by peer',
].join('\n');

/** A service that writes one JSON object a line. */
export const jsonVoice = (logger: string, messages: readonly string[], period = 1900): Voice => {
  const record = (time: number, level: string, message: string, more: Readonly<Record<string, unknown>>) =>
    out(JSON.stringify({timestamp: new Date(time).toISOString(), level, logger, message, ...more}));
  return {
    opening: (_, time) => [record(time, 'info', 'starting', {version: '1.4.2'}), record(time, 'info', 'ready', {port: 8000})],
    closing: (_, time) => [record(time, 'info', 'received SIGTERM, finishing requests', {open: 0})],
    period,
    line: (speaker, index, time) => {
      const kind = chance(speaker.seed, index, 'kind');
      const message = pick(messages, speaker.seed, index, 'message');
      const more = {trace_id: hex(16, speaker.seed, index), ms: between(2, 180, speaker.seed, index, 'ms')};
      if (kind < 0.02)
        return [
          record(time, 'error', `${message} failed: connection reset by peer`, {...more, attempt: 1, exception: resetTrace}),
        ];
      if (kind < 0.08)
        return [record(time, 'warning', `${message} was slow`, {...more, ms: between(900, 4000, speaker.seed, index)})];
      return [record(time, 'info', message, more)];
    },
  };
};

/** nginx: access in the combined format on stdout, errors on stderr. */
export const nginxVoice: Voice = {
  opening: (_, time) => [
    out('/docker-entrypoint.sh: Configuration complete; ready for start up'),
    err(`${dateTime(time).replaceAll('-', '/')} [notice] 1#1: nginx/1.25.4`),
    err(`${dateTime(time).replaceAll('-', '/')} [notice] 1#1: start worker processes`),
  ],
  closing: (_, time) => [err(`${dateTime(time).replaceAll('-', '/')} [notice] 1#1: signal 15 (SIGTERM) received, exiting`)],
  period: 900,
  line: (speaker, index, time) => {
    const client = `203.0.113.${between(2, 250, speaker.seed, index, 'client')}`;
    const path = pick(['/', '/api/agents', '/api/sessions', '/api/events?limit=50', '/favicon.ico'], speaker.seed, index, 'path');
    if (chance(speaker.seed, index, 'kind') < 0.015) {
      const at = dateTime(time).replaceAll('-', '/');
      return [
        err(
          `${at} [error] 29#29: *${index} upstream timed out (110: Operation timed out) while reading response header from upstream, client: ${client}, request: "GET ${path} HTTP/1.1", upstream: "http://auren-api:8080${path}"`,
        ),
        out(`${client} - - [${accessTime(time)}] "GET ${path} HTTP/1.1" 504 167 "-" "Mozilla/5.0"`),
      ];
    }
    const bytes = between(120, 48_000, speaker.seed, index, 'bytes');
    return [out(`${client} - - [${accessTime(time)}] "GET ${path} HTTP/1.1" 200 ${bytes} "-" "Mozilla/5.0 (X11; Linux x86_64)"`)];
  },
};
