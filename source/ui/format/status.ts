import {shortDuration} from '../../model/duration.js';
import type {HttpHealth} from '../../model/http-health.js';
import {type Severity, type Status, severityOf} from '../../model/status.js';
import {type Activity, isWaiting} from '../../state/activity.js';
import type {Role} from '../../terminal/theme.js';
import type {Look} from './look.js';

/** A status on screen: a sign, a word, and since when. The sign and the word say it without colour. */
export interface StatusText {
  readonly glyph: string;
  readonly word: string;
  readonly role: Role;
  /** Role of the word where it is quieter than the sign. */
  readonly wordRole: Role;
}

const same = (glyph: string, word: string, role: Role): StatusText => ({glyph, word, role, wordRole: role});
const since = (time: number | null, now: number): string => (time === null ? '' : ` ${shortDuration(now - time)}`);

/** In a word what a service answered that has no check of its own. */
const answerWord = ({status}: HttpHealth): string => (status === null ? 'no answer' : `HTTP ${status}`);

export const statusText = (status: Status, now: number, look: Look): StatusText => {
  const {glyphs} = look;
  switch (status.kind) {
    case 'healthy':
      return {glyph: status.http ? glyphs.answers : glyphs.healthy, word: 'healthy', role: 'good', wordRole: 'dim'};
    case 'running':
      return same(glyphs.none, glyphs.unknown, 'faint');
    case 'starting':
      return same(glyphs.starting, `starting${since(status.since, now)}`, 'warn');
    case 'unhealthy':
      return same(glyphs.trouble, `${status.http ? answerWord(status.http) : 'unhealthy'}${since(status.since, now)}`, 'alarm');
    case 'restarting':
      return same(glyphs.trouble, 'restarting', 'alarm');
    case 'paused':
      return same(glyphs.paused, 'paused', 'warn');
    case 'created':
      return status.error === '' ? same(glyphs.none, 'created', 'dim') : same(glyphs.trouble, 'not started', 'alarm');
    case 'failed':
      return same(glyphs.trouble, status.oomKilled ? 'out of memory' : `exited ${status.exitCode ?? ''}`.trimEnd(), 'alarm');
    case 'stopped':
      return same(glyphs.stopped, `stopped${since(status.since, now)}`, 'dim');
    case 'ended':
      return same(glyphs.none, '', 'faint');
    case 'done':
      return same(glyphs.done, 'done', 'faint');
    case 'dead':
      return same(glyphs.trouble, 'dead', 'alarm');
    case 'removing':
      return same(glyphs.starting, 'removing', 'warn');
    default:
      return same(glyphs.none, 'unknown', 'dim');
  }
};

/** Of a service that is meant to have a container and has none. */
export const missingText = (severity: Severity, look: Look): StatusText => {
  const bad = severity === 'bad';
  return {glyph: look.glyphs.missing, word: 'missing', role: bad ? 'alarm' : 'warn', wordRole: bad ? 'alarm' : 'dim'};
};

/** What is being done to a container, with the seconds it takes; afterwards, for some seconds, how it ended. */
export const activityText = (activity: Activity, now: number, look: Look): StatusText => {
  const {glyphs} = look;
  const seconds = ` ${shortDuration((activity.endedAt ?? now) - activity.startedAt)}`;
  if (activity.outcome === 'failed') return same(glyphs.trouble, activity.phase, 'alarm');
  if (activity.outcome === 'done') return same(glyphs.done, `${activity.phase}${seconds}`, 'good');
  return same(glyphs.working, `${activity.phase}${seconds}`, isWaiting(activity) ? 'dim' : 'accent');
};

export const roleOfSeverity = (severity: Severity): Role =>
  severity === 'bad' ? 'alarm' : severity === 'warn' ? 'warn' : severity === 'good' ? 'good' : 'dim';

export const roleOfStatus = (status: Status): Role => roleOfSeverity(severityOf(status));
