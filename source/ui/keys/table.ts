import {screenIn} from '../../state/selectors.js';
import type {Screen} from '../../state/view.js';
import {notify} from '../../state/view-updates.js';
import {actKeys} from './act-keys.js';
import {type Binding, type KeyContext, refusal} from './binding.js';
import {commandKeys} from './command-keys.js';
import {composeKeys} from './compose-keys.js';
import {connectKeys} from './connect-keys.js';
import {detailKeys} from './detail-keys.js';
import {helpedScreen, helpGroups} from './help-groups.js';
import {helpKeys} from './help-keys.js';
import {heightOf, helpLayout} from './help-layout.js';
import {keyName} from './key-name.js';
import {listKeys} from './list-keys.js';
import {logKeys} from './log-keys.js';
import {lookKeys} from './look-keys.js';
import {messageKeys} from './message-keys.js';
import {moveKeys} from './move-keys.js';
import {paletteItems, paletteKeys} from './palette-keys.js';
import {planKeys} from './plan-keys.js';
import {everywhere, programKeys} from './program-keys.js';
import {serviceKeys} from './service-keys.js';
import {topicKeys} from './topic-keys.js';
import {urlKeys} from './url-keys.js';

/** The free line of the screen of commands has this key there; under a code for a camera there is nothing to do. */
const withoutPalette: ReadonlySet<Screen['kind']> = new Set(['commands', 'qr', 'help']);

/** The one table of keys: handler, footer, help and the readme's list come from it. */
export const table: readonly Binding[] = [
  ...moveKeys,
  ...lookKeys,
  ...serviceKeys,
  ...actKeys,
  ...listKeys,
  ...detailKeys,
  ...connectKeys,
  ...logKeys,
  ...commandKeys,
  ...composeKeys,
  ...urlKeys,
  ...topicKeys,
  ...messageKeys,
  ...planKeys,
  ...helpKeys(state =>
    heightOf(helpLayout(helpGroups(table, helpedScreen(state)), state.view.size.columns, state.readOnly, false)),
  ),
  ...paletteKeys(
    everywhere.filter(screen => !withoutPalette.has(screen)),
    context => paletteItems(table, context),
  ),
  ...programKeys,
];

/** Does what a key means on the screen on top; false when it means nothing there. A key that cannot be used now says why. */
export const press = (key: string, context: KeyContext): boolean => {
  const screen = screenIn(context.state).kind;
  const binding = table.find(candidate => candidate.keys.includes(key) && candidate.screens.includes(screen));
  if (!binding) return false;
  runBinding(binding, context, key);
  return true;
};

/** Does what a row of the table does, by its id, as its first key would. */
export const runAction = (id: string, context: KeyContext): void => {
  const binding = table.find(candidate => candidate.id === id);
  if (binding) runBinding(binding, context, binding.keys[0] ?? '');
};

const runBinding = (binding: Binding, context: KeyContext, key: string): void => {
  const reason = refusal(binding, context);
  if (reason !== null) context.update(state => notify(state, `${keyName(key)}: ${reason}`, 'warn'));
  else binding.run(context, key);
};

export {keyName};

const placeOf = ({place = 50}: Binding, context: KeyContext): number => (typeof place === 'function' ? place(context) : place);

/** What the footer offers for the selected row: only keys that work there, the most useful first. */
export const footerKeys = (context: KeyContext, ascii = false): {readonly key: string; readonly word: string}[] => {
  const screen = screenIn(context.state).kind;
  return table
    .filter(binding => binding.word !== undefined && binding.screens.includes(screen) && refusal(binding, context) === null)
    .sort((a, b) => placeOf(a, context) - placeOf(b, context))
    .map(binding => ({
      key: (binding.row?.keys ?? binding.keys.slice(0, 1)).map(key => keyName(key, ascii)).join(' '),
      word: typeof binding.word === 'function' ? binding.word(context) : (binding.word ?? ''),
    }))
    .filter(({word}) => word !== '');
};
