import {isDrifted} from '../../model/drift.js';
import {severityOfMissing, worstMissing} from '../../model/missing.js';
import type {Member, MissingService, Stack} from '../../model/stack.js';
import {type Status, severityOf} from '../../model/status.js';
import {cellWidth, toWidth, truncate} from '../../terminal/widths.js';
import type {Look} from './look.js';
import type {RowContext} from './row.js';
import {activityText, missingText, type StatusText, statusText} from './status.js';

const drawn = (text: StatusText, width: number, look: Look, bold: boolean): string => {
  const word = toWidth(text.word, width - 2, 'left', look.glyphs.cut);
  const painted = look.paint[text.wordRole](word);
  return `${look.paint[text.role](text.glyph)} ${bold ? look.paint.strong(painted) : painted}`;
};

/** How long a change of state is drawn bold. */
const boldMs = 2000;

/** Beside a status: that the container is other than it would be made now. */
const driftMark = (width: number, {paint, glyphs}: Look): string => {
  const word = width >= 8 ? ' drift' : '';
  return ` ${paint.warn(glyphs.drift)}${paint.dim(word)}${' '.repeat(width - 2 - word.length)}`;
};

/** Health of a container, or what is being done to it. */
export const healthCell = (member: Member, width: number, context: RowContext, look: Look): string => {
  const latest = context.activities.get(member.key);
  // What was done went well and the container is in trouble since: the trouble is the news.
  const activity = latest?.outcome === 'done' && severityOf(member.status) === 'bad' ? undefined : latest;
  const status =
    member.status.kind === 'unhealthy'
      ? {...member.status, since: context.pasts.get(member.key)?.unhealthySince ?? member.status.since}
      : member.status;
  const text = activity ? activityText(activity, context.now, look) : statusText(status, context.now, look);
  const changedAt = context.changes.get(member.key);
  const isNew = changedAt !== undefined && context.now - changedAt < boldMs;
  const severity = severityOf(member.status);
  const drifted = !activity && severity !== 'bad' && severity !== 'warn' && isDrifted(context.drifts.get(member.container.id));
  const left = width - 2 - cellWidth(text.word);
  return drifted && left >= 2 ? drawn(text, width - left, look, isNew) + driftMark(left, look) : drawn(text, width, look, isNew);
};

/** Of a service without a container. */
export const missingCell = (missing: MissingService, stack: Stack, width: number, look: Look): string =>
  drawn(missingText(severityOfMissing(missing, stack), look), width, look, false);

/** The worst health of a stack's members, in one word; the rows of its containers say since when. */
export const stackStatusText = (stack: Stack, context: Pick<RowContext, 'activities' | 'now'>, look: Look): StatusText => {
  const {worst, members, running} = stack;
  const says = (status: Status): StatusText =>
    statusText('since' in status ? {...status, since: null} : status, context.now, look);
  if (members.some(member => context.activities.get(member.key)?.outcome === 'running'))
    return {glyph: look.glyphs.working, word: 'working', role: 'accent', wordRole: 'accent'};
  const missing = worstMissing(stack);
  const worstSeverity = worst ? severityOf(worst.status) : 'quiet';
  if (missing && worstSeverity !== 'bad') {
    const severity = severityOfMissing(missing, stack);
    if (severity === 'bad' || worstSeverity !== 'warn') return missingText(severity, look);
  }
  if (worst && worstSeverity !== 'quiet') return says(worst.status);
  // Somebody's wish, and no trouble; but a stack that lacks one of its own is not healthy.
  if (running > 0 && worst && (worst.status.kind === 'stopped' || worst.status.kind === 'created')) {
    const text = says(worst.status);
    const alike = members.filter(({status}) => status.kind === worst.status.kind).length;
    return {...text, word: `${alike} ${text.word}`};
  }
  if (members.some(member => member.status.kind === 'healthy')) return says({kind: 'healthy'});
  if (running > 0) return says({kind: 'running'});
  return says(
    worst && (worst.status.kind === 'done' || worst.status.kind === 'ended') ? worst.status : {kind: 'stopped', since: null},
  );
};

/** Running of all, and the worst health among them. */
export const stackHealthCell = (stack: Stack, width: number, context: RowContext, look: Look): string => {
  const counts = truncate(`${stack.running}/${stack.total} `, width - 2, look.glyphs.cut);
  return look.paint.text(counts) + drawn(stackStatusText(stack, context, look), width - counts.length, look, false);
};
