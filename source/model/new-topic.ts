import {type NewTopic, problemOfNewTopic} from './topic.js';

/** What is typed for a new topic: `name [partitions] [replication]`; what is not said is 1. */
export const parseNewTopic = (typed: string): NewTopic | {readonly problem: string} => {
  const [name = '', partitions = '1', replication = '1', ...more] = typed.trim().split(/\s+/);
  if (more.length > 0) return {problem: `too many words: name, partitions, replication, not "${more.join(' ')}"`};
  const strange = [partitions, replication].find(word => !/^\d{1,9}$/.test(word));
  if (strange !== undefined) return {problem: `"${strange}" is no number: name, partitions, replication`};
  return {name, partitions: Number(partitions), replication: Number(replication)};
};

/** Why what is typed makes no topic, in one line; null when it does. */
export const problemOfTyped = (typed: string, known: readonly string[], brokers: number): string | null => {
  const parsed = parseNewTopic(typed);
  return 'problem' in parsed ? parsed.problem : problemOfNewTopic(parsed, known, brokers);
};
