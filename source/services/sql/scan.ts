/** PostgreSQL's and MySQL's strings and comments differ; a scanner of the wrong one can be talked out of seeing a statement. */
export type Dialect = 'postgres' | 'mysql';

export interface Token {
  /** `word` is in capitals; of `name` (quoted) and `text` (a string) it is what stands inside; the rest is one character. */
  readonly kind: 'word' | 'name' | 'text' | 'sign';
  readonly text: string;
  /** A word as it was written. */
  readonly written: string;
  /** Round brackets around it. */
  readonly depth: number;
}

export interface Statement {
  readonly tokens: readonly Token[];
  /** A backslash command of psql that ends the statement, with its arguments; null when a semicolon or the end does. */
  readonly meta: string | null;
}

/** Where the block comment that starts at `start` ends; those of PostgreSQL nest. */
const commentEnd = (text: string, start: number, dialect: Dialect): number => {
  let depth = 0;
  for (let index = start; index < text.length; index += 1) {
    const two = text.slice(index, index + 2);
    if (two === '*/') {
      depth -= 1;
      index += 1;
      if (depth === 0) return index + 1;
    } else if (two === '/*' && (depth === 0 || dialect === 'postgres')) {
      depth += 1;
      index += 1;
    }
  }
  return text.length;
};

/** Where the quoted piece that starts at `start` ends: a doubled quote goes on, and after a backslash where it escapes. */
const quoteEnd = (text: string, start: number, escapes: boolean): number => {
  const quote = text[start];
  for (let index = start + 1; index < text.length; index += 1) {
    if (escapes && text[index] === '\\') index += 1;
    else if (text[index] === quote) {
      if (text[index + 1] !== quote) return index + 1;
      index += 1;
    }
  }
  return text.length;
};

const lineEnd = (text: string, start: number): number => {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
};

interface Piece {
  readonly kind: Token['kind'] | 'space' | 'meta';
  readonly end: number;
  readonly text: string;
}

const space = (end: number): Piece => ({kind: 'space', end, text: ''});

const postgresPiece = (rest: string, text: string, at: number): Piece | null => {
  const tag = /^\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/.exec(rest)?.[0];
  if (tag !== undefined) {
    const close = text.indexOf(tag, at + tag.length);
    const end = close < 0 ? text.length : close;
    return {kind: 'text', end: Math.min(text.length, end + tag.length), text: text.slice(at + tag.length, end)};
  }
  if (/^[eE]'/.test(rest)) {
    const end = quoteEnd(text, at + 1, true);
    return {kind: 'text', end, text: text.slice(at + 2, end - 1)};
  }
  if (rest.startsWith('"')) {
    const end = quoteEnd(text, at, false);
    return {kind: 'name', end, text: text.slice(at + 1, end - 1).replaceAll('""', '"')};
  }
  if (rest.startsWith('\\;')) return {kind: 'meta', end: at + 2, text: ''};
  if (rest.startsWith('\\')) {
    const end = lineEnd(text, at);
    return {kind: 'meta', end, text: text.slice(at, end).trim()};
  }
  return null;
};

const mysqlPiece = (rest: string, text: string, at: number): Piece | null => {
  if (rest.startsWith('#')) return space(lineEnd(text, at));
  const runs = /^\/\*(?:M?!\d*)/.exec(rest); // the server runs what stands in a comment of this kind
  if (runs) return space(at + runs[0].length);
  if (rest.startsWith('*/')) return space(at + 2);
  if (rest.startsWith('`')) {
    const end = quoteEnd(text, at, false);
    return {kind: 'name', end, text: text.slice(at + 1, end - 1).replaceAll('``', '`')};
  }
  if (rest.startsWith('"')) {
    const end = quoteEnd(text, at, true);
    return {kind: 'text', end, text: text.slice(at + 1, end - 1)};
  }
  if (/^\\[a-zA-Z!.]/.test(rest)) {
    const end = lineEnd(text, at);
    return {kind: 'meta', end, text: text.slice(at, end).trim()};
  }
  return null;
};

const pieceAt = (text: string, at: number, dialect: Dialect): Piece => {
  const rest = text.slice(at, at + 80); // longer than any opening
  const blank = /^\s+/.exec(rest)?.[0];
  if (blank !== undefined) return space(at + blank.length);
  if (dialect === 'postgres' ? rest.startsWith('--') : /^--(\s|$)/.test(rest)) return space(lineEnd(text, at));
  const special = dialect === 'postgres' ? postgresPiece(rest, text, at) : mysqlPiece(rest, text, at);
  if (special) return special;
  if (rest.startsWith('/*')) return space(commentEnd(text, at, dialect));
  if (rest.startsWith("'")) {
    const end = quoteEnd(text, at, dialect === 'mysql');
    return {kind: 'text', end, text: text.slice(at + 1, end - 1).replaceAll("''", "'")};
  }
  const word = /^[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/.exec(text.slice(at, at + 200))?.[0];
  if (word !== undefined) return {kind: 'word', end: at + word.length, text: word};
  const number = /^\d[\w.]*/.exec(rest)?.[0];
  if (number !== undefined) return {kind: 'sign', end: at + number.length, text: number};
  return {kind: 'sign', end: at + 1, text: rest[0] ?? ''};
};

/** The statements of a text: comments are left out, strings are strings, and what stands in brackets knows it. Empty statements are left out. */
export const statementsOf = (text: string, dialect: Dialect): readonly Statement[] => {
  const statements: Statement[] = [];
  let tokens: Token[] = [];
  let depth = 0;
  const flush = (meta: string | null): void => {
    if (tokens.length > 0 || meta !== null) statements.push({tokens, meta});
    tokens = [];
    depth = 0;
  };
  for (let at = 0; at < text.length; ) {
    const piece = pieceAt(text, at, dialect);
    at = piece.end;
    if (piece.kind === 'space') continue;
    if (piece.kind === 'meta') flush(piece.text === '' ? null : piece.text);
    else if (piece.kind === 'sign' && piece.text === ';') flush(null);
    else {
      if (piece.text === ')' && piece.kind === 'sign') depth = Math.max(0, depth - 1);
      tokens.push({
        kind: piece.kind,
        text: piece.kind === 'word' ? piece.text.toUpperCase() : piece.text,
        written: piece.text,
        depth,
      });
      if (piece.text === '(' && piece.kind === 'sign') depth += 1;
    }
  }
  flush(null);
  return statements;
};
