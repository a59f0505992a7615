import {type AgentRequest, maskPath} from '../model/agent-request.js';

/** Requests through a tunnel, as the agent's API tells them and does them again (ngrok.com/docs/agent/api). */

export const requestsPath = (limit: number): string => `/api/requests/http?limit=${limit}`;
export const replayPath = '/api/requests/http';

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? {...value} : {};
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);

/** Only what an agent gives as an id: it goes into a program's arguments where the API is reached from inside. */
const isId = (id: string): boolean => /^[\w.:-]{1,200}$/.test(id);

/** Longer paths are not looked at: only their start is ever drawn. */
const longestPath = 2000;

const read = (raw: unknown): AgentRequest[] => {
  const {id, tunnel_name, start, duration, request, response} = record(raw);
  if (!isId(text(id))) return [];
  const {method, uri} = record(request);
  const startedAt = Date.parse(text(start));
  const nanoseconds = number(duration);
  return [
    {
      id: text(id),
      tunnel: text(tunnel_name),
      method: text(method),
      path: maskPath(text(uri).slice(0, longestPath)),
      status: number(record(response).status_code),
      durationMs: nanoseconds === null ? null : nanoseconds / 1e6,
      startedAt: Number.isNaN(startedAt) ? null : startedAt,
    },
  ];
};

/** Reads the reply of `/api/requests/http`, newest first. Null when it is none. Secrets in paths do not get any further than here. */
export const requestsFromReply = (body: string): AgentRequest[] | null => {
  let reply: unknown;
  try {
    reply = JSON.parse(body);
  } catch {
    return null; // somebody else's page
  }
  const {requests} = record(reply);
  if (!Array.isArray(requests)) return null;
  return requests.flatMap(read).sort((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0));
};

/** What is sent to have a request made again. */
export const replayOf = ({id, tunnel}: Pick<AgentRequest, 'id' | 'tunnel'>): Readonly<Record<string, string>> =>
  isId(tunnel) ? {id, tunnel_name: tunnel} : {id};

/** The agent's own words of a refusal; '' when it says nothing. */
export const refusalIn = (body: string): string => {
  try {
    const {msg, details} = record(JSON.parse(body));
    return text(record(details).err) || text(msg);
  } catch {
    return ''; // not JSON: a page of something else
  }
};

/** The same from inside of the container, for images that have one of these programs. */
export const replayPrograms = (json: string): readonly (readonly string[])[] => {
  const url = `http://127.0.0.1:4040${replayPath}`;
  const type = 'Content-Type: application/json';
  return [
    ['curl', '-fsS', '-m', '5', '-H', type, '-d', json, url],
    ['wget', '-q', '-T', '5', '-O', '-', '--header', type, '--post-data', json, url],
  ];
};
