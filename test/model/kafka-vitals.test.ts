import {describe, expect, test} from 'vitest';
import {kafkaVitals} from '../../source/model/kafka-vitals.js';
import type {Vitals} from '../../source/model/vitals.js';
import {group, overview, partition, readTopic, topic} from './kafka-sample.js';

const factIn = ({facts}: Vitals, label: string): string => {
  const fact = facts.find(each => each.label === label);
  return fact ? `${fact.value} (${fact.level})` : 'none';
};

/** Vital signs of one look after another, each with this lag of the group. */
const afterLags = (...lags: readonly number[]): Vitals =>
  lags.reduce<Vitals | null>(
    (before, lag) => kafkaVitals(overview([topic('orders')], [group('billing', [readTopic('orders', lag)])]), [], before),
    null,
  ) ?? kafkaVitals(overview([]), [], null);

describe('the vital signs of Kafka', () => {
  test('a broker that is well has quiet facts and no troubles', () => {
    const vitals = kafkaVitals(
      overview([topic('orders'), topic('__consumer_offsets')], [group('billing', [readTopic('orders', 5)])]),
      [],
      null,
    );
    expect(factIn(vitals, 'topics')).toBe('1 (quiet)');
    expect(factIn(vitals, 'under-replicated')).toBe('0 of 2 partitions (quiet)');
    expect(factIn(vitals, 'worst lag')).toBe('5, billing (quiet)');
    expect(factIn(vitals, 'offline')).toBe('none');
    expect(vitals.troubles).toEqual([]);
  });

  test('topics that the profile expects and that are not there are told', () => {
    const vitals = kafkaVitals(overview([topic('orders')]), ['orders', 'payments', 'payments'], null);
    expect(factIn(vitals, 'topics')).toBe('1, 1 missing (warn)');
  });

  test('partitions without all copies, or without a leader, are troubles', () => {
    const parts = [partition(0, {replicas: [1, 2], inSync: [1]}), partition(1, {leader: null, inSync: []})];
    const vitals = kafkaVitals(overview([topic('orders', parts)]), [], null);
    expect(factIn(vitals, 'under-replicated')).toBe('2 of 2 partitions (bad)');
    expect(factIn(vitals, 'offline')).toBe('1 of 2 partitions (bad)');
    expect(vitals.troubles).toEqual(['2 under-replicated partitions', '1 partition offline']);
  });

  test.each<readonly [string, readonly number[], string]>([
    ['once', [500, 600], '600, billing (quiet)'],
    ['in three answers running', [500, 600, 700, 800], '800, billing, growing (bad)'],
    ['and shrinks in between', [500, 600, 700, 650, 700, 800], '800, billing (quiet)'],
    ['and stays the same in between', [500, 600, 700, 700], '700, billing (quiet)'],
    ['but is small', [1, 2, 3, 4, 5], '5, billing (quiet)'],
  ])('a lag that grows %s', (_, lags, expected) => {
    expect(factIn(afterLags(...lags), 'worst lag')).toBe(expected);
  });

  test('a lag that grows is told for the why line', () => {
    expect(afterLags(1000, 2000, 3000, 4000).troubles).toEqual(['lag of billing grows: 4,000']);
  });

  test('another group that becomes the worst has not grown', () => {
    let before: Vitals | null = null;
    for (const lag of [500, 600, 700, 800]) before = kafkaVitals(overview([], [group('a', [readTopic('t', lag)])]), [], before);
    const vitals = kafkaVitals(overview([], [group('a', [readTopic('t', 900)]), group('b', [readTopic('t', 999)])]), [], before);
    expect(factIn(vitals, 'worst lag')).toBe('999, b (quiet)');
  });

  test('a broker that does not tell its groups has no fact of them', () => {
    expect(factIn(kafkaVitals(overview([topic('orders')], null), [], null), 'worst lag')).toBe('none');
  });

  test('a broker of the cluster that does not answer is told', () => {
    const vitals = kafkaVitals(overview([], [], {troubles: ['no broker answers: kafka-2:9092 refused']}), [], null);
    expect(factIn(vitals, 'cluster')).toBe('no broker answers: kafka-2:9092 refused (warn)');
  });
});
