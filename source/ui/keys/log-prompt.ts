import {parseLogRange, rangeInWords} from '../../model/log-range.js';
import {toNearestHit, unpeeked} from '../../state/log-jumps.js';
import {logZone, withRange} from '../../state/logs.js';
import type {Prompt} from '../../state/view.js';
import {ask, notify} from '../../state/view-updates.js';
import type {KeyContext} from './binding.js';
import {changeLog} from './log-context.js';

type LogPrompt = Extract<Prompt, {kind: 'log-search' | 'log-filter'}>;

/** What is typed acts at once: the nearest hit is shown, the lines are filtered. */
export const typeInLog = (prompt: LogPrompt, context: KeyContext): void => {
  const {typed} = prompt;
  context.update(state => ask(state, prompt));
  if (prompt.kind === 'log-filter') {
    changeLog(context, view => ({...view, filter: typed}));
    return;
  }
  changeLog(context, (view, page) => {
    const searching = {...view, search: typed};
    return typed === '' ? {...unpeeked(searching), place: prompt.place} : toNearestHit(searching, prompt.place, page);
  });
};

/** Enter: what was typed stays. */
export const acceptInLog = (prompt: LogPrompt, context: KeyContext): void => {
  context.update(state => ask(state, null));
  const {logs} = context.state;
  if (prompt.kind === 'log-search' && logs && logs.search !== '' && logs.place === prompt.place)
    context.update(state => notify(state, 'not found so far; lines that come are searched too', 'warn', 2000));
};

/** Esc: as it was before. */
export const leaveInLog = (prompt: LogPrompt, context: KeyContext): void => {
  context.update(state => ask(state, null));
  changeLog(context, view =>
    prompt.kind === 'log-filter'
      ? {...view, filter: prompt.before}
      : {...unpeeked(view), search: prompt.before, place: prompt.place},
  );
};

/** Enter: another time is shown, or it is said why what was typed is none, and it is asked again. Nothing typed: nothing changes. */
export const acceptLogRange = (prompt: Extract<Prompt, {kind: 'log-range'}>, context: KeyContext): void => {
  const typed = prompt.typed.trim();
  const now = Date.now();
  const zone = logZone(context.state.logLook);
  const read = typed === '' ? null : parseLogRange(typed, now, zone);
  if (read && 'problem' in read) {
    context.update(state => ask(state, {...prompt, problem: read.problem}));
    return;
  }
  context.update(state => ask(state, null));
  if (!read) return;
  changeLog(context, view => withRange(view, read.range));
  context.update(state => notify(state, rangeInWords(read.range, now, zone), 'info', 1500));
};
