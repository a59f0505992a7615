/** How grave a line is, from least to most. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof logLevels)[number];

export const gravityOf = (level: LogLevel): number => logLevels.indexOf(level);
export const isError = (level: LogLevel | null): boolean => level === 'error' || level === 'fatal';

/** Words for levels: of log4j, Python, Go, .NET, Rust, Postgres, MySQL, nginx, syslog, systemd, RabbitMQ, zerolog and logrus. */
const words: ReadonlyMap<string, LogLevel> = new Map([
  ...['trace', 'trce', 'trc', 'trac', 'finest', 'finer'].map(word => [word, 'trace'] as const),
  ...['debug', 'dbug', 'dbg', 'debu', 'verbose', 'fine', 'config'].map(word => [word, 'debug'] as const),
  ...['debug1', 'debug2', 'debug3', 'debug4', 'debug5'].map(word => [word, 'debug'] as const),
  ...['info', 'inf', 'information', 'informational', 'log', 'note', 'notice', 'system', 'success'].map(
    word => [word, 'info'] as const,
  ),
  ...['warn', 'warning', 'wrn'].map(word => [word, 'warn'] as const),
  ...['error', 'err', 'erro', 'eror', 'fail', 'severe'].map(word => [word, 'error'] as const),
  ...['fatal', 'fata', 'ftl', 'crit', 'critical', 'alert', 'emerg', 'emergency', 'panic', 'pani', 'pnc', 'dpanic'].map(
    word => [word, 'fatal'] as const,
  ),
]);

const longestWord = 13;

/** The level that a word names; null for any other word. */
export const levelFromWord = (word: string): LogLevel | null =>
  word.length > longestWord || word.length < 3 ? null : (words.get(word) ?? words.get(word.toLowerCase()) ?? null);

/** pino and bunyan count in tens. */
export const levelFromNumber = (value: number): LogLevel | null =>
  value >= 60
    ? 'fatal'
    : value >= 50
      ? 'error'
      : value >= 40
        ? 'warn'
        : value >= 30
          ? 'info'
          : value >= 20
            ? 'debug'
            : value >= 10
              ? 'trace'
              : null;

const letters: Readonly<Record<string, LogLevel>> = {
  T: 'trace',
  V: 'debug',
  D: 'debug',
  I: 'info',
  W: 'warn',
  E: 'error',
  C: 'fatal',
  F: 'fatal',
};

/** MongoDB, klog, Ruby and Tornado have one letter. */
export const levelFromLetter = (letter: string): LogLevel | null => letters[letter] ?? null;

/** RFC 5424 section 6.2.1: 0 emergency … 7 debug. */
const severities: readonly LogLevel[] = ['fatal', 'fatal', 'fatal', 'error', 'warn', 'info', 'info', 'debug'];

/** Of syslog's priority (facility × 8 + severity), which is also journald's and GELF's severity alone. */
export const levelFromPriority = (priority: number): LogLevel | null => severities[priority % 8] ?? null;

/** Redis' `serverLog`: debug, verbose, notice, warning. */
const redisSigns: Readonly<Record<string, LogLevel>> = {'.': 'debug', '-': 'debug', '*': 'info', '#': 'warn'};
export const levelFromRedis = (sign: string): LogLevel | null => redisSigns[sign] ?? null;

/** Of an HTTP answer: what failed on the server is an error, what the client did wrong a warning. */
export const levelFromStatus = (status: number): LogLevel => (status >= 500 ? 'error' : status >= 400 ? 'warn' : 'info');
