import {chance} from '../random.js';
import {type DemoContainer, isUp, type Life} from '../world/container.js';
import type {World} from '../world/world.js';
import type {Speaker, Spoken, Voice} from './voice.js';

/** One line of a log, with its time in nanoseconds since 1970. */
export interface TimedLine extends Spoken {
  readonly nanos: bigint;
}

const openingStep = 100;

const speakerOf = (world: World, container: DemoContainer, life: Life): Speaker => {
  const variable = (name: string) =>
    container.spec.env.find(one => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? 'postgres';
  return {
    seed: `${world.options.seed}/${container.spec.name}`,
    container: container.name,
    service: container.spec.service,
    life: life.number,
    user: variable('POSTGRES_USER'),
    database: variable('POSTGRES_DB'),
  };
};

const nanosOf = (time: number, line: number) => BigInt(Math.floor(time * 1000)) * 1000n + BigInt(line * 1000 + 137);

const timed = (time: number, spoken: readonly Spoken[]): TimedLine[] =>
  spoken.map((line, index) => ({...line, nanos: nanosOf(time, index)}));

/** When utterance `index` of a life is spoken: about once a period, never before the one before it. */
const timeOf = (seed: string, voice: Voice, first: number, index: number) =>
  first + (index + 0.8 * chance(seed, 'when', index)) * voice.period;

/** Lines of one life after `from` and up to `to` (ms), in order. */
const linesOfLife = (speaker: Speaker, voice: Voice, life: Life, from: number, to: number): TimedLine[] => {
  const end = Math.min(to, life.end ?? to);
  const lines: TimedLine[] = [];
  const opening = voice.opening(speaker, life.start);
  opening.forEach((line, index) => {
    const time = life.start + index * openingStep;
    if (time > from && time <= end) lines.push(...timed(time, [line]));
  });
  const first = life.start + opening.length * openingStep;
  for (let index = Math.max(0, Math.floor((from - first) / voice.period) - 1); ; index += 1) {
    const time = timeOf(speaker.seed, voice, first, index);
    if (time > end) break;
    if (time > from) lines.push(...timed(time, voice.line(speaker, index, time)));
  }
  if (life.end !== null && life.orderly && life.end > from && life.end <= to) {
    lines.push(...timed(life.end, voice.closing(speaker, life.end)));
  }
  return lines;
};

const floodLines = (container: DemoContainer, from: number, to: number): TimedLine[] => {
  const {flood} = container;
  if (!flood || !isUp(container)) return [];
  const step = 1000 / flood.perSecond;
  const lines: TimedLine[] = [];
  for (let index = Math.max(0, Math.floor((from - flood.since) / step) + 1); flood.since + index * step <= to; index += 1) {
    const text = `${String(index).padStart(9, '0')} flood of ${container.name}: the quick brown fox jumps over the lazy dog`;
    lines.push(...timed(flood.since + index * step, [{stream: index % 10 === 9 ? 'stderr' : 'stdout', text}]));
  }
  return lines;
};

/** All lines after `from` and up to `to` (ms), oldest first. Nothing is older than the world's history. */
export const linesBetween = (world: World, container: DemoContainer, from: number, to: number): TimedLine[] => {
  const oldest = Math.max(from, world.bornAt - world.options.history);
  const {voice} = container.spec.behaviour;
  const paused = container.pausedAt ?? to;
  const lines = container.lives.flatMap(life =>
    linesOfLife(speakerOf(world, container, life), voice, life, oldest, Math.min(to, paused)),
  );
  const flood = floodLines(container, oldest, Math.min(to, paused));
  return flood.length === 0 ? lines : [...lines, ...flood].sort((a, b) => (a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0));
};

/** The last `count` lines up to a time. Looks back in growing steps, so that a long log costs no more than its end. */
export const lastLines = (world: World, container: DemoContainer, count: number, from: number, to: number): TimedLine[] => {
  const oldest = Math.max(from, world.bornAt - world.options.history);
  for (let span = Math.max(1000, Math.min(60_000, count * 1000)); ; span *= 4) {
    const start = Math.max(oldest, to - span);
    const lines = linesBetween(world, container, start, to);
    if (lines.length >= count || start <= oldest) return count === 0 ? [] : lines.slice(-count);
  }
};

/** ms until something new may be in the log; at least 15, at most 1000. */
export const nextLineIn = (world: World, container: DemoContainer): number => {
  const life = container.lives.at(-1);
  if (!life || !isUp(container) || container.pausedAt !== null) return 1000;
  if (container.flood) return Math.max(15, 1000 / container.flood.perSecond);
  const {voice} = container.spec.behaviour;
  const speaker = speakerOf(world, container, life);
  const now = world.now();
  const opening = voice.opening(speaker, life.start).length * openingStep;
  if (now < life.start + opening) return openingStep;
  const first = life.start + opening;
  for (let index = Math.max(0, Math.floor((now - first) / voice.period) - 1); ; index += 1) {
    const wait = timeOf(speaker.seed, voice, first, index) - now;
    if (wait > 0) return Math.min(1000, Math.max(15, wait + 1));
  }
};

/** Public URL of a tunnel's container in its current life. */
export const speakerNow = (world: World, container: DemoContainer): Speaker | null => {
  const life = container.lives.at(-1);
  return life ? speakerOf(world, container, life) : null;
};
