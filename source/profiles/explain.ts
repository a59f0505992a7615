// Apart from problem.ts, which the first screen needs: this loads the library for YAML.
import {type Document, isMap, isScalar, type LineCounter} from 'yaml';
import type {$ZodIssue} from 'zod/v4/core';
import {nearNames} from '../model/near.js';
import {keysAt} from './schema.js';

export type KeyPath = readonly PropertyKey[];

/** Something wrong at a place of the file, as a sentence. */
export interface Finding {
  readonly path: KeyPath;
  readonly message: string;
}

const offsetOf = (document: Document, path: KeyPath): number | null => {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    if (isMap(parent)) {
      const pair = parent.items.find(item => isScalar(item.key) && String(item.key.value) === String(path[length - 1]));
      if (isScalar(pair?.key) && pair.key.range) return pair.key.range[0];
    }
    const node = document.getIn(path.slice(0, length), true);
    if (isScalar(node) && node.range) return node.range[0];
  }
  return null;
};

/** Line of the deepest part of `path` that the file has; null when it has none of it. */
export const lineOf = (document: Document, lines: LineCounter, path: KeyPath): number | null => {
  const offset = offsetOf(document, path);
  return offset === null ? null : lines.linePos(offset).line;
};

const article = (expected: string) =>
  ({string: 'a text', array: 'a list', object: 'a map', record: 'a map', boolean: 'true or false', int: 'a whole number'})[
    expected
  ] ?? `a ${expected}`;

/** `; did you mean postgres?`, or nothing. */
export const meant = (typed: unknown, known: readonly string[]): string => {
  const [near] = typeof typed === 'string' ? nearNames(typed, known, 1) : [];
  return near === undefined ? '' : `; did you mean ${near}?`;
};

/** zod's own sentence for what is of another type; the schema's is better where it has one. */
const withoutWords = 'Invalid input';

const sentence = (issue: $ZodIssue): string => {
  const missing = issue.input === undefined;
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = issue.message === withoutWords ? article(issue.expected) : issue.message;
      return missing ? `is missing; wanted ${wanted}` : `must be ${wanted}`;
    }
    case 'invalid_value': {
      const values = issue.values.map(String);
      return missing
        ? `is missing; wanted one of ${values.join(', ')}`
        : `must be one of ${values.join(', ')}${meant(issue.input, values)}`;
    }
    case 'invalid_key':
      return 'is no name';
    default:
      return `must be ${issue.message}`;
  }
};

const unknownKey = (place: KeyPath, key: string): string => {
  const known = keysAt(place);
  return `is not a key of a profile${meant(key, known) || (known.length > 0 && known.length < 8 ? `; here may stand ${known.join(', ')}` : '')}`;
};

/** What the schema found; an unknown key is named itself, not its parent. */
export const findingsOf = (issue: $ZodIssue): readonly Finding[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map(key => ({path: [...issue.path, key], message: unknownKey(issue.path, key)}))
    : [{path: issue.path, message: sentence(issue)}];
