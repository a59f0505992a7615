import {between, chance, pick} from '../random.js';
import {dateTimeMs, err, out, redisTime, type Speaker, type Voice} from './voice.js';

const stamp = (time: number, pid: number | string) => `${dateTimeMs(time)} UTC [${pid}]`;

const tables = ['events', 'sessions', 'calls', 'messages', 'agent_memories'] as const;

const slowQuery = (speaker: Speaker, index: number, time: number) => {
  const table = pick(tables, speaker.seed, index, 'table');
  const pid = between(90, 4000, speaker.seed, index, 'pid');
  const took = (1000 + chance(speaker.seed, index, 'took') * 900).toFixed(3);
  return [
    err(`${stamp(time, pid)} LOG:  duration: ${took} ms  statement: SELECT id, created_at`),
    err(`\t  FROM ${table}`),
    err(`\t WHERE created_at > now() - interval '1 day' ORDER BY created_at DESC LIMIT 500`),
  ];
};

const duplicateKey = (speaker: Speaker, index: number, time: number) => {
  const table = pick(tables, speaker.seed, index, 'table');
  const at = stamp(time, between(90, 4000, speaker.seed, index, 'pid'));
  const key = between(1000, 99_000, speaker.seed, index, 'key');
  return [
    err(`${at} ERROR:  duplicate key value violates unique constraint "${table}_pkey"`),
    err(`${at} DETAIL:  Key (id)=(${key}) already exists.`),
    err(`${at} STATEMENT:  INSERT INTO ${table} (id, body) VALUES ($1, $2)`),
  ];
};

/** PostgreSQL's own format; it writes to standard error. */
export const postgresVoice: Voice = {
  opening: (_, time) => [
    out(''),
    out('PostgreSQL Database directory appears to contain a database; Skipping initialization'),
    out(''),
    err(`${stamp(time, 1)} LOG:  starting PostgreSQL on x86_64-pc-linux-musl, compiled by gcc, 64-bit`),
    err(`${stamp(time, 1)} LOG:  listening on IPv4 address "0.0.0.0", port 5432`),
    err(`${stamp(time, 1)} LOG:  listening on Unix socket "/var/run/postgresql/.s.PGSQL.5432"`),
    err(`${stamp(time, 29)} LOG:  database system was shut down at ${dateTimeMs(time).slice(0, 19)} UTC`),
    err(`${stamp(time, 1)} LOG:  database system is ready to accept connections`),
  ],
  closing: (_, time) => [
    err(`${stamp(time, 1)} LOG:  received fast shutdown request`),
    err(`${stamp(time, 1)} LOG:  aborting any active transactions`),
    err(`${stamp(time, 27)} LOG:  shutting down`),
    err(`${stamp(time, 1)} LOG:  database system is shut down`),
  ],
  period: 17_000,
  line: (speaker, index, time) => {
    const kind = chance(speaker.seed, index, 'kind');
    if (kind < 0.12) return slowQuery(speaker, index, time);
    if (kind < 0.17) return duplicateKey(speaker, index, time);
    if (kind < 0.55) return [err(`${stamp(time, 27)} LOG:  checkpoint starting: time`)];
    const buffers = between(3, 900, speaker.seed, index, 'buffers');
    const wrote = `wrote ${buffers} buffers (${(buffers / 163.84).toFixed(1)}%); 0 WAL file(s) added, 0 removed, 0 recycled`;
    return [err(`${stamp(time, 27)} LOG:  checkpoint complete: ${wrote}; write=${(buffers / 10).toFixed(3)} s, sync=0.004 s`)];
  },
};

/** Redis's own format: `pid:role date level message`. */
export const redisVoice: Voice = {
  opening: (_, time) => [
    out(`1:C ${redisTime(time)} # oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo`),
    out(`1:C ${redisTime(time)} # Redis version=7.2.4, bits=64, commit=00000000, modified=0, pid=1, just started`),
    out(`1:M ${redisTime(time)} * Running mode=standalone, port=6379.`),
    out(`1:M ${redisTime(time)} # WARNING Memory overcommit must be enabled! Without it, a background save may fail.`),
    out(`1:M ${redisTime(time)} * Server initialized`),
    out(`1:M ${redisTime(time)} * Ready to accept connections tcp`),
  ],
  closing: (_, time) => [
    out(`1:signal-handler (${Math.floor(time / 1000)}) Received SIGTERM scheduling shutdown...`),
    out(`1:M ${redisTime(time)} # User requested shutdown...`),
    out(`1:M ${redisTime(time)} * DB saved on disk`),
    out(`1:M ${redisTime(time)} # Redis is now ready to exit, bye bye...`),
  ],
  period: 61_000,
  line: (speaker, index, time) => {
    const pid = between(40, 9000, speaker.seed, index);
    return [
      out(`1:M ${redisTime(time)} * ${between(100, 400, speaker.seed, index, 'n')} changes in 300 seconds. Saving...`),
      out(`1:M ${redisTime(time)} * Background saving started by pid ${pid}`),
      out(`${pid}:C ${redisTime(time)} * DB saved on disk`),
      out(`1:M ${redisTime(time)} * Background saving terminated with success`),
    ];
  },
};

/** Chroma: uvicorn's lines, in colour, as it writes without a terminal too. */
export const chromaVoice: Voice = {
  opening: (_, time) => [
    out(`\u001b[32mINFO\u001b[0m:     [${dateTimeMs(time)}] Started server process [1]`),
    out(`\u001b[32mINFO\u001b[0m:     [${dateTimeMs(time)}] Waiting for application startup.`),
    out(`\u001b[32mINFO\u001b[0m:     [${dateTimeMs(time)}] Uvicorn running on http://0.0.0.0:8000 (Press CTRL+C to quit)`),
  ],
  closing: (_, time) => [out(`\u001b[32mINFO\u001b[0m:     [${dateTimeMs(time)}] Shutting down`)],
  period: 3100,
  line: (speaker, index, time) => {
    const collection = pick(['hypotheses', 'memories', 'notes'], speaker.seed, index, 'collection');
    const kind = chance(speaker.seed, index, 'kind');
    if (kind < 0.04) {
      return [
        err(
          `\u001b[33mWARNING\u001b[0m:  [${dateTimeMs(time)}] Number of requested results 40 is greater than number of elements in index ${between(3, 39, speaker.seed, index)}`,
        ),
      ];
    }
    const verb = kind < 0.4 ? 'query' : kind < 0.7 ? 'get' : 'add';
    return [
      out(
        `\u001b[32mINFO\u001b[0m:     [${dateTimeMs(time)}] ${'127.0.0.1'}:${between(30_000, 60_000, speaker.seed, index)} - "POST /api/v1/collections/${collection}/${verb} HTTP/1.1" \u001b[32m${verb === 'add' ? 201 : 200}\u001b[0m`,
      ),
    ];
  },
};
