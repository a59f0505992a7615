// Apart from problem.ts, which the first screen needs: this loads the library for YAML.
import {type Document, isMap, isScalar, type LineCounter} from 'yaml';
import type {$ZodIssue} from 'zod/v4/core';

export type KeyPath = readonly PropertyKey[];

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

const sentence = (issue: $ZodIssue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? `is missing; wanted ${article(issue.expected)}` : `must be ${article(issue.expected)}`;
    case 'invalid_value':
      return `${issue.input === undefined ? 'is missing; wanted' : 'must be'} one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_key':
      return 'is no name';
    case 'unrecognized_keys':
      return 'is not a key of a profile';
    default:
      return `must be ${issue.message}`;
  }
};

/** What the schema found, as key paths and sentences; an unknown key is named itself, not its parent. */
export const issueSentences = (issue: $ZodIssue): readonly {readonly path: KeyPath; readonly message: string}[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map(key => ({path: [...issue.path, key], message: sentence(issue)}))
    : [{path: issue.path, message: sentence(issue)}];
