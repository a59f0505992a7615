import {maskProbe} from './secrets.js';

/** What stacktop's own question over HTTP found, for containers that have no check of their own. */
export interface HttpHealth {
  /** Times in ms since 1970: when it was asked last, and since when the health is this one. */
  readonly askedAt: number;
  readonly since: number;
  readonly health: 'healthy' | 'unhealthy' | 'starting';
  /** `:8000/health` */
  readonly asked: string;
  /** HTTP status; null when nobody answered. */
  readonly status: number | null;
  /** What it said in one line, secrets hidden; '' when that is nothing, or all is well. */
  readonly said: string;
  /** Answers in a row that were none. */
  readonly silences: number;
}

/** One answer: a status and the beginning of its body; null when nobody answered. */
export type HttpAnswer = {readonly status: number; readonly body: string} | null;

/** A page that says how a service is in a field of its own uses one of these names. */
const tellingFields = ['detail', 'error', 'message', 'reason', 'status'] as const;

const longest = 300;

const field = (value: unknown): string | null => {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : null;
};

const fromJson = (body: string): string | null => {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null) return null;
    const fields = new Map<string, unknown>(Object.entries(parsed));
    for (const name of tellingFields) {
      const text = field(fields.get(name));
      if (text) return text;
    }
  } catch {
    // no JSON: its text says it
  }
  return null;
};

/** A body in one line: the field that tells, else its first line of text. Not sanitised, but without secrets. */
export const saidIn = (body: string): string => {
  const text = fromJson(body) ?? body.replace(/<(style|script|head)[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' ');
  const line = text
    .split('\n')
    .map(part => part.replace(/\s+/g, ' ').trim())
    .find(part => part !== '');
  return maskProbe((line ?? '').slice(0, longest));
};

/** A service that has just started may be silent, or say that it is not ready, for this long. */
export const graceMs = 20_000;
/** One silence can be a busy moment. */
const silencesTaken = 1;

const healthAfter = (answer: HttpAnswer, silences: number, before: HttpHealth | null, isNew: boolean): HttpHealth['health'] => {
  if (answer && answer.status < 400) return 'healthy';
  if (isNew && before?.health !== 'healthy') return 'starting';
  if (answer || silences > silencesTaken) return 'unhealthy';
  return before?.health ?? 'starting';
};

/**
 * The health after one more answer. A status from 400 on counts at once, silence the second time. `startedAt` (ms since 1970) and
 * `slowStartMs`: how long the container may take until it serves.
 */
export const healthFrom = (
  before: HttpHealth | null,
  answer: HttpAnswer,
  {asked, now, startedAt, slowStartMs}: {asked: string; now: number; startedAt: number | null; slowStartMs: number | null},
): HttpHealth => {
  const silences = answer ? 0 : (before?.silences ?? 0) + 1;
  const isNew = startedAt !== null && now - startedAt < (slowStartMs ?? graceMs);
  const health = healthAfter(answer, silences, before, isNew);
  return {
    askedAt: now,
    since: before?.health === health ? before.since : now,
    health,
    asked,
    status: answer?.status ?? null,
    said: health === 'healthy' || !answer ? '' : saidIn(answer.body),
    silences,
  };
};
