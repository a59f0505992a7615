import type {Row} from '../../model/rows.js';
import {type DetailScreen, detailIn, showTab, tabBeside, tabsOf, withDetail} from '../../state/detail.js';
import type {State} from '../../state/state.js';
import {containerTabs, type DetailTab} from '../../state/view.js';
import {pop} from '../../state/view-updates.js';
import {createTheme} from '../../terminal/theme.js';
import {contentSize, detailContent} from '../format/detail-content.js';
import {type Content, heightOf, topOf} from '../format/detail-piece.js';
import {type NamedValue, namedValues} from '../format/detail-values.js';
import {createLook} from '../format/look.js';
import {networkMembers} from '../format/stack-networks.js';
import type {Binding, KeyContext} from './binding.js';

const screens = ['detail'] as const;
const revealMs = 10_000;
/** To count lines, colours do not matter. */
const bare = createLook(createTheme('none', 'dark', false));

interface Open {
  readonly screen: DetailScreen;
  readonly height: number;
  /** How many entries there are, in a tab with a cursor. */
  readonly entries: number | null;
  contentAt(screen: DetailScreen): Content;
}

const entriesIn = ({tab}: DetailScreen, row: Row, state: State): number | null => {
  if (row.kind === 'container') return namedValues(row.member.container, tab)?.length ?? null;
  return tab === 'networks' ? networkMembers(row.stack, state, bare).length : null;
};

const openIn = ({state, row}: KeyContext): Open | null => {
  const screen = detailIn(state);
  if (!screen || !row) return null;
  const size = contentSize(state);
  const subject = {stack: row.stack, member: row.kind === 'container' ? row.member : null};
  return {
    screen,
    height: size.height,
    entries: entriesIn(screen, row, state),
    contentAt: shown => detailContent(subject, shown, state, size, bare, null),
  };
};

/** Scrolls by lines; where there is a cursor, moves it by entries and scrolls no further than needed. */
const scrollBy = (context: KeyContext, by: number): void => {
  const open = openIn(context);
  if (!open) return;
  const {screen, entries, height} = open;
  const step = Number.isFinite(by) ? by : by < 0 ? -Number.MAX_SAFE_INTEGER : Number.MAX_SAFE_INTEGER;
  if (entries !== null && entries > 0) {
    const cursor = Math.max(0, Math.min(entries - 1, screen.cursor + step));
    const scroll = topOf(open.contentAt({...screen, cursor}), screen.scroll, height);
    context.update(state => withDetail(state, {cursor, scroll}));
    return;
  }
  const content = open.contentAt(screen);
  const highest = Math.max(0, heightOf(content.pieces) - height);
  const scroll = Math.max(0, Math.min(highest, topOf(content, screen.scroll, height) + step));
  context.update(state => withDetail(state, {scroll}));
};

const page = ({state}: KeyContext): number => Math.max(1, contentSize(state).height - 1);

const goTo = (context: KeyContext, tab: DetailTab | undefined): void => {
  const screen = detailIn(context.state);
  if (!screen || tab === undefined || tab === screen.tab || !tabsOf(screen).includes(tab)) return;
  context.update(state => showTab(state, tab));
  context.actions.openDetail(screen.key, tab);
};

const goBeside = (context: KeyContext, by: 1 | -1): void => {
  const screen = detailIn(context.state);
  if (screen) goTo(context, tabBeside(screen, by));
};

/** The entry under the cursor when its value is masked. */
const secretUnderCursor = (context: KeyContext): NamedValue | null => {
  const screen = detailIn(context.state);
  const entries = context.row?.kind === 'container' && screen ? namedValues(context.row.member.container, screen.tab) : null;
  const entry = entries?.[Math.min(screen?.cursor ?? 0, entries.length - 1)];
  return entry && entry.masked !== entry.value ? entry : null;
};

const reveal = (state: State, name: string): State => {
  const screen = detailIn(state);
  const isShown = screen?.revealed?.name === name && state.now < screen.revealed.until;
  return withDetail(state, {revealed: isShown ? null : {name, until: state.now + revealMs}});
};

const scrollKey = (name: string, keys: readonly string[], does: string, by: (context: KeyContext) => number): Binding => ({
  id: `detail.${name}`,
  keys,
  screens,
  group: 'Move',
  does,
  run: context => scrollBy(context, by(context)),
});

const ofStack = (what: string): ((context: KeyContext) => string | null) => {
  const reason = `a stack has no ${what} of its own: choose one of its containers`;
  return ({row}) => (row?.kind === 'stack' ? reason : null);
};

/** Keys of the detail. */
export const detailKeys: readonly Binding[] = [
  {
    id: 'detail.next',
    keys: ['tab', 'right'],
    screens,
    group: 'Look',
    does: 'next tab',
    word: 'next tab',
    place: 1,
    run: context => goBeside(context, 1),
  },
  {
    id: 'detail.previous',
    keys: ['shift-tab', 'left', 'h'],
    screens,
    group: 'Look',
    does: 'tab before',
    run: context => goBeside(context, -1),
  },
  {
    id: 'detail.tab',
    keys: containerTabs.map((_, place) => String(place + 1)),
    screens,
    group: 'Look',
    does: 'the tab of this number',
    run(context, key) {
      const screen = detailIn(context.state);
      if (screen) goTo(context, tabsOf(screen)[Number(key) - 1]);
    },
  },
  {
    id: 'detail.health',
    keys: ['d'],
    screens,
    group: 'Look',
    does: 'health',
    disabled: ofStack('health check'),
    run: context => goTo(context, 'health'),
  },
  {
    id: 'detail.inspect',
    keys: ['i'],
    screens,
    group: 'Look',
    does: 'inspect',
    disabled: ofStack('inspection'),
    run: context => goTo(context, 'inspect'),
  },
  {
    id: 'detail.reveal',
    keys: ['*'],
    screens,
    group: 'Look',
    does: 'show the chosen secret for 10 s; again: hide it',
    word: 'reveal',
    place: 2,
    disabled: context => (secretUnderCursor(context) ? null : 'choose a masked value in Env or Labels first'),
    run(context) {
      const entry = secretUnderCursor(context);
      if (entry) context.update(state => reveal(state, entry.name));
    },
  },
  {
    id: 'detail.close',
    keys: ['enter'],
    screens,
    group: 'Look',
    does: 'close the detail',
    run({update, actions}) {
      actions.closeDetail();
      update(pop);
    },
  },
  scrollKey('up', ['up', 'k'], 'a line up', () => -1),
  scrollKey('down', ['down', 'j'], 'a line down', () => 1),
  scrollKey('page-up', ['pgup', 'ctrl-b'], 'a page up', context => -page(context)),
  scrollKey('page-down', ['pgdn', 'ctrl-f', 'space'], 'a page down', page),
  scrollKey('half-up', ['ctrl-u'], 'half a page up', context => -Math.ceil(page(context) / 2)),
  scrollKey('half-down', ['ctrl-d'], 'half a page down', context => Math.ceil(page(context) / 2)),
  scrollKey('first', ['g', 'home'], 'to the start', () => Number.NEGATIVE_INFINITY),
  scrollKey('last', ['G', 'end'], 'to the end', () => Number.POSITIVE_INFINITY),
];
