import {createIntake, type LogDraft} from '../live/log-intake.js';
import type {Container} from '../model/container.js';
import type {Expression} from '../model/expression.js';
import {jsonLine, scriptLine, stampOf} from '../model/log-json.js';
import {gravityOf, type LogLevel} from '../model/log-level.js';
import type {LogLine} from '../model/log-line.js';
import {withoutColours} from '../model/log-text.js';
import {colouredText} from '../terminal/sanitise.js';
import type {Paint, Role, Theme} from '../terminal/theme.js';
import type {LogNames} from './log-names.js';
import type {LogChoice} from './options.js';

/** A line as it goes out, with its newline; '' when it does not. To be asked for every line of a source, in their order. */
export type Output = (source: number, line: LogLine) => string;

export type OutputChoice = Pick<LogChoice, 'grep' | 'level' | 'timestamps'>;

type Understood = (source: number, line: LogLine) => LogDraft;

/** Reads lines as the screen does. */
const createUnderstanding = (): Understood => {
  const intakes: ((line: LogLine) => LogDraft)[] = [];
  return (source, line) => {
    intakes[source] ??= createIntake(source);
    return intakes[source](line);
  };
};

/** Which lines are as grave as that: what goes on a line goes with it, what tells no level never does. */
const createGravity = (least: LogLevel | null): ((draft: LogDraft) => boolean) => {
  if (least === null) return () => true;
  const bound = gravityOf(least);
  const last: boolean[] = [];
  return ({source, level, continues}) => {
    if (!continues) last[source] = level !== null && gravityOf(level) >= bound;
    return last[source] ?? false;
  };
};

const createGrep =
  (grep: Expression | null): ((text: string) => boolean) =>
  text =>
    grep === null || grep.test(withoutColours(colouredText(text)));

/** An object a line. `containers` are those of the sources. */
export const jsonOutput = ({grep, level}: OutputChoice, containers: readonly Container[]): Output => {
  const understand = createUnderstanding();
  const isGrave = createGravity(level);
  const matches = createGrep(grep);
  return (source, line) => {
    const draft = understand(source, line);
    const container = containers[source];
    if (!isGrave(draft) || !matches(line.text) || !container) return '';
    return `${jsonLine(scriptLine(container, line, draft.level, withoutColours(draft.text)))}\n`;
  };
};

/** To a pipe or a file: what the container wrote, as far as it is UTF-8, behind the name of its source where that has one ('' is none). */
export const plainOutput = ({grep, level, timestamps}: OutputChoice, name: (source: number) => string): Output => {
  const understand = level === null ? null : createUnderstanding();
  const isGrave = createGravity(level);
  const matches = createGrep(grep);
  return (source, line) => {
    if (understand && !isGrave(understand(source, line))) return '';
    if (!matches(line.text)) return '';
    const stamp = timestamps && line.time !== null ? `${stampOf(line.time)} ` : '';
    const head = name(source);
    return `${head === '' ? '' : `${head} | `}${stamp}${line.text}\n`;
  };
};

/** Colours that no level has. */
const nameRoles: readonly Role[] = ['stack', 'memory', 'good', 'strong', 'text'];

const levelRoles: Readonly<Record<LogLevel, Role>> = {
  trace: 'dim',
  debug: 'dim',
  info: 'text',
  warn: 'warn',
  error: 'bad',
  fatal: 'alarm',
};

/** More places of a line are not marked: after each the rest of it may be read to its end. */
const mostMarked = 200;

/** What was looked for stands out, the rest is painted as the line is. */
const marked = (text: string, grep: Expression | null, own: Paint, match: Paint): string => {
  if (!grep) return own(text);
  let painted = '';
  let at = 0;
  let left = mostMarked;
  for (const [start, end] of grep.places(text)) {
    if (left-- === 0) break;
    painted += own(text.slice(at, start)) + match(text.slice(start, end));
    at = end;
  }
  return painted + own(text.slice(at));
};

/** To a terminal: nothing that could move its cursor; a program's own colours, else quiet ones for what is grave. */
export const terminalOutput = (
  {grep, level, timestamps}: OutputChoice,
  {paint, level: colours, ascii}: Theme,
  names: LogNames,
  name: (source: number) => string,
): Output => {
  const understand = createUnderstanding();
  const isGrave = createGravity(level);
  const matches = createGrep(grep);
  const bare = colours === 'none';
  const rule = ascii ? '|' : '│';
  return (source, line) => {
    const draft = understand(source, line);
    if (!isGrave(draft) || !matches(line.text)) return '';
    const shown = name(source);
    const own = bare ? 'text' : (nameRoles[names.index(source) % nameRoles.length] ?? 'text');
    const head = shown === '' ? '' : `${paint[own](shown)} ${bare ? rule : paint.line(rule)} `;
    const stamp = timestamps && line.time !== null ? `${stampOf(line.time)} ` : '';
    const text = bare ? withoutColours(draft.text) : draft.text;
    // The first line of a trace says that it is one.
    const grave = paint[draft.continues || draft.level === null ? 'text' : levelRoles[draft.level]];
    const painted = bare || text.includes('\u001b') ? text : marked(text, grep, grave, paint.match);
    return `${head}${bare ? stamp : paint.faint(stamp)}${painted}\n`;
  };
};
