import type {Group, KafkaOverview} from './topic.js';
import type {Vital, Vitals} from './vitals.js';

/** A lag below this is that of a consumer that commits now and then. */
const smallLag = 100;
/** Answers in a row that a lag has to have grown in before it is bad: one that only swings is not. */
const growths = 3;

const grouped = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');

const worstOf = (groups: readonly Group[]): {readonly name: string; readonly lag: number} | null =>
  groups.reduce<{name: string; lag: number} | null>(
    (worst, {name, lag}) => (lag !== null && (worst === null || lag > worst.lag) ? {name, lag} : worst),
    null,
  );

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/**
 * The vital signs of a Kafka cluster from one look at it. `expected` are the topics that the profile expects; `before` is the answer
 * before this one, from which a growing lag is told. Names are as the broker has them: sanitise before drawing.
 */
export const kafkaVitals = (overview: KafkaOverview, expected: readonly string[], before: Vitals | null): Vitals => {
  const {topics, groups, brokers} = overview;
  const facts: Vital[] = [];
  const troubles: string[] = [];
  const counters: Record<string, number> = {};
  const fact = (label: string, value: string, level: Vital['level']): void => {
    facts.push({label, value, level});
  };

  const there = new Set(topics.map(({name}) => name));
  const missing = new Set(expected.filter(name => !there.has(name))).size;
  const own = topics.filter(({internal}) => !internal).length;
  fact('topics', missing === 0 ? grouped(own) : `${grouped(own)}, ${missing} missing`, missing === 0 ? 'quiet' : 'warn');

  const partitions = sum(topics.map(topic => topic.partitions.length));
  const under = sum(topics.map(topic => topic.underReplicated));
  fact('under-replicated', `${grouped(under)} of ${grouped(partitions)} partitions`, under === 0 ? 'quiet' : 'bad');
  if (under > 0) troubles.push(`${grouped(under)} under-replicated ${under === 1 ? 'partition' : 'partitions'}`);

  const offline = sum(topics.map(topic => topic.offline));
  if (offline > 0) {
    fact('offline', `${grouped(offline)} of ${grouped(partitions)} partitions`, 'bad');
    troubles.push(`${grouped(offline)} ${offline === 1 ? 'partition' : 'partitions'} offline`);
  }

  if (groups !== null) {
    const worst = worstOf(groups);
    // Told by group: when another one becomes the worst, nothing has grown yet.
    const lagBefore = worst && before?.counters[`lag ${worst.name}`];
    const grew = worst !== null && lagBefore !== undefined && lagBefore !== null && worst.lag > lagBefore;
    const growing = worst && grew ? (before?.counters[`growing ${worst.name}`] ?? 0) + 1 : 0;
    if (worst) {
      counters[`lag ${worst.name}`] = worst.lag;
      counters[`growing ${worst.name}`] = growing;
    }
    const isBad = worst !== null && growing >= growths && worst.lag >= smallLag;
    const value =
      worst === null ? 'no group has read anything' : `${grouped(worst.lag)}, ${worst.name}${isBad ? ', growing' : ''}`;
    fact('worst lag', value, isBad ? 'bad' : 'quiet');
    if (isBad) troubles.push(`lag of ${worst.name} grows: ${grouped(worst.lag)}`);
    fact('groups', grouped(groups.length), 'quiet');
  }
  if (brokers.length > 1 || overview.troubles.length > 0) fact('brokers', grouped(brokers.length), 'quiet');
  for (const trouble of overview.troubles) fact('cluster', trouble, 'warn');
  return {facts, troubles, counters};
};
