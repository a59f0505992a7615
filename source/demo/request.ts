import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Duplex} from 'node:stream';
import type {Faults} from './faults.js';
import type {BodyFault} from './reply.js';
import type {ApiVersion} from './version.js';
import type {World} from './world/world.js';

/** An answer other than what was asked for; the server turns it into `{"message": …}`. */
export class HttpProblem extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** What every route is handed. */
export interface Context {
  readonly world: World;
  readonly faults: Faults;
  /** The engine's own version. */
  readonly engineVersion: ApiVersion;
  /** Number after the dot of the version this request speaks: 45. */
  readonly minor: number;
  /** Without version. */
  readonly path: string;
  /** What the route's pattern caught, decoded. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly bodyFault: BodyFault;
  /** Of an upgrade: the connection itself. */
  readonly hijacked: {readonly socket: Duplex; readonly head: Buffer} | null;
  /** The body as text, read to its end. */
  readonly body: () => Promise<string>;
}

/** Part `index` of the path. */
export const part = (context: Context, index: number): string => context.parts[index] ?? '';

/** As Go's api server reads it: all but '', '0', 'no', 'false' and 'none' is true (moby:api/server/httputils/form.go). */
export const flag = (context: Context, name: string, otherwise = false): boolean => {
  const value = context.query.get(name);
  if (value === null) return otherwise;
  return !['', '0', 'no', 'false', 'none'].includes(value.trim().toLowerCase());
};

/** The body as a JSON object; an empty one is `{}`, or 400 where one is needed. */
export const jsonBody = async (context: Context, needed = false): Promise<Record<string, unknown>> => {
  const text = (await context.body()).trim();
  if (text === '' && needed) throw new HttpProblem(400, 'got EOF while reading request body');
  if (text === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new HttpProblem(400, 'unexpected EOF');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new HttpProblem(400, 'json: cannot unmarshal value into Go value of type object');
  }
  return {...value};
};

/** What is wrong with a number in a query; engines up to 26 take it for a fault of their own. */
export const badNumber = (context: Pick<Context, 'minor'>, text: string): HttpProblem =>
  new HttpProblem(context.minor >= 46 ? 400 : 500, `strconv.Atoi: parsing "${text}": invalid syntax`);

/** `1700000000.5` or RFC 3339 as nanoseconds since 1970; null when it is not given (moby:daemon/logger timetypes). */
export const nanosOf = (text: string | null): bigint | null => {
  if (text === null || text === '') return null;
  const number = /^(\d+)(?:\.(\d{1,9}))?$/.exec(text);
  if (number?.[1] !== undefined) return BigInt(number[1]) * 1_000_000_000n + BigInt((number[2] ?? '').padEnd(9, '0'));
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new HttpProblem(400, `invalid timestamp "${text}"`);
  return BigInt(time) * 1_000_000n;
};

export type Filters = ReadonlyMap<string, readonly string[]>;

/** `{"label": ["a=b"]}` or the older `{"label": {"a=b": true}}`; a key that is not in `known` is refused. */
export const filtersOf = (context: Context, known: readonly string[]): Filters => {
  const text = context.query.get('filters');
  if (text === null || text === '') return new Map();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new HttpProblem(context.minor >= 42 ? 400 : 500, `invalid character '${text[0]}' looking for beginning of value`);
  }
  if (typeof value !== 'object' || value === null) throw new HttpProblem(400, 'invalid filter');
  return new Map(
    Object.entries(value).map(([key, given]: [string, unknown]) => {
      if (!known.includes(key)) {
        throw new HttpProblem(400, context.minor >= 42 ? `invalid filter '${key}'` : `Invalid filter '${key}'`);
      }
      if (Array.isArray(given)) return [key, given.map(String)];
      if (typeof given !== 'object' || given === null) throw new HttpProblem(400, 'invalid filter');
      return [key, Object.entries(given).flatMap(([name, on]) => (on === true ? [name] : []))];
    }),
  );
};
