import {KafkaError} from './errors.js';
import type {Library} from './link.js';

/** Kafka's numbers for what a caller tells apart. */
export const codes = {
  offsetOutOfRange: 1,
  unknownTopic: 3,
  leaderNotAvailable: 5,
  notLeader: 6,
  notController: 41,
  fenced: 74,
  unknownEpoch: 76,
};

/** The broker's own words for an error code, else Kafka's; null for no error. */
export const refusalWords = (library: Library, code: number, message: string | null = null): string | null => {
  if (code === 0) return null;
  if (code === codes.unknownTopic) return 'there is no such topic';
  const id = library.protocolErrorsCodesById[code];
  const words = message || (id === undefined ? '' : library.protocolErrors[id]?.message) || `error ${code}`;
  return words.replaceAll(/\s+/g, ' ').replace(/\.$/, '');
};

/** Throws KafkaError when the code is an error. `what` is what was asked for. */
export const throwRefusal = (library: Library, what: string, code: number, message: string | null = null): void => {
  const words = refusalWords(library, code, message);
  if (words !== null) throw new KafkaError(`${what}: ${words}`);
};
