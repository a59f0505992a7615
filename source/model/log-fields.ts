import {isRecord, type LogRecord, quoted} from './log-record.js';

export type Field = readonly [name: string, value: string];

const messageKeys = [
  'msg',
  'message',
  'event',
  'MESSAGE',
  '@m',
  '@mt',
  'Message',
  'short_message',
  'body',
  'text',
  'error',
  'err',
];
const times = [
  'time',
  'ts',
  'timestamp',
  '@timestamp',
  '@t',
  'asctime',
  'datetime',
  'date',
  'T',
  'Timestamp',
  'eventTime',
  'time_iso8601',
];
const levels = [
  'level',
  'severity',
  'lvl',
  'loglevel',
  'log.level',
  'levelname',
  '@l',
  'severity_text',
  'SeverityText',
  'Level',
  'LEVEL',
  'LogLevel',
];
/** Told elsewhere on the screen. */
const toldKeys = new Set([...times, ...levels, 'levelno', 'level_value', 'PRIORITY', '@version', 'ecs.version']);
const ofRequest = new Set(['method', 'path', 'url', 'uri', 'status', 'statusCode', 'status_code']);

/** Names of what went wrong: they come last, in the colour of errors. */
export const isFaultName = (name: string): boolean =>
  /^(?:err|error|exception|exc_info|stack|stack_?trace|stackTrace|traceback|errorVerbose|@x|cause|panic|reason)$/.test(name);

/** Who in a program speaks. */
const speakers = ['logger', 'logger_name', 'logger.name', 'log.logger', 'loggerName', 'SourceContext', 'Category', 'caller'];
/** Python and bunyan: with others a name is one of what the line is about. */
const isSpeakerByName = ({levelname, level, name}: LogRecord): boolean =>
  typeof name === 'string' && (levelname !== undefined || typeof level === 'number');
const mostValue = 120;

const short = (text: string): string => (text.length > mostValue ? `${text.slice(0, mostValue)}…` : text);

/** One line of a text of several: of a Python traceback the last one, which says what happened. */
const tellingLine = (text: string): string => {
  if (!text.includes('\n')) return text;
  const lines = text.split('\n').filter(line => line.trim() !== '');
  const line = lines[0]?.startsWith('Traceback (') ? lines.at(-1) : lines[0];
  return (line ?? '').trim();
};

/** An error as an object: what pino, bunyan, zap, serde and .NET make of it. */
const faultText = (value: unknown): string | null => {
  if (typeof value === 'string') return tellingLine(value);
  if (!isRecord(value)) return null;
  const {message, msg, type, name, kind, stack} = value;
  const said = typeof message === 'string' ? message : typeof msg === 'string' ? msg : null;
  const sort = [type, name, kind].find(one => typeof one === 'string' && one !== '');
  if (said !== null) return tellingLine(typeof sort === 'string' && !said.startsWith(sort) ? `${sort}: ${said}` : said);
  return typeof stack === 'string' ? tellingLine(stack) : null;
};

const valueText = (name: string, value: unknown): string => {
  if (isFaultName(name)) {
    const fault = faultText(value);
    if (fault !== null) return fault;
  }
  if (typeof value === 'string') {
    const line = tellingLine(value);
    return quoted(short(line) + (line === value || line.endsWith('…') ? '' : '…'));
  }
  return short(JSON.stringify(value) ?? 'null');
};

/** Serilog's templates: `Hello {Name}`. */
const filled = (template: string, record: LogRecord): string =>
  template.replace(/\{[@$]?(\w+)(?:[,:][^}]*)?\}/g, (all, name: string) => {
    const value = record[name];
    return value === undefined ? all : typeof value === 'string' ? value : (JSON.stringify(value) ?? all);
  });

interface Shape {
  /** Names that say nothing in a container's log. */
  readonly dropped: ReadonlySet<string>;
  /** An object whose names stand as if they were the line's own. */
  readonly opened: string | null;
}

const nothing: ReadonlySet<string> = new Set();
const pino: Shape = {dropped: new Set(['pid', 'hostname', 'v']), opened: null};
const mongo: Shape = {dropped: new Set(['t', 's', 'id', 'svc']), opened: 'attr'};
const grafana: Shape = {dropped: new Set(['t']), opened: null};
const usual: Shape = {dropped: nothing, opened: null};
const gelf: Shape = {dropped: new Set(['version', 'host']), opened: null};
const caddy: Shape = {dropped: new Set(['bytes_read', 'user_id', 'resp_headers']), opened: null};
const journal: Shape = {dropped: new Set(['_HOSTNAME', '_PID', '_BOOT_ID', '_MACHINE_ID']), opened: null};

const shapeOf = (record: LogRecord): Shape => {
  if (typeof record.level === 'number' && record.level >= 10) return pino;
  if (isRecord(record.t) && typeof record.s === 'string') return mongo;
  if (typeof record.t === 'string' && record.lvl !== undefined) return grafana;
  if (isRecord(record.request) && record.resp_headers !== undefined) return caddy;
  if (record.short_message !== undefined) return gelf;
  if (record.MESSAGE !== undefined && record.PRIORITY !== undefined) return journal;
  // Grafana's later versions: `logger=… t=… level=…`.
  return typeof record.t === 'string' && record.level !== undefined ? grafana : usual;
};

const numberOf = (value: unknown): number | null => {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
};

const inner = (value: unknown): LogRecord => (isRecord(value) ? value : {});

interface Answered {
  readonly text: string;
  readonly status: number;
  readonly used: ReadonlySet<string>;
}

const firstText = (...values: readonly unknown[]): string | null => {
  const found = values.find(value => typeof value === 'string' && value !== '');
  return typeof found === 'string' ? found : null;
};

/** A duration with its unit, where the name or the kind of logger tells it. */
const tookOf = (record: LogRecord): readonly [string, string] | null => {
  const ms = ['responseTime', 'duration_ms', 'durationMs', 'elapsed_ms', 'latency_ms', 'ms', 'took_ms'];
  for (const name of ms) {
    const value = numberOf(record[name]);
    if (value !== null) return [name, `${Math.round(value * 10) / 10}ms`];
  }
  const seconds = numberOf(record.duration);
  // Caddy's are seconds.
  if (typeof record.duration === 'number' && seconds !== null && isRecord(record.request))
    return ['duration', `${Math.round(seconds * 10_000) / 10}ms`];
  const nanos = numberOf(record.Duration);
  if (nanos !== null && record.RequestMethod !== undefined) return ['Duration', `${Math.round(nanos / 1e5) / 10}ms`];
  for (const name of ['duration', 'latency', 'elapsed', 'took', 'latency_human']) {
    const value = record[name];
    if (typeof value === 'string' && /^[\d.]+ ?(?:[nµum]?s)$/.test(value)) return [name, value.replace(' ', '')];
  }
  return null;
};

/** A request that was answered, as pino-http, Caddy, Traefik, zap and others write it. */
const answeredOf = (record: LogRecord): Answered | null => {
  const http = inner(record.http);
  const request = {...inner(http.request), ...inner(record.request), ...inner(record.req)};
  const response = {...inner(http.response), ...inner(record.response), ...inner(record.res)};
  const method = firstText(
    record.method,
    record.RequestMethod,
    record.http_method,
    record.verb,
    record['http.method'],
    http.method,
    request.method,
  );
  const path = firstText(
    ...[record.path, record.RequestPath, record.url, record.uri, record.route, record['http.path'], record.http_path],
    ...[request.url, request.uri, request.path, http.path, http.url],
  );
  const status =
    numberOf(record.status) ??
    numberOf(
      record.status_code ?? record.statusCode ?? record.DownstreamStatus ?? record['http.status_code'] ?? record.http_status,
    ) ??
    numberOf(response.statusCode ?? response.status ?? response.status_code ?? http.status_code ?? http.statusCode);
  if (method === null || path === null || status === null || status < 100 || status > 599 || !/^[A-Z]{3,7}$/.test(method))
    return null;
  const took = tookOf(record);
  const used = new Set([
    ...[
      ...ofRequest,
      'RequestMethod',
      'RequestPath',
      'DownstreamStatus',
      'http_method',
      'verb',
      'http.method',
      'http.path',
      'http_path',
    ],
    ...['http.status_code', 'http_status', 'req', 'res', 'request', 'response', ...(took ? [took[0]] : [])],
  ]);
  // A route is told beside its URL.
  if (firstText(record.path, record.RequestPath, record.url, record.uri) === null) used.add('route');
  return {text: `${method} ${path} ${status}${took ? ` ${took[1]}` : ''}`, status, used};
};

/** A record as people read it: what it says, then the rest, errors last. */
export interface ReadRecord {
  readonly text: string;
  readonly fields: readonly Field[];
  readonly from: string | null;
  /** HTTP status at the head of the text; null when it is about no request. */
  readonly status: number | null;
}

/** `says`: whether it has its own message; without, all of it are fields. */
export const readRecord = (record: LogRecord, says = true): ReadRecord => {
  const shape = shapeOf(record);
  const answered = answeredOf(record);
  const messageKey = says ? messageKeys.find(name => typeof record[name] === 'string' && record[name] !== '') : undefined;
  const said = messageKey === undefined ? '' : tellingLine(String(record[messageKey]));
  const message = messageKey === '@mt' ? filled(said, record) : said;
  const fromKey = isSpeakerByName(record) ? 'name' : speakers.find(name => typeof record[name] === 'string');
  const isHidden = (name: string): boolean =>
    name === messageKey ||
    name === fromKey ||
    toldKeys.has(name) ||
    shape.dropped.has(name) ||
    (answered?.used.has(name) ?? false) ||
    (messageKey === '@mt' && said.includes(`{${name}}`));
  const opened = shape.opened === null ? [] : Object.entries(inner(record[shape.opened]));
  const all = [...Object.entries(record).filter(([name]) => name !== shape.opened), ...opened].filter(
    ([name, value]) => !isHidden(name) && value !== null && value !== '',
  );
  const faults = all.filter(([name]) => isFaultName(name));
  const hasError = faults.some(([name]) => /^(?:err|error|exception)$/.test(name));
  // A stack beside its error says nothing more in one line.
  const shown = [
    ...all.filter(([name]) => !isFaultName(name)),
    ...faults.filter(([name]) => !(hasError && /^(?:stack|stack_?trace|stackTrace|errorVerbose|traceback)$/.test(name))),
  ];
  const fields = shown.map(([name, value]): Field => [name, valueText(name, value)]);
  const text = answered === null ? message : message === '' ? answered.text : `${answered.text} ${message}`;
  return {
    text,
    fields,
    from: fromKey === undefined ? null : String(record[fromKey]),
    status: answered?.status ?? null,
  };
};
