import {type ReachTarget, reachTargets} from '../../model/reach-targets.js';
import type {Member, Stack} from '../../model/stack.js';
import {detailIn, showTab} from '../../state/detail.js';
import {memberIn} from '../../state/selectors.js';
import type {MenuItem} from '../../state/view.js';
import {ask} from '../../state/view-updates.js';
import {plainText} from '../../terminal/sanitise.js';
import {createTheme} from '../../terminal/theme.js';
import {createLook} from '../format/look.js';
import {networkMembers} from '../format/stack-networks.js';
import type {Binding, KeyContext} from './binding.js';

/** To find out what is chosen, colours do not matter. */
const bare = createLook(createTheme('none', 'dark', false));

/** The member that a connection starts from: the container of the detail, or the one chosen among a stack's networks. */
const startOf = ({state, row}: KeyContext): {readonly stack: Stack; readonly member: Member} | null => {
  const screen = detailIn(state);
  if (!screen || !row) return null;
  if (row.kind === 'container') return {stack: row.stack, member: row.member};
  if (screen.tab !== 'networks') return null;
  const members = networkMembers(row.stack, state, bare);
  return memberIn(state, members[Math.min(screen.cursor, members.length - 1)] ?? '');
};

const noStart = (context: KeyContext): string | null => {
  const screen = detailIn(context.state);
  const start = startOf(context);
  if (!start) return screen?.tab === 'networks' ? 'nobody is on a network here' : 'open Networks (2) and choose who connects';
  const {state} = start.member.container;
  if (state === 'running') return null;
  return `${plainText(start.member.label)} ${state === 'paused' ? 'is paused (p lets it go on)' : 'does not run (S starts it)'}`;
};

const hintOf = ({shared}: ReachTarget): string => {
  if (shared === null) return '';
  return shared.length === 0 ? 'no network in common' : shared.join(', ');
};

const itemsFor = ({stack, member}: {readonly stack: Stack; readonly member: Member}, {state}: KeyContext): MenuItem[] => {
  const profileOf = (key: string) => state.services.byKey.get(key)?.profile ?? null;
  const targets = reachTargets(member, stack, state.stacks, profileOf);
  const from = member.key;
  return [
    ...targets.map((target): MenuItem => {
      const {key, label, host, port} = target;
      const goal = {kind: 'connection', goal: {from, to: {key, host, port}}} as const;
      return {label: `${label}:${port}`, hint: hintOf(target), choice: {kind: 'reach', goal}};
    }),
    {
      label: 'another host',
      hint: 'type HOST:PORT',
      choice: {
        kind: 'line',
        goal: {kind: 'connection', goal: {from, to: null}},
        sign: `connect from ${plainText(member.label)} to`,
        hint: 'HOST:PORT; Enter tries it',
      },
    },
  ];
};

/** Trying a connection between containers. */
export const connectKeys: readonly Binding[] = [
  {
    id: 'detail.connect',
    keys: ['t'],
    screens: ['detail'],
    group: 'Act',
    does: 'test a TCP connection from the container, or from the one chosen in Networks',
    word: 'test a connection',
    // Where networks are in front of one it is what one came for; elsewhere shell and restart come first.
    place: ({state}) => (detailIn(state)?.tab === 'networks' || detailIn(state)?.tab === 'mounts' ? 2 : 8),
    disabled: noStart,
    run(context) {
      const start = startOf(context);
      const screen = detailIn(context.state);
      if (!start || !screen) return;
      // What comes of it stands where networks do.
      if (screen.of === 'container' && screen.tab !== 'mounts') {
        context.update(state => showTab(state, 'mounts'));
        context.actions.openDetail(screen.key, 'mounts');
      }
      const title = `Connect from ${plainText(start.member.label)} to`;
      context.update(state => ask(state, {kind: 'menu', title, items: itemsFor(start, context), index: 0}));
    },
  },
];
