import type {Member, Stack} from '../../model/stack.js';
import type {ActionName, ActionRequest, Target} from '../../state/activity.js';
import {taggedIn} from '../../state/selectors.js';
import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import type {KeyContext} from './binding.js';

export const labelOf = (stack: Stack, member: Member): string =>
  plainText(stack.project === null ? member.label : `${stack.name}/${member.label}`);

export const targetOf = (stack: Stack, member: Member): Target => ({
  key: member.key,
  id: member.container.id,
  label: labelOf(stack, member),
});

/** Said by keys that need a container, on the row of a service that has none. */
export const noContainer = 'it has no container: C can bring it up';

/** The first of the targets that something is being done to already. */
export const busyIn = (state: State, {targets}: ActionRequest): Target | undefined =>
  targets.find(({key}) => state.activities.get(key)?.outcome === 'running');

/** What a key hits: the tagged containers, else the selected one, else all of the selected stack. In order of dependency. */
export const membersHit = ({state, row}: KeyContext): {readonly stack: Stack; readonly member: Member}[] => {
  const tagged = taggedIn(state);
  if (tagged.length > 0) return tagged;
  if (!row || row.kind === 'missing') return [];
  return row.kind === 'container'
    ? [{stack: row.stack, member: row.member}]
    : row.stack.members.map(member => ({stack: row.stack, member}));
};

const verbs: Readonly<Record<ActionName, string>> = {
  restart: 'Restart',
  stop: 'Stop',
  start: 'Start',
  pause: 'Pause',
  unpause: 'Unpause',
  signal: 'Send a signal to',
  remove: 'Remove',
};

/** What is hit, in words: the name of one, else how many of what. Of a stack's row always the stack, also when one of it is hit. */
export const objectOf = (request: ActionRequest, state: State, {row}: KeyContext): string => {
  const [only] = request.targets;
  const number = request.targets.length;
  const isTagged = taggedIn(state).length > 0;
  if (number === 1 && only) return row?.kind === 'stack' && !isTagged ? `1 container of ${ofStack(row.stack, only)}` : only.label;
  if (isTagged) return `${number} tagged containers`;
  return `${number} containers of ${row ? plainText(row.stack.name) : 'the stack'}`;
};

/** `auren: kafka` */
const ofStack = (stack: Stack, {label}: Target): string => {
  const name = plainText(stack.name);
  return `${name}: ${label.startsWith(`${name}/`) ? label.slice(name.length + 1) : label}`;
};

/** The question in the footer: what is done, to what, and how when they are several. */
export const questionOf = (request: ActionRequest, context: KeyContext): string => {
  const several = request.targets.length > 1;
  const verb = request.action === 'signal' ? `Send ${request.signal} to` : verbs[request.action];
  // How removing goes does not matter to anybody, and its line has to hold what is typed too.
  const how = several && request.action !== 'remove' ? ', one after another, dependencies first' : '';
  return `${verb} ${objectOf(request, context.state, context)}${how}?`;
};
