import {logFileName} from '../../model/log-file-name.js';
import type {SaveHow} from '../../state/log-save.js';
import type {Prompt} from '../../state/view.js';
import {ask} from '../../state/view-updates.js';
import {plainText} from '../../terminal/sanitise.js';
import {fileChunks} from '../format/log-text.js';
import type {KeyContext} from './binding.js';

export type SavePrompt = Extract<Prompt, {kind: 'log-save'}>;

/** Asks where the open log is saved, and how. @param why what led here, where it was not asked for */
export const askWhereToSave = ({state, update}: KeyContext, why?: string): void => {
  const {logs} = state;
  if (!logs) return;
  const now = new Date(state.now);
  const shown = `./${logFileName(logs.title, now)}`;
  const raw = logs.sources.length === 1 ? shown : `./${logFileName(logs.title, now, '')}`;
  const how: SaveHow = logs.ring.count > 0 ? 'shown' : 'raw';
  const names = {shown, raw};
  update(latest => ask(latest, {kind: 'log-save', how, names, typed: names[how], why}));
};

/** Tab: the other way to save it. A name that was offered gives way to the other's. */
export const toggleHow = (prompt: SavePrompt, {update}: KeyContext): void => {
  const {how, names, typed} = prompt;
  const other: SaveHow = how === 'shown' ? 'raw' : 'shown';
  const next = typed === names[how] ? names[other] : typed;
  update(state => ask(state, {...prompt, how: other, typed: next, cursor: next.length, why: undefined}));
};

export const acceptSave = ({how, names, typed}: SavePrompt, {state, update, actions}: KeyContext): void => {
  update(latest => ask(latest, null));
  const {logs} = state;
  if (!logs) return;
  actions.logLines.save({
    title: plainText(logs.title),
    typed,
    name: names[how].replace(/^\.\//, ''),
    ...(how === 'shown' ? {lines: fileChunks(state, logs)} : {}),
  });
};
