import {screenIn} from '../../state/selectors.js';
import type {State} from '../../state/state.js';
import {chooseUrl, chosenRequest, chosenUrl, moveUrl, otherList, urlItemsIn, urlListHeight} from '../../state/url-items.js';
import {ask, push} from '../../state/view-updates.js';
import {plainText} from '../../terminal/sanitise.js';
import type {Binding, KeyContext} from './binding.js';

const screens = ['urls'] as const;
const page = ({state}: KeyContext): number => Math.max(1, urlListHeight(state) - 1);

const moveKey = (name: string, keys: readonly string[], does: string, by: (context: KeyContext) => number): Binding => ({
  id: `urls.${name}`,
  keys,
  screens,
  group: 'Move',
  does,
  run: context => context.update(state => moveUrl(state, by(context))),
});

/** Whether there is a request to go to. */
const hasRequests = (state: State): boolean => urlItemsIn(state).some(({kind}) => kind === 'request');

const noUrl = ({state}: KeyContext): string | null => {
  if (chosenUrl(state)) return null;
  return chosenRequest(state) ? 'a request is chosen: R replays it' : 'there is no URL here';
};

/** The URL under the cursor, or the one whose code is on screen: as it may be handed on. */
const urlIn = ({state}: KeyContext): {readonly name: string; readonly url: string} | null => {
  const screen = screenIn(state);
  const entry = screen.kind === 'qr' ? screen : chosenUrl(state);
  return entry && {name: plainText(entry.name), url: plainText(entry.url)};
};

const noPage = (context: KeyContext): string | null => {
  const url = urlIn(context)?.url;
  if (url === undefined) return noUrl(context);
  return /^https?:\/\//.test(url) ? null : 'it is no web page: Enter copies the address';
};

/** Keys of the screen of URLs, and of the QR code over it. */
export const urlKeys: readonly Binding[] = [
  moveKey('up', ['up', 'k'], 'up', () => -1),
  moveKey('down', ['down', 'j'], 'down', () => 1),
  moveKey('page-up', ['pgup', 'ctrl-b', 'ctrl-u'], 'a page up', context => -page(context)),
  moveKey('page-down', ['pgdn', 'ctrl-f', 'ctrl-d'], 'a page down', page),
  {
    id: 'urls.first',
    keys: ['g', 'home'],
    screens,
    group: 'Move',
    does: 'to the first URL',
    run: ({update}) => update(state => chooseUrl(state, 0)),
  },
  {
    id: 'urls.last',
    keys: ['G', 'end'],
    screens,
    group: 'Move',
    does: 'to the last line',
    run: ({update}) => update(state => chooseUrl(state, urlItemsIn(state).length - 1)),
  },
  {
    id: 'urls.other',
    keys: ['tab', 'shift-tab'],
    screens,
    group: 'Move',
    does: 'from the URLs to the last requests, and back',
    word: ({state}) => (hasRequests(state) ? (chosenRequest(state) ? 'URLs' : 'requests') : ''),
    place: 3.5,
    run: ({update}) => update(otherList),
  },
  {
    id: 'urls.copy',
    keys: ['enter', 'c'],
    screens: ['urls', 'qr'],
    group: 'Look',
    does: 'copy the URL',
    word: 'copy',
    place: 1,
    disabled: context => (urlIn(context) ? null : noUrl(context)),
    run(context) {
      const chosen = urlIn(context);
      if (chosen) context.actions.copy(chosen.name, chosen.url);
    },
  },
  {
    id: 'urls.open',
    keys: ['o'],
    screens: ['urls', 'qr'],
    group: 'Look',
    does: 'open it in a browser, where there is one',
    word: 'open',
    place: 2,
    disabled: noPage,
    run(context) {
      const chosen = urlIn(context);
      if (chosen) context.actions.urls.browse(chosen.name, chosen.url);
    },
  },
  {
    id: 'urls.qr',
    keys: ['Q'],
    screens,
    group: 'Look',
    does: 'QR code, for a phone',
    word: 'QR code',
    place: 3,
    disabled: noUrl,
    run(context) {
      const chosen = urlIn(context);
      const key = context.state.urls?.key;
      if (chosen && key !== undefined) context.update(state => push(state, {kind: 'qr', key, ...chosen}));
    },
  },
  {
    id: 'urls.replay',
    keys: ['R'],
    screens,
    group: 'Act',
    does: 'replay the chosen request through its tunnel',
    word: 'replay',
    place: 4,
    changes: true,
    disabled: ({state}) => (chosenRequest(state) ? null : 'choose one of the last requests first (Tab)'),
    run({state, update}) {
      const request = chosenRequest(state);
      if (!request || !state.urls) return;
      const goal = {kind: 'url', goal: {kind: 'replay', key: state.urls.key, request: request.id}} as const;
      const question = `Replay ${plainText(`${request.method} ${request.path}`)}?`;
      update(latest => ask(latest, {kind: 'confirm', goal, question}));
    },
  },
];
