import type {Container} from '../model/container.js';
import {isLive} from '../model/status.js';
import {leastGrowth, straightness, type Trend, trendOf, warmFrom} from '../model/trend.js';
import {type ContainerHistory, type Histories, historySlots} from './histories.js';
import type {State} from './state.js';

/** Where the memory of containers is going, by id; one of which nothing can be said is not in it. */
export interface Trends {
  /** When they were last looked for, ms since 1970. */
  readonly at: number;
  readonly byId: ReadonlyMap<string, Trend>;
}

export const noTrends: Trends = {at: 0, byId: new Map()};

/** A trend changes slowly. */
const everyMs = 10_000;
/** Slots of the shortest watch: 100 s, in which a sudden leak shows. */
const shortSlots = 50;

const highest = (values: readonly {readonly value: number}[]): number | null =>
  values.reduce<number | null>((most, {value}) => (most === null || value > most ? value : most), null);

/** Rounding must not decide: what this lets through is looked at exactly. */
const slack = 0.98;

/** Whether any of the watches may say something. Most containers do not grow, and this is all that is spent on them. */
const mayGrow = ({memory, memoryLong}: ContainerHistory, limit: number, startedAt: number | null, now: number): boolean => {
  const least = leastGrowth(limit) * slack;
  const from = Math.max(0, warmFrom(startedAt));
  const fit = straightness * slack;
  return (
    memoryLong.grown(historySlots, from, now, fit) >= least ||
    memory.grown(historySlots, from, now, fit) >= least ||
    memory.grown(shortSlots, from, now, fit) >= least
  );
};

/** Of all that is remembered the longest watch that says something: it looks farther ahead, and knows how memory went up and down. */
const trendIn = (history: ContainerHistory, {inspection}: Container, now: number): Trend | null => {
  const limit = inspection?.memoryLimit ?? null;
  if (limit === null) return null;
  const startedAt = inspection?.startedAt ?? null;
  if (!mayGrow(history, limit, startedAt, now)) return null;
  const long = history.memoryLong.readings(historySlots, now).filter(({time}) => startedAt === null || time > startedAt);
  const recent = history.memory.readings(historySlots, now);
  const watched = (readings: typeof recent): Trend | null => {
    const [first] = readings;
    if (!first) return null;
    const before = [...long, ...recent].filter(({time}) => time < first.time - 60_000);
    return trendOf(readings, {limit, startedAt, highestBefore: highest(before)});
  };
  return watched(long) ?? watched(recent) ?? watched(recent.slice(-shortSlots));
};

const trendsIn = (histories: Histories, containers: State['containers'], now: number): ReadonlyMap<string, Trend> => {
  const byId = new Map<string, Trend>();
  for (const [id, history] of histories) {
    const container = containers.get(id);
    const trend = container && isLive(container) ? trendIn(history, container, now) : null;
    if (trend) byId.set(id, trend);
  }
  return byId;
};

/** The state with its trends, looked for anew when it is time. */
export const withTrends = (state: State, now: number): State => {
  const {trends, histories, containers} = state;
  if (now - trends.at < everyMs) return state;
  const byId = trendsIn(histories, containers, now);
  return {...state, trends: {at: now, byId: byId.size === 0 && trends.byId.size === 0 ? trends.byId : byId}};
};
