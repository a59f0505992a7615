import {isUp} from '../../model/status.js';
import type {ActionName, ActionRequest} from '../../state/activity.js';
import {ask, notify} from '../../state/view-updates.js';
import type {Binding, KeyContext} from './binding.js';
import {membersHit, questionOf, targetOf} from './targets.js';

const screens = ['stacks', 'detail', 'logs'] as const;
const several = (context: KeyContext): boolean => context.row?.kind === 'stack' || context.state.view.tagged.size > 0;

/** Asks in the footer before anything is done. */
export const askFor = (context: KeyContext, request: ActionRequest): void => {
  if (request.targets.length === 0) {
    context.update(state => notify(state, 'nothing to do here', 'warn'));
    return;
  }
  context.update(state => ask(state, {kind: 'confirm', request, question: questionOf(request, context)}));
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
const noRow = ({row}: KeyContext): string | null => (row ? null : 'there is no container to do it to');

export const signals: readonly (readonly [string, string])[] = [
  ['SIGTERM', 'asks it to end'],
  ['SIGINT', 'as ^C does'],
  ['SIGHUP', 'many servers read their configuration again'],
  ['SIGQUIT', 'end, with a dump where the program makes one'],
  ['SIGUSR1', 'whatever the program takes it for'],
  ['SIGUSR2', 'whatever the program takes it for'],
  ['SIGKILL', 'ends it at once; nothing is saved'],
];

/** What changes containers. Every one of them asks first. */
export const actKeys: readonly Binding[] = [
  {
    id: 'act.restart',
    keys: ['r'],
    screens,
    group: 'Act',
    does: 'restart, and watch until it is healthy (stack row: all of it)',
    word: 'restart',
    place: 4,
    changes: true,
    disabled: noRow,
    run: context =>
      askFor(
        context,
        requestFor(context, 'restart', up => up || !several(context)),
      ),
  },
  {
    id: 'act.stop-start',
    keys: ['S'],
    screens,
    group: 'Act',
    does: 'stop, or start when it is stopped',
    word: context => (anyUp(context) ? 'stop' : 'start'),
    place: 6,
    changes: true,
    disabled: noRow,
    run: context =>
      anyUp(context)
        ? askFor(
            context,
            requestFor(context, 'stop', up => up),
          )
        : askFor(
            context,
            requestFor(context, 'start', up => !up),
          ),
  },
  {
    id: 'act.pause',
    keys: ['p'],
    screens: ['stacks', 'detail'],
    group: 'Act',
    does: 'pause, or go on when it is paused',
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
    changes: true,
    disabled: noRow,
    run(context) {
      const request = requestFor(context, 'remove', () => true);
      const [only] = request.targets;
      if (!only || !context.row) return;
      const expected =
        request.targets.length === 1 ? (only.label.split('/').at(-1) ?? only.label) : String(request.targets.length);
      const what = request.targets.length === 1 ? 'its name' : 'how many they are';
      const running = anyUp(context) ? ' It runs: it is killed first.' : '';
      const question = `${questionOf(request, context)}${running} Its anonymous volumes stay. Type ${what} (${expected}):`;
      context.update(state => ask(state, {kind: 'type-name', request, question, expected, typed: ''}));
    },
  },
];
