import {sqlDanger} from '../sql/danger.js';
import {statementReads} from '../sql/reads.js';
import {statementsOf} from '../sql/scan.js';

/** Backslash commands of a line, each with its arguments up to the line's end (which may hold further ones). */
const metasOf = (text: string): readonly string[] =>
  statementsOf(text, 'postgres').flatMap(({meta}) => (meta === null ? [] : [meta]));

const nameOf = (meta: string): string => /^\\(\w+|[!?;])/.exec(meta)?.[1] ?? '';

const dangerousMetas: Readonly<Record<string, string>> = {
  '!': 'runs a shell command that is not checked',
  i: 'runs a file that is not seen here',
  ir: 'runs a file that is not seen here',
  include: 'runs a file that is not seen here',
  include_relative: 'runs a file that is not seen here',
  gexec: 'runs whatever its query answers',
  lo_unlink: 'deletes a large object',
};

/** What a text for psql (SQL and backslash commands) would lose, in words; null when nothing. */
export const textDanger = (text: string): string | null => {
  for (const meta of metasOf(text)) {
    const found = dangerousMetas[nameOf(meta)] ?? (/`/.test(meta) ? 'runs a shell command that is not checked' : null);
    if (found !== null) return found;
    if (/^\\copy\b.*\b(from|to)\s+program\b/is.test(meta) || /^\\(o|out|w|write|g|gx)\s*\|/.test(meta))
      return 'runs a shell command that is not checked';
    const inside = /^\\\w+\s+([\s\S]*)$/.exec(meta)?.[1] ?? '';
    if (/\\(!|i\b|ir\b|include|gexec)/.test(inside)) return textDanger(inside.slice(inside.indexOf('\\')));
  }
  return hiddenInVariable(text) ?? sqlDanger(text, 'postgres');
};

/** `\set` and its kind fill a variable, and `:name` puts it into the SQL: what then runs is not seen. */
const hiddenInVariable = (text: string): string | null =>
  /\\(set|gset|getenv|prompt)\b/.test(text) && /(^|[^:\w]):['"{?]?[A-Za-z_]/.test(text)
    ? 'runs what its variables hold, which is not seen here'
    : null;

/** Backslash commands that show something, and change nothing but what this psql prints. */
const readingMetas =
  /^\\(d\w*\+?|dS|l\+?|list\+?|z|s[fv]\+?|conninfo|encoding|x|a|t|timing|pset|H|C|f|T|\?|h|help|q|echo|warn|errverbose|gdesc|crosstabview|copyright)(\s|$)/;

/** Whether a text for psql is known to only read. */
export const textReads = (text: string): boolean => {
  const statements = statementsOf(text, 'postgres');
  if (statements.length === 0) return false;
  return statements.every(statement => {
    const {meta} = statement;
    if (!statementReads(statement)) return false;
    if (meta === null) return true;
    if (/`|\||\\/.test(meta.slice(1))) return false;
    return readingMetas.test(meta) || /^\\gx?$/.test(meta) || /^\\watch(\s+[\d.]+)?$/.test(meta);
  });
};

/** Backslash commands that want a person in front of them: without a terminal `\password` takes the end of input for an empty one and clears it. */
export const wantsTerminal = (text: string): string | null => {
  for (const meta of metasOf(text)) {
    const found = /\\(password|prompt|e|edit|ef|ev|s)\b(?!\S)/.exec(meta)?.[0];
    if (found !== undefined) return found;
  }
  return null;
};

/** Whether it goes on until it is stopped. */
export const isEndless = (text: string): boolean => metasOf(text).some(meta => /\\watch\b/.test(meta));

/** A text that answers with rows and nothing else. */
export const answersRows = (text: string): boolean => {
  const statements = statementsOf(text, 'postgres');
  return (
    statements.length === 1 &&
    statements.every(
      ({tokens, meta}) =>
        meta === null && /^(SELECT|TABLE|VALUES|WITH|SHOW)$/.test(tokens[0]?.text ?? '') && tokens[0]?.kind === 'word',
    )
  );
};

/** Output that is SQL itself: `\sf`, `\sv`, definitions. */
export const answersSql = (text: string): boolean =>
  /^\s*\\s[fv]\b|\bpg_get_(viewdef|functiondef|indexdef|triggerdef|ruledef)\b/i.test(text);
