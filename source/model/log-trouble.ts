import type {LogLevel} from './log-level.js';

/** An exception's name: `java.io.IOException`, `requests.exceptions.Timeout` only inside a trace, `TypeError`, `KafkaConnectionError`. */
const named =
  /^(?:Uncaught (?:\(in promise\) )?|Unhandled exception\. |Unhandled Rejection: )?(?:[\w$]+(?:\.|::|\\))*[A-Z][\w$]*(?:Exception|Error|Exit|Interrupt|Panic)(?:: |:$|$| \[|\(|`)/;
const fatal =
  /^(?:panic: |fatal error: |thread '[^']{0,80}'(?: \(\d+\))? panicked at |\[?signal SIG(?:SEGV|ABRT|BUS)|SIG(?:SEGV|ABRT|BUS): |Segmentation fault|Aborted(?: \(core dumped\))?$|Bus error|FATAL ERROR: |Out of memory: Kill|PHP (?:Fatal|Parse) error: )/;
const wrong =
  /^(?:Traceback \(most recent|Exception in thread |goroutine \d+ \[|Caused by: |Unhandled |UnhandledPromise|Uncaught |http: panic serving |npm (?:ERR!|error) |yarn error |Internal Server Error: |\[?vite\]? (?:Internal server error|error)|(?:\/\S+\/)?(?:ba|da|a)?sh: .{1,200}(?:not found|[Pp]ermission denied|No such file)|exec \S{1,200}: |make(?:\[\d+\])?: \*\*\* |\w+Error \(|\*\* \(\w|\S+\.rb:\d+:in .{0,300}\((?:\w+::)*\w*(?:Error|Exception)\)$|\+ Exception Group Traceback|Killed$|[\u2a2f\u2717\u2718\u274c] )/;
const warned =
  /^(?:PHP (?:Warning|Deprecated): |npm (?:WARN|warn) |yarn warning |\(node:\d+\) (?!UnhandledPromise)|Not Found: \/|Bad Request: |Forbidden|[\w./<>-]{1,200}:\d+: \w*Warning: |\[?WARNING\]? |\u26a0)/;
const noted = /^PHP Notice: /;
const nodeRejection = /^\(node:\d+\) UnhandledPromise/;

/** `(`, `*`, `+`, `/`, `[` and signs of warning. */
const signs: ReadonlySet<number> = new Set([0x28, 0x2a, 0x2b, 0x2f, 0x5b, 0x26a0, 0x2a2f, 0x2717, 0x2718, 0x274c]);

/** The level of a message whose words alone tell that something went wrong; null when they do not. */
export const troubleOf = (message: string): LogLevel | null => {
  const first = message.charCodeAt(0);
  // Capitals, or one of the few words in small letters: most other lines are seen here to be none.
  const isLetter = (first >= 0x41 && first <= 0x5a) || (first >= 0x61 && first <= 0x7a);
  if (!isLetter && !signs.has(first)) return null;
  if (fatal.test(message)) return 'fatal';
  if (wrong.test(message) || nodeRejection.test(message)) return 'error';
  if (named.test(message)) return 'error';
  if (warned.test(message)) return 'warn';
  return noted.test(message) ? 'info' : null;
};
