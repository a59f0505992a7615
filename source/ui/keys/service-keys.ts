import type {ServiceFacts} from '../../model/service.js';
import {push} from '../../state/view-updates.js';
import type {Binding, KeyContext} from './binding.js';
import {noContainer} from './targets.js';

const screens = ['stacks', 'detail'] as const;

const factsIn = ({row, state}: KeyContext): ServiceFacts | undefined =>
  row?.kind === 'container' ? state.services.byKey.get(row.key) : undefined;

const notRunning = ({row}: KeyContext): string | null => {
  if (!row) return 'there is no container here';
  if (row.kind === 'missing') return noContainer;
  if (row.kind === 'stack') return 'choose a container of the stack first';
  const {state} = row.member.container;
  if (state === 'paused') return 'it is paused: p lets it go on';
  return state === 'running' ? null : 'it does not run (S starts it)';
};

const noConsole = (context: KeyContext): string | null => {
  const reason = notRunning(context);
  if (reason !== null) return reason;
  const facts = factsIn(context);
  if (!facts?.console)
    return 'no database, cache or broker is known here: e opens a shell, the label stacktop.kind says what it is';
  // Topics are only looked at; in a console anything can be typed.
  return context.state.readOnly && facts.kind !== 'kafka' ? 'read-only mode: a console could change anything' : null;
};

const noCommands = (context: KeyContext): string | null => {
  const reason = notRunning(context);
  if (reason !== null) return reason;
  const facts = factsIn(context);
  const any = facts !== undefined && (facts.kind !== 'other' || (facts.profile?.commands.length ?? 0) > 0);
  return any ? null : 'no commands are known for it: e opens a shell, the label stacktop.kind says what it is';
};

/** What opens a service in its own terms. */
export const serviceKeys: readonly Binding[] = [
  {
    id: 'service.console',
    keys: ['x'],
    screens,
    group: 'Act',
    does: 'console of the service: psql, redis-cli … (Kafka: its topics)',
    word: context => factsIn(context)?.console ?? '',
    place: 4,
    disabled: noConsole,
    run(context) {
      const {row, update, actions} = context;
      if (row?.kind !== 'container') return;
      if (factsIn(context)?.kind !== 'kafka') {
        actions.openConsole(row.key);
        return;
      }
      update(state => push(state, {kind: 'topics', key: row.key}));
      actions.topics.open(row.key);
    },
  },
  {
    id: 'service.commands',
    keys: ['X'],
    screens,
    group: 'Act',
    does: 'commands of the service, and their answers',
    word: 'commands',
    place: 8,
    disabled: noCommands,
    run({row, update, actions}) {
      if (row?.kind !== 'container') return;
      update(state => push(state, {kind: 'commands', key: row.key}));
      actions.commands.open(row.key);
    },
  },
  {
    id: 'service.urls',
    keys: ['u'],
    screens,
    group: 'Look',
    does: 'URLs: public ones, published ports, links; the last requests',
    word: 'url',
    place: 5,
    disabled: ({row}) => (!row ? 'there is no container here' : row.kind === 'missing' ? noContainer : null),
    run({row, update, actions}) {
      if (!row) return;
      update(state => push(state, {kind: 'urls', key: row.key}));
      actions.urls.open(row.key);
    },
  },
];
