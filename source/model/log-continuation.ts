import type {LogHead} from './log-head.js';
import {isError, type LogLevel} from './log-level.js';

/** Lines that one message has at most, and ms that pass at most between two of them: a source that never begins anew ends here. */
const mostLines = 1000;
const mostMs = 2000;
const longest = 2000;

/** What a message that goes on is, as far as it decides about the next line. */
type Trace = 'none' | 'python' | 'python-end' | 'python-chain' | 'go' | 'rust' | 'node' | 'sql';

/** Whatever came before: a part of a trace that never stands alone. */
const further =
  /^(?:Caused by:(?: |$)|LINE \d+: |\(Use `node --trace|Suppressed: |\.\.\. \d+ (?:more|common)|\.\.\. suppressed \d+|at \S+ ?\(.*\)$|---? ?End of |Stack trace:$|Stack backtrace:$|stack backtrace:$|\[stacktrace\]$|#\d+ (?:\/|\{main\}|\[internal|0x|\S+\()|note: (?:run with|Some details|using|be aware)|Node\.js v\d|PHP (?:Stack trace:| +\d+\. )|"\}|During handling of the above exception|The above exception was the direct|(?:DETAIL|HINT|STATEMENT|CONTEXT|QUERY|LOCATION): {2})/;
/** What those begin with: `"#(-.[`, capitals, a, n and s. */
const mayGoFurther = (code: number): boolean =>
  (code >= 0x41 && code <= 0x5b) || (code >= 0x22 && code <= 0x2e) || code === 0x61 || code === 0x6e || code === 0x73;
const rubyFrame = /^\S+\.(?:rb|erb):\d+:in [`'][^']*'$/;
const closers = /^[\])}]+[\])},;:]*(?: ?[{[(])?$/;
/** An exception of Java or .NET with its package: it follows the line that says what failed. */
const qualified = /^(?:[A-Za-z_]\w*\.)+[A-Z][\w$]*(?:Exception|Error|Throwable|Failure)\b/;
/** One of Node or Elixir, after a line that says that something failed. */
const unqualified = /^(?:[A-Z]\w*)?(?:Error|Exception)(?::|$)|^\*\* \(/;
/** zap's traces: a function's name alone, with its package. */
const goFunction = /^(?:[\w.-]+\/)*[\w-]+\.[\w.()*·[\]]+$/;
const pythonLast = /^[A-Za-z_][\w.]*(?::(?: |$)|$)/;
const pythonMore = /^(?:\[SQL: |\[parameters: |\(Background on this error|LINE \d+: |[\w.[\]-]+$|For further information)/;
const goMore =
  /^(?:goroutine \d+ |created by |exit status \d|\[signal |\[recovered|runtime: |runtime\.|\.\.\.|[a-z]{1,6}\d{0,2} +0x[\da-f]+$|[\w./*()\-[\]{}·$%@~]+\(.*\)$)/;
const goStart = /^(?:panic: |fatal error: |goroutine \d+ \[|SIG[A-Z]{3,4}: )|panic serving /;
const nodeStart = /^(?:file:\/\/)?(?:\/|node:)\S+:\d+$/;
const nodeError = /^(?:Uncaught |\[?[\w$.]*(?:Error|Exception)\b|throw )/;
const sqlWords =
  /^(?:FROM|WHERE|AND|OR|ORDER BY|GROUP BY|LIMIT|OFFSET|(?:LEFT |RIGHT |INNER |OUTER |CROSS |FULL )*JOIN|SET|VALUES|RETURNING|UNION|HAVING|ON)\b/;
const sqlStart = /\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER)\b/;
const npm = /^npm (?:ERR!|error)/;
const group = /^ {2}\+ Exception Group Traceback /;
const request = /^ {1,2}(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \//;

/** Lines of a table that is drawn with characters. */
const isTable = (line: string): boolean => {
  const first = line.charCodeAt(0);
  if (first >= 0x2500 && first <= 0x257f) return true;
  return (first === 0x7c || first === 0x2b) && /^(?:\|.*\||\+[-=+]+\+)\s*$/.test(line);
};

/** Signs that programs begin a message with, behind a space or two: arrows, ticks, circles, warnings; no lines of tables. */
const isSign = (code: number): boolean => code >= 0x2190 && code <= 0x2bff && !(code >= 0x2500 && code <= 0x257f);

const isBlank = (line: string): boolean => {
  const first = line.charCodeAt(0);
  return Number.isNaN(first) || ((first === 0x20 || first === 0x09) && line.trim() === '');
};

const indentOf = (line: string): number => {
  let at = 0;
  while (line.charCodeAt(at) === 0x20) at += 1;
  return at;
};

/** One line of a source. */
export interface Continued {
  readonly line: string;
  /** null where it is JSON. */
  readonly head: LogHead | null;
  /** As it says itself. */
  readonly level: LogLevel | null;
  /** ms since 1970; null when it is not known. */
  readonly time: number | null;
}

/** Whether a line goes on the message that the lines of its source before it make: called with each line of a source, in order. */
export const createContinuation = (): ((line: Continued) => boolean) => {
  let before: Continued | null = null;
  let headLevel: LogLevel | null = null;
  let isHeadHeaded = false;
  let lines = 0;
  /** Only empty lines followed the first one. */
  let isBare = true;
  let trace: Trace = 'none';

  const isOfIndented = ({line, head, level}: Continued): boolean => {
    if (line.charCodeAt(0) === 0x09 || (trace !== 'none' && trace !== 'sql')) return true;
    const indent = indentOf(line);
    const sign = line.charCodeAt(indent);
    if (isSign(sign) || (indent === 1 && sign === 0x2a)) return false;
    if (group.test(line)) return isBare && (headLevel === 'warn' || isError(headLevel));
    if (level !== null && request.test(line)) return false;
    // A head that is set in: right when a time stands there, or a level that nothing set in stands before.
    const isTimed = head?.headed === true && /^\s*\[?\d/.test(line);
    return !isTimed && !(head?.headed === true && lines === 0 && indent < 6);
  };

  const isOfTrace = (line: string): boolean => {
    switch (trace) {
      case 'python':
        return pythonLast.test(line);
      case 'python-end':
        return (
          pythonMore.test(line) &&
          (!/^[\w.[\]-]+$/.test(line) ||
            before?.line.includes('validation error') === true ||
            before?.line.startsWith('    ') === true)
        );
      case 'python-chain':
        return line.startsWith('Traceback (');
      case 'go':
        return goMore.test(line) || goFunction.test(line);
      case 'rust':
        return lines === 0;
      case 'node':
        return isBare || nodeError.test(line);
      default:
        return false;
    }
  };

  /** What may follow the first line of a message alone. */
  const isOfHead = (line: string): boolean => {
    if (!isBare) return false;
    if (line.startsWith('Traceback (')) return headLevel === 'warn' || isError(headLevel);
    if (line.startsWith('goroutine ')) return isError(headLevel);
    if (!isHeadHeaded) return false;
    if (qualified.test(line)) return true;
    return isError(headLevel) && (unqualified.test(line) || (before?.line.includes('\t') === true && goFunction.test(line)));
  };

  /** `Error: no card` begins as a line of a logger does. */
  const isBareHeadError = ({line}: Continued): boolean =>
    trace === 'node' ? nodeError.test(line) : isBare && isError(headLevel) && unqualified.test(line);

  const goesOn = (now: Continued): boolean => {
    const {line, head} = now;
    const first = line.charCodeAt(0);
    if (head?.detail) return true;
    if (isBlank(line)) return before !== null && (lines > 0 || trace !== 'none' || isError(headLevel));
    if (first === 0x20 || first === 0x09) return isOfIndented(now);
    // No line of a trace is as long: the patterns below would be slow.
    if (line.length > longest) return false;
    if (before === null) return mayGoFurther(first) && further.test(line);
    // An object in one line is a message.
    if (head === null) return false;
    if (first === 0x6e && npm.test(line)) return npm.test(before.line);
    if ((trace === 'node' || isHeadHeaded) && isBareHeadError(now)) return true;
    if (head.headed && !(trace === 'python' && lines > 0 && pythonLast.test(line) && !/^[\d[]/.test(line))) return false;
    if (trace !== 'none' && isOfTrace(line)) return true;
    if (isOfHead(line) || (mayGoFurther(first) && further.test(line))) return true;
    if ((lines > 0 || isError(headLevel)) && rubyFrame.test(line)) return true;
    if ((first === 0x7d || first === 0x5d || first === 0x29) && closers.test(line)) return lines > 0;
    if (first >= 0x41 && first <= 0x57 && sqlWords.test(line)) return trace === 'sql' || sqlStart.test(before.line);
    return isTable(line) && isTable(before.line);
  };

  const traceAfter = ({line, head}: Continued, continues: boolean): Trace => {
    if (isBlank(line)) return trace;
    if (line.startsWith('Traceback (')) return 'python';
    const first = line.charCodeAt(0);
    if (continues) {
      if (trace === 'node' && nodeError.test(line)) return 'none';
      if (trace === 'python' && first !== 0x20 && first !== 0x09) return 'python-end';
      if (line.startsWith('During handling of') || line.startsWith('The above exception')) return 'python-chain';
      if (trace === 'none' && (line.startsWith('goroutine ') || (isBare && goFunction.test(line)))) return 'go';
      return trace === 'none' && sqlWords.test(line) ? 'sql' : trace;
    }
    const message = head === null || head.start === 0 ? line : line.slice(head.start);
    const code = message.charCodeAt(0);
    // p, f, g, h, S and t: of what begins the others.
    if ((code === 0x70 || code === 0x66 || code === 0x67 || code === 0x68 || code === 0x53) && goStart.test(message)) return 'go';
    if (code === 0x74 && /^thread '.{0,80}' (?:\(\d+\) )?panicked at .*:$/.test(message)) return 'rust';
    return (code === 0x2f || code === 0x66 || code === 0x6e) && nodeStart.test(message) ? 'node' : 'none';
  };

  return now => {
    const isLate = before?.time != null && now.time !== null && now.time - before.time > mostMs;
    const isNew = isLate || lines >= mostLines;
    if (isNew) trace = 'none';
    const continues = !isNew && goesOn(now);
    trace = traceAfter(now, continues);
    if (continues) {
      lines += 1;
      isBare &&= isBlank(now.line);
    } else {
      lines = 0;
      isBare = true;
      headLevel = now.level;
      isHeadHeaded = now.head === null || (now.head.headed && !unqualified.test(now.line));
    }
    before = now;
    return continues;
  };
};
