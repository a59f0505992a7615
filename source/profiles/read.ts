import {type Document, LineCounter, parseDocument, type YAMLError} from 'yaml';
import type {Profile} from '../model/profile.js';
import {type Finding, findingsOf, lineOf} from './explain.js';
import type {ProfileProblem} from './problem.js';
import {profileSchema} from './schema.js';
import {nonsenseIn} from './sense.js';
import {toProfile} from './to-profile.js';

export interface ReadProfile {
  /** null when there is any problem: half a profile would mislead. */
  readonly profile: Profile | null;
  readonly problems: readonly ProfileProblem[];
}

/** A file that is wrong all over is no use line by line. */
const mostProblems = 25;

/** What is missing has no line: it comes after what is there. */
const lastLine = Number.MAX_SAFE_INTEGER;

/** More than anyone writes by hand; aliases of aliases would make gigabytes of a few lines. */
const mostAliases = 20;

/** The word that begins at a place of the text: a key. */
const wordAt = (text: string, offset: number): string =>
  /^["']?([^"':\n]*)/.exec(text.slice(offset, offset + 200))?.[1]?.trim() ?? '';

const yamlProblem = (file: string, text: string, lines: LineCounter, {code, message, pos}: YAMLError): ProfileProblem => {
  const {line} = lines.linePos(pos[0]);
  if (code === 'DUPLICATE_KEY')
    return {file, line, key: wordAt(text, pos[0]), message: 'is there already; take one of the two out'};
  if (code === 'MULTIPLE_DOCS') return {file, line, key: '', message: 'holds several documents; a profile is one, without ---'};
  return {file, line, key: '', message: `is not YAML: ${message}`};
};

const emptyMessage = 'is empty; stacktop profile STACK prints one to begin with';

type Plain = {readonly value: unknown} | {readonly message: string};

/** The document as plain data; a document that would grow without bounds is refused. */
const plainOf = (document: Document): Plain => {
  try {
    return {value: document.toJS({maxAliasCount: mostAliases})};
  } catch {
    return {message: 'repeats its parts (&, *) too often; write them out'};
  }
};

/**
 * Reads one profile from the text of its file. Never throws: what is wrong comes back as problems that name file, line and key, the first
 * 25 of them. `file` is only for the messages.
 */
export const readProfile = (file: string, text: string): ReadProfile => {
  const lines = new LineCounter();
  // Its warnings would go straight to stderr, and so across the screen.
  const document = parseDocument(text, {lineCounter: lines, prettyErrors: false, logLevel: 'error'});
  const whole = (message: string): ReadProfile => ({profile: null, problems: [{file, line: null, key: '', message}]});
  const failed = (problems: readonly ProfileProblem[]): ReadProfile => {
    const more = problems.length - mostProblems;
    const rest = more > 0 ? [{file, line: null, key: '', message: `and ${more} more; mend these first`}] : [];
    return {profile: null, problems: [...problems.slice(0, mostProblems), ...rest]};
  };
  if (document.errors.length > 0) return failed(document.errors.map(error => yamlProblem(file, text, lines, error)));
  const plain = plainOf(document);
  if ('message' in plain) return whole(plain.message);
  if (plain.value === null || plain.value === undefined) return whole(emptyMessage);
  const told = (findings: readonly Finding[]): readonly ProfileProblem[] =>
    findings
      .map(({path, message}) => ({file, line: lineOf(document, lines, path), key: path.map(String).join('.'), message}))
      .sort((a, b) => (a.line ?? lastLine) - (b.line ?? lastLine));
  const checked = profileSchema.safeParse(plain.value, {reportInput: true});
  if (!checked.success) return failed(told(checked.error.issues.flatMap(findingsOf)));
  const nonsense = nonsenseIn(checked.data);
  return nonsense.length > 0 ? failed(told(nonsense)) : {profile: toProfile(file, checked.data), problems: []};
};
