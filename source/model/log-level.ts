/** How grave a line is, from least to most. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof logLevels)[number];

export const gravityOf = (level: LogLevel): number => logLevels.indexOf(level);
export const isError = (level: LogLevel | null): boolean => level === 'error' || level === 'fatal';

/** Words for levels: of log4j, Python, Go, .NET, Postgres, MySQL, nginx, syslog, systemd and RabbitMQ. */
const words: Readonly<Record<string, LogLevel>> = {
  trace: 'trace',
  trce: 'trace',
  finest: 'trace',
  verbose: 'debug',
  debug: 'debug',
  dbug: 'debug',
  debug1: 'debug',
  debug2: 'debug',
  debug3: 'debug',
  debug4: 'debug',
  debug5: 'debug',
  fine: 'debug',
  info: 'info',
  information: 'info',
  log: 'info',
  note: 'info',
  notice: 'info',
  system: 'info',
  warn: 'warn',
  warning: 'warn',
  error: 'error',
  err: 'error',
  eror: 'error',
  fail: 'error',
  severe: 'error',
  fatal: 'fatal',
  crit: 'fatal',
  critical: 'fatal',
  alert: 'fatal',
  emerg: 'fatal',
  emergency: 'fatal',
  panic: 'fatal',
};

/** The level that a word names; null for any other word. */
export const levelFromWord = (word: string): LogLevel | null => words[word.toLowerCase()] ?? null;

/** pino and bunyan count in tens; MongoDB and klog have one letter. */
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

const letters: Readonly<Record<string, LogLevel>> = {T: 'trace', D: 'debug', I: 'info', W: 'warn', E: 'error', F: 'fatal'};
export const levelFromLetter = (letter: string): LogLevel | null => letters[letter] ?? null;

/** RFC 5424 section 6.2.1: 0 emergency … 7 debug. */
const severities: readonly LogLevel[] = ['fatal', 'fatal', 'fatal', 'error', 'warn', 'info', 'info', 'debug'];
/** Redis' `serverLog`: debug, verbose, notice, warning. */
const redisSigns: Readonly<Record<string, LogLevel>> = {'.': 'debug', '-': 'debug', '*': 'info', '#': 'warn'};

const jsonLevel =
  /"(?:level|severity|lvl|loglevel|log\.level|levelname|@l|severity_text|SeverityText|Level|LEVEL)"\s*:\s*(?:"([A-Za-z]+)"|(\d+))/;
const mongoLevel = /^\{"t":\{.{0,80}?"s":"([A-Z])/;
const redis = /^\d+:[XCSM] \d\d \w{3} (?:\d{4} )?[\d:.]+ ([.*#-]) /;
const klog = /^([IWEF])\d{4} \d\d:\d\d:\d\d/;
const access = /^\S+ \S+ \S+ \[[^\]]{10,40}\] "[^"]{0,2000}" (\d)\d\d /;
/** Named by key (logfmt), in capitals, in brackets, or as the first word before a colon. The first one in the line counts. */
const anywhere =
  /\b(?:level|lvl|severity|loglevel)=["']?([A-Za-z]+)|(?<![\w/.=&?-])(TRACE|DEBUG[1-5]?|VERBOSE|INFO|NOTICE|WARN(?:ING)?|ERROR|ERR|SEVERE|FATAL|CRIT(?:ICAL)?|PANIC|ALERT|EMERG|LOG(?=:))(?![\w=/])|[[(](trace|debug|verbose|info|notice|note|system|warn|warning|error|err|fatal|crit|critical|alert|emerg|Note|System|Warning|Error)[\])]|^\s*(trce|dbug|trace|debug|info|warn|warning|error|fail|fatal|crit|critical|panic|Error|Warning|Fatal|Panic): /;
const trouble =
  /^(?:Traceback \(most recent|[\w.$]*(?:Exception|Error|Exit|Interrupt)(?::|$)|Exception in thread |goroutine \d+ \[|Caused by: )/;

/** Where in a line levels stand: further on it is the message. */
const headLength = 160;

/** The level a line tells, as plain text; null when it tells none. */
export const levelOf = (text: string): LogLevel | null => {
  const head = text.length > headLength ? text.slice(0, headLength) : text;
  const first = head.charCodeAt(0);
  if (first === 0x7b) {
    // JSON: its level may stand after a long message.
    const found = jsonLevel.exec(text);
    if (found) return found[1] ? levelFromWord(found[1]) : levelFromNumber(Number(found[2]));
    return levelFromLetter(mongoLevel.exec(head)?.[1] ?? '');
  }
  if (first === 0x3c) {
    const priority = /^<(\d{1,3})>/.exec(head)?.[1];
    if (priority !== undefined) return severities[Number(priority) % 8] ?? null;
  }
  const isDigit = first >= 0x30 && first <= 0x39;
  if (isDigit) {
    const sign = redis.exec(head)?.[1];
    if (sign !== undefined) return redisSigns[sign] ?? null;
  }
  const found = anywhere.exec(head);
  if (found) return levelFromWord(found[1] ?? found[2] ?? found[3] ?? found[4] ?? '');
  const letter = klog.exec(head)?.[1];
  if (letter !== undefined) return levelFromLetter(letter);
  const status = head.includes('] "') ? access.exec(text)?.[1] : undefined;
  if (status !== undefined) return status === '5' ? 'error' : status === '4' ? 'warn' : 'info';
  return trouble.test(head) ? 'error' : null;
};

const further =
  /^(?:[ \t]+\S|Caused by: |\.\.\. \d+ more|(?:DETAIL|HINT|STATEMENT|CONTEXT|QUERY|LOCATION): {2})|(?:^|\] )(?:DETAIL|HINT|STATEMENT|CONTEXT): {2}/;

/** Whether a line goes on what the one before it began: indented, a stack trace's frame, Postgres' details. */
export const goesOn = (text: string): boolean => {
  const first = text.charCodeAt(0);
  // Nearly all lines start with something else: those cost one comparison.
  if (first === 0x20 || first === 0x09) return further.test(text);
  return (
    (first === 0x43 || first === 0x2e || (first >= 0x30 && first <= 0x39) || (first >= 0x44 && first <= 0x53)) &&
    further.test(text.slice(0, 120))
  );
};
