import type {Token} from './scan.js';
import {isSign, isWord, nameAt, skip} from './tokens.js';

/** Whether the WHERE at `at` leaves anything out: `WHERE true` and `WHERE 1=1` do not. */
const chooses = (tokens: readonly Token[], at: number): boolean => {
  const {depth} = tokens[at] ?? {depth: 0};
  const after = tokens.slice(at + 1);
  const end = after.findIndex(
    token => token.depth < depth || isSign(token, ')') || (token.depth === depth && isWord(token, 'RETURNING', 'LIMIT')),
  );
  const condition = (end < 0 ? after : after.slice(0, end)).map(token => token.text).join(' ');
  return !/^(TRUE|1|(\S+) = \2|NOT FALSE)?$/.test(condition.replace(/^\( (.*) \)$/, '$1'));
};

/** Whether the DELETE or UPDATE at `at` has a condition of its own, at its own level of brackets. */
const hasCondition = (tokens: readonly Token[], at: number): boolean => {
  const {depth} = tokens[at] ?? {depth: 0};
  for (let index = at + 1; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (!token || token.depth < depth || (token.depth === depth && isSign(token, ')'))) return false;
    if (token.depth === depth && isWord(token, 'WHERE')) return chooses(tokens, index);
  }
  return false;
};

/** What the DELETE at `at` loses; null when it chooses its rows. */
export const deletes = (tokens: readonly Token[], at: number): string | null => {
  const from = isWord(tokens[at + 1], 'FROM')
    ? at + 1
    : at === 0
      ? tokens.findIndex(token => isWord(token, 'FROM')) // MySQL: DELETE QUICK FROM t, DELETE t1 FROM t1 JOIN …
      : -1;
  if (from < 0 || hasCondition(tokens, at)) return null;
  return `deletes every row of ${nameAt(tokens, skip(tokens, from + 1, 'ONLY')) || 'a table'}`;
};

/** What the UPDATE at `at` changes; null when it chooses its rows. `FOR UPDATE`, `ON UPDATE CASCADE`, `ON CONFLICT … DO UPDATE`, `ON DUPLICATE KEY UPDATE` change no table by themselves. */
export const updates = (tokens: readonly Token[], at: number): string | null => {
  if (isWord(tokens[at - 1], 'FOR', 'ON', 'DO', 'KEY', 'OR', 'BEFORE', 'AFTER')) return null;
  const {depth} = tokens[at] ?? {depth: 0};
  const set = tokens.findIndex((token, index) => index > at && token.depth === depth && isWord(token, 'SET'));
  if (set < 0 || set === at + 1 || hasCondition(tokens, at)) return null; // THEN UPDATE SET: a MERGE, which has conditions
  return `changes every row of ${nameAt(tokens, skip(tokens, at + 1, 'ONLY', 'LOW_PRIORITY', 'IGNORE')) || 'a table'}`;
};
