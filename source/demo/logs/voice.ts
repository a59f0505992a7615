/** Who speaks: what a line of its log may depend on. */
export interface Speaker {
  readonly seed: string;
  readonly container: string;
  readonly service: string;
  /** Run of the container, from 0: a tunnel's URL changes with it. */
  readonly life: number;
  readonly user: string;
  readonly database: string;
}

export interface Spoken {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** How a container fills its log. Each line is a function of its number and time, so any part of a log can be asked for, in any order. */
export interface Voice {
  /** Lines of a start, a tenth of a second apart. `time` in ms since 1970. */
  readonly opening: (speaker: Speaker, time: number) => readonly Spoken[];
  /** Lines of an orderly end. */
  readonly closing: (speaker: Speaker, time: number) => readonly Spoken[];
  /** ms between two utterances, on average. */
  readonly period: number;
  /** Utterance `index` of this life; several lines belong together, as a stack trace does. */
  readonly line: (speaker: Speaker, index: number, time: number) => readonly Spoken[];
}

export const out = (text: string): Spoken => ({stream: 'stdout', text});
export const err = (text: string): Spoken => ({stream: 'stderr', text});

const two = (value: number) => String(value).padStart(2, '0');
const three = (value: number) => String(value).padStart(3, '0');

/** `2026-01-05 12:00:00` */
export const dateTime = (time: number): string => new Date(time).toISOString().slice(0, 19).replace('T', ' ');

/** `2026-01-05 12:00:00.123` */
export const dateTimeMs = (time: number): string => new Date(time).toISOString().slice(0, 23).replace('T', ' ');

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `05 Jan 2026 12:00:00.123`, Redis's way. */
export const redisTime = (time: number): string => {
  const at = new Date(time);
  const clock = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
  return `${two(at.getUTCDate())} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()} ${clock}.${three(at.getUTCMilliseconds())}`;
};

/** `05/Jan/2026:12:00:00 +0000`, the common log format's way. */
export const accessTime = (time: number): string => {
  const at = new Date(time);
  const clock = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
  return `${two(at.getUTCDate())}/${months[at.getUTCMonth()]}/${at.getUTCFullYear()}:${clock} +0000`;
};

/** A voice that says nothing. */
export const silent: Voice = {opening: () => [], closing: () => [], period: 3_600_000, line: () => []};
