import {isUp} from '../../model/status.js';
import type {ActionName, ActionRequest} from '../../state/activity.js';
import {screenIn, taggedIn} from '../../state/selectors.js';
import {ask, notify} from '../../state/view-updates.js';
import {plainText} from '../../terminal/sanitise.js';
import type {Binding, KeyContext} from './binding.js';
import {inOrder, stopOrStart, stopsNothing} from './plan-request.js';
import {busyIn, membersHit, noContainer, questionOf, targetOf} from './targets.js';

const screens = ['stacks', 'detail', 'logs'] as const;

/** Its place in the footer: in a log what one does with lines comes first. */
const placeOf =
  (usual: number) =>
  ({state}: KeyContext): number =>
    screenIn(state).kind === 'logs' ? 30 + usual : usual;

/** Whether nothing is being done to the targets; when something is, says so. */
const isFree = (context: KeyContext, request: ActionRequest): boolean => {
  const busy = busyIn(context.state, request);
  if (busy) context.update(state => notify(state, `${busy.label} is being worked on already`, 'warn'));
  return busy === undefined;
};

/** Asks in the footer before anything is done. */
export const askFor = (context: KeyContext, request: ActionRequest): void => {
  if (request.targets.length === 0) {
    context.update(state => notify(state, 'nothing to do here', 'warn'));
    return;
  }
  if (!isFree(context, request)) return;
  context.update(state => ask(state, {kind: 'confirm', goal: {kind: 'change', request}, question: questionOf(request, context)}));
};

const requestFor = (
  context: KeyContext,
  action: ActionName,
  fits: (isUp: boolean, isPaused: boolean) => boolean,
): ActionRequest => ({
  action,
  targets: membersHit(context)
    .filter(({member}) => fits(isUp(member.container), member.container.state === 'paused'))
    .map(({stack, member}) => targetOf(stack, member)),
});

const anyUp = (context: KeyContext): boolean => membersHit(context).some(({member}) => isUp(member.container));
const allPaused = (context: KeyContext): boolean => {
  const up = membersHit(context).filter(({member}) => isUp(member.container));
  return up.length > 0 && up.every(({member}) => member.container.state === 'paused');
};
const noRow = ({row, state}: KeyContext): string | null => {
  if (!row) return 'there is no container to do it to';
  return row.kind === 'missing' && taggedIn(state).length === 0 ? noContainer : null;
};

export const signals: readonly (readonly [string, string])[] = [
  ['SIGTERM', 'asks it to end'],
  ['SIGINT', 'as ^C does'],
  ['SIGHUP', 'many servers read their configuration again'],
  ['SIGQUIT', 'end, with a dump where the program makes one'],
  ['SIGUSR1', 'whatever the program takes it for'],
  ['SIGUSR2', 'whatever the program takes it for'],
  ['SIGKILL', 'ends it at once; nothing is saved'],
];

/** What has to be typed before something is removed: the name of what is hit, or how many they are. Never nothing. */
const nameToType = (request: ActionRequest, context: KeyContext): {readonly expected: string; readonly what: string} => {
  const [first] = request.targets;
  const {row, state} = context;
  if (first && request.targets.length === 1) {
    const name = (first.label.split('/').at(-1) ?? '').trim();
    return name === '' ? {expected: first.id.slice(0, 12), what: 'its id'} : {expected: name, what: 'its name'};
  }
  const stack = row?.stack.project && taggedIn(state).length === 0 ? plainText(row.stack.name).trim() : '';
  return stack === ''
    ? {expected: String(request.targets.length), what: 'how many they are'}
    : {expected: stack, what: "the stack's name"};
};

/** What changes containers. Every one of them asks first. */
export const actKeys: readonly Binding[] = [
  {
    id: 'act.restart',
    keys: ['r'],
    screens,
    group: 'Act',
    does: 'restart, and watch until it is healthy (stack row: in order)',
    word: 'restart',
    place: placeOf(4),
    changes: true,
    disabled: noRow,
    run: context => inOrder(context, 'restart'),
  },
  {
    id: 'act.stop-start',
    keys: ['S'],
    screens,
    group: 'Act',
    does: 'stop, or start (stack row: in order; S again: what is stopped)',
    word: context => (stopsNothing(context) ? 'start' : 'stop'),
    place: placeOf(6),
    changes: true,
    disabled: noRow,
    run: stopOrStart,
  },
  {
    id: 'act.pause',
    keys: ['p'],
    screens: ['stacks', 'detail'],
    group: 'Act',
    does: 'pause, or go on when it is paused',
    word: context => (allPaused(context) ? 'unpause' : 'pause'),
    place: 12,
    changes: true,
    disabled: context => noRow(context) ?? (anyUp(context) ? null : 'it does not run'),
    run: context =>
      allPaused(context)
        ? askFor(
            context,
            requestFor(context, 'unpause', (_, paused) => paused),
          )
        : askFor(
            context,
            requestFor(context, 'pause', (up, paused) => up && !paused),
          ),
  },
  {
    id: 'act.signal',
    keys: ['f9', 'ctrl-k'],
    screens,
    group: 'Act',
    does: 'send a signal: menu',
    word: ({state}) => (screenIn(state).kind === 'logs' ? '' : 'signal'),
    place: 16,
    changes: true,
    disabled: context => noRow(context) ?? (anyUp(context) ? null : 'it does not run: there is nothing to signal'),
    run(context) {
      const request = requestFor(context, 'signal', up => up);
      const items = signals.map(([signal, hint]) => ({
        label: signal,
        hint,
        choice: {kind: 'ask' as const, request: {...request, signal}},
      }));
      context.update(state => ask(state, {kind: 'menu', title: 'Send a signal', items, index: 0}));
    },
  },
  {
    id: 'act.remove',
    keys: ['ctrl-x', 'del'],
    screens: ['stacks', 'detail'],
    group: 'Act',
    does: 'remove: the name has to be typed',
    word: 'remove',
    place: 17,
    changes: true,
    disabled: noRow,
    run(context) {
      const request = requestFor(context, 'remove', () => true);
      if (!isFree(context, request)) return;
      const {expected, what} = nameToType(request, context);
      const several = request.targets.length > 1;
      const running = !anyUp(context) ? '' : several ? 'Those that run are killed first. ' : 'It runs: it is killed first. ';
      const consequences = running + (several ? 'Anonymous volumes stay.' : 'Its anonymous volumes stay.');
      const question = questionOf(request, context);
      context.update(state =>
        ask(state, {kind: 'type-name', goal: {kind: 'change', request}, question, consequences, expected, what, typed: ''}),
      );
    },
  },
];
