import type {Member, Stack} from '../../model/stack.js';
import {severityOf} from '../../model/status.js';
import {toWidth} from '../../terminal/widths.js';
import type {Look} from './look.js';
import type {RowContext} from './row.js';
import {activityText, type StatusText, statusText} from './status.js';

const drawn = (text: StatusText, width: number, look: Look, bold: boolean): string => {
  const word = toWidth(text.word, width - 2, 'left', look.glyphs.cut);
  const painted = look.paint[text.wordRole](word);
  return `${look.paint[text.role](text.glyph)} ${bold ? look.paint.strong(painted) : painted}`;
};

/** How long a change of state is drawn bold. */
const boldMs = 2000;

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
  return drawn(text, width, look, changedAt !== undefined && context.now - changedAt < boldMs);
};

/** Running of all, and the worst health among them. */
export const stackHealthCell = (stack: Stack, width: number, context: RowContext, look: Look): string => {
  const counts = `${stack.running}/${stack.total} `;
  const working = stack.members.find(member => context.activities.get(member.key)?.outcome === 'running');
  const role = stack.running < stack.total ? look.paint.text : look.paint.text;
  if (working)
    return (
      role(counts) +
      drawn({glyph: look.glyphs.working, word: 'working', role: 'accent', wordRole: 'accent'}, width - counts.length, look, false)
    );
  const worst = stack.worst?.status;
  const shown = worst && severityOf(worst) !== 'quiet' ? withoutTime(worst) : undefined;
  const healthy = stack.members.some(member => member.status.kind === 'healthy');
  const text = shown
    ? statusText(shown, context.now, look)
    : healthy
      ? statusText({kind: 'healthy'}, context.now, look)
      : statusText({kind: stack.running > 0 ? 'running' : 'unknown'}, context.now, look);
  if (!shown && stack.running === 0)
    return (
      role(counts) +
      drawn({glyph: look.glyphs.stopped, word: 'stopped', role: 'dim', wordRole: 'dim'}, width - counts.length, look, false)
    );
  return role(counts) + drawn(text, width - counts.length, look, false);
};

/** A stack's row has no room for since when; the container's row says it. */
const withoutTime = (status: Member['status']): Member['status'] => ('since' in status ? {...status, since: null} : status);
