import {isRunning} from '../../state/commands.js';
import {triedIn} from '../../state/connections.js';
import {closeMessages} from '../../state/messages.js';
import {screenIn} from '../../state/selectors.js';
import {pop, push, withView} from '../../state/view-updates.js';
import type {Binding, KeyContext} from './binding.js';
import {leaveCommands} from './command-keys.js';
import {leaveCompose} from './compose-keys.js';
import {quitOrAsk} from './leave.js';

/** All screens. */
export const everywhere = [
  'stacks',
  'detail',
  'logs',
  'commands',
  'topics',
  'groups',
  'topic',
  'messages',
  'urls',
  'compose',
  'qr',
  'plan',
  'help',
] as const;

const back = (context: KeyContext, key: string): void => {
  const {state, update, actions} = context;
  const screen = screenIn(state);
  if (state.view.outcome) {
    update(latest => withView(latest, {outcome: null}));
    return;
  }
  if (screen.kind === 'stacks') {
    quitOrAsk(context);
    return;
  }
  if (screen.kind === 'commands') {
    // ^C is for what runs, as it is in the tool itself.
    if (key === 'ctrl-c' && isRunning(state.commands)) actions.commands.stop();
    else leaveCommands(context);
    return;
  }
  if (screen.kind === 'compose') {
    leaveCompose(context);
    return;
  }
  if (screen.kind === 'detail' && key !== 'q' && triedIn(state)) {
    actions.connections.stop();
    return;
  }
  if (screen.kind === 'messages') actions.topics.stopReading();
  if (screen.kind === 'logs') actions.closeLogs();
  if (screen.kind === 'detail') actions.closeDetail();
  if (screen.kind === 'topics' || screen.kind === 'urls') actions[screen.kind].close();
  update(screen.kind === 'messages' ? closeMessages : pop);
};

/** The program itself. */
export const programKeys: readonly Binding[] = [
  {
    id: 'program.help',
    keys: ['?', 'f1'],
    screens: everywhere.filter(screen => screen !== 'qr' && screen !== 'help'),
    group: 'Program',
    does: 'help',
    word: 'help',
    place: 90,
    run: ({update}) => update(state => push(state, {kind: 'help', scroll: 0})),
  },
  {
    id: 'program.refresh',
    keys: ['ctrl-r'],
    screens: ['stacks', 'detail'],
    group: 'Program',
    does: 'ask the engine for everything again',
    run: ({actions}) => actions.refresh(),
  },
  {
    id: 'program.redraw',
    keys: ['ctrl-l'],
    screens: everywhere,
    group: 'Program',
    does: 'draw the screen again',
    run: ({actions}) => actions.redraw(),
  },
  {
    id: 'program.suspend',
    keys: ['ctrl-z'],
    screens: everywhere,
    group: 'Program',
    does: 'back to the shell for now; `fg` comes back',
    run: ({actions}) => actions.suspend(),
  },
  {
    id: 'program.back',
    keys: ['q', 'f10', 'ctrl-c'],
    screens: everywhere.filter(screen => screen !== 'plan'),
    group: 'Program',
    does: 'back; from the list of stacks: quit',
    word: ({state}) => (screenIn(state).kind === 'stacks' ? 'quit' : 'back'),
    place: 91,
    run: back,
  },
  {
    id: 'program.close',
    keys: ['esc'],
    screens: ['detail', 'groups', 'topic', 'urls', 'qr', 'help'],
    group: 'Program',
    does: 'close',
    run: back,
  },
];
