import {type ActionName, isWaiting} from '../../state/activity.js';
import {memberIn} from '../../state/selectors.js';
import type {State} from '../../state/state.js';
import {ask} from '../../state/view-updates.js';
import {plainText} from '../../terminal/sanitise.js';
import type {KeyContext} from './binding.js';
import {labelOf} from './targets.js';

const nouns: Readonly<Record<ActionName, string>> = {
  restart: 'restart of',
  stop: 'stop of',
  start: 'start of',
  pause: 'pause of',
  unpause: 'unpause of',
  signal: 'signal to',
  remove: 'removal of',
};

/** What is being done to containers just now, in words: `restart of auren/kafka is under way, 2 more wait`; null when nothing is. */
export const workUnderWay = (state: State): string | null => {
  const working = [...state.activities].filter(([, activity]) => activity.outcome === 'running');
  const [first] = [...working.filter(([, activity]) => !isWaiting(activity)), ...working];
  if (!first) return null;
  const [key, {action}] = first;
  const found = memberIn(state, key);
  const label = found ? labelOf(found.stack, found.member) : plainText(key.replace(/^=/, ''));
  const more = working.length - 1;
  const others = more === 0 ? '' : `, ${more} more ${more === 1 ? 'waits' : 'wait'}`;
  return `${nouns[action]} ${label} is under way${others}`;
};

/** Quits; where that would leave something half done, asks first. */
export const quitOrAsk = ({state, update, actions}: KeyContext): void => {
  const what = workUnderWay(state);
  if (what === null) actions.quit();
  else update(latest => ask(latest, {kind: 'quit', what}));
};
