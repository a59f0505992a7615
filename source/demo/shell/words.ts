/** A command of a line, with what comes between it and the one before. */
export interface Simple {
  readonly join: 'always' | 'and' | 'or' | 'pipe';
  readonly words: readonly string[];
  /** Streams sent to /dev/null. */
  readonly quietOut: boolean;
  readonly quietErr: boolean;
  /** `2>&1` */
  readonly errToOut: boolean;
  readonly background: boolean;
}

export class ShellSyntax extends Error {}

type Lookup = (name: string) => readonly string[];

type Token =
  | {readonly kind: 'word'; readonly text: string; readonly several?: readonly string[]}
  | {readonly kind: 'operator'; readonly text: string};

const operators = ['&&', '||', ';', '|', '&', '\n'];

const nameAt = (text: string): string => /^(?:[A-Za-z_]\w*|[$?#@*0-9])/.exec(text)?.[0] ?? '';

/** Value of the `$…` that starts `text`, and its length. */
const expand = (text: string, lookup: Lookup): {readonly value: readonly string[]; readonly length: number} => {
  const braced = /^\$\{([A-Za-z_]\w*)(?::?-([^}]*))?\}/.exec(text);
  if (braced?.[1] !== undefined) {
    const value = lookup(braced[1]).join(' ');
    return {value: [value === '' ? (braced[2] ?? '') : value], length: braced[0].length};
  }
  const name = nameAt(text.slice(1));
  return name === '' ? {value: ['$'], length: 1} : {value: lookup(name), length: 1 + name.length};
};

const tokens = (line: string, lookup: Lookup): Token[] => {
  const list: Token[] = [];
  let word: string | null = null;
  let several: readonly string[] | undefined;
  const flush = () => {
    if (word !== null) list.push({kind: 'word', text: word, ...(several ? {several} : {})});
    word = null;
    several = undefined;
  };
  for (let index = 0; index < line.length; ) {
    const rest = line.slice(index);
    const char = rest[0] ?? '';
    const operator = operators.find(one => rest.startsWith(one));
    if (operator) {
      flush();
      list.push({kind: 'operator', text: operator === '\n' ? ';' : operator});
      index += operator.length;
    } else if (/\s/.test(char)) {
      flush();
      index += 1;
    } else if (char === '#' && word === null) {
      flush();
      index = line.indexOf('\n', index) < 0 ? line.length : line.indexOf('\n', index);
    } else if (char === "'") {
      const end = rest.indexOf("'", 1);
      if (end < 0) throw new ShellSyntax('unterminated quoted string');
      word = (word ?? '') + rest.slice(1, end);
      index += end + 1;
    } else if (char === '"') {
      const quoted = doubleQuoted(rest, lookup);
      word = (word ?? '') + quoted.text;
      several = quoted.several ?? several;
      index += quoted.length;
    } else if (char === '\\') {
      word = (word ?? '') + (rest[1] ?? '');
      index += 2;
    } else if (char === '$') {
      const {value, length} = expand(rest, lookup);
      word = (word ?? '') + value.join(' ');
      index += length;
    } else if (/^\d?>&?/.test(rest) && (word === null || char === '>')) {
      const sign: string = /^\d?>+(?:&\d)?/.exec(rest)?.[0] ?? '>';
      flush();
      list.push({kind: 'operator', text: sign});
      index += sign.length;
    } else {
      word = (word ?? '') + char;
      index += 1;
    }
  }
  flush();
  return list;
};

const doubleQuoted = (text: string, lookup: Lookup): {text: string; several?: readonly string[]; length: number} => {
  if (text.startsWith('"$@"')) return {text: lookup('@').join(' '), several: lookup('@'), length: 4};
  let word = '';
  for (let index = 1; index < text.length; ) {
    const char = text[index] ?? '';
    if (char === '"') return {text: word, length: index + 1};
    if (char === '$') {
      const {value, length} = expand(text.slice(index), lookup);
      word += value.join(' ');
      index += length;
    } else {
      const escaped = char === '\\' && /["\\$`]/.test(text[index + 1] ?? '');
      word += escaped ? (text[index + 1] ?? '') : char;
      index += escaped ? 2 : 1;
    }
  }
  throw new ShellSyntax('unterminated quoted string');
};

const joins: Readonly<Record<string, Simple['join']>> = {'&&': 'and', '||': 'or', '|': 'pipe', ';': 'always', '&': 'always'};

interface Draft {
  readonly join: Simple['join'];
  readonly words: string[];
  quietOut: boolean;
  quietErr: boolean;
  errToOut: boolean;
}

const blank = (join: Simple['join']): Draft => ({join, words: [], quietOut: false, quietErr: false, errToOut: false});

/** Splits a line into its commands: quotes, `$NAME`, `&&`, `||`, `|`, `;`, and redirections to /dev/null. */
export const commandsOf = (line: string, lookup: Lookup): readonly Simple[] => {
  const list: Simple[] = [];
  let current = blank('always');
  const flush = (next: string) => {
    if (current.words.length > 0) list.push({...current, background: next === '&'});
    current = blank(joins[next] ?? 'always');
  };
  const all = tokens(line, lookup);
  for (let index = 0; index < all.length; index += 1) {
    const token = all[index];
    if (!token) continue;
    if (token.kind === 'word') current.words.push(...(token.several ?? [token.text]));
    else if (!token.text.includes('>')) flush(token.text);
    else if (token.text.includes('>&')) current.errToOut = true;
    else {
      const target = all[index + 1];
      if (target?.kind !== 'word') throw new ShellSyntax('a file name is missing after >');
      if (target.text !== '/dev/null') throw new ShellSyntax(`cannot create ${target.text}: the demo's files are read-only`);
      if (token.text.startsWith('2')) current.quietErr = true;
      else current.quietOut = true;
      index += 1;
    }
  }
  flush(';');
  return list;
};
