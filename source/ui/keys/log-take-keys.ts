import {plainFileName} from '../../model/log-file-name.js';
import {detailScreen} from '../../state/detail.js';
import {chosenIn} from '../../state/log-moves.js';
import {isNarrowedTo, withNarrowed} from '../../state/log-narrow.js';
import type {Reader} from '../../state/log-save.js';
import {selectedRange, toggleSelection} from '../../state/log-selection.js';
import type {LogSource, LogView} from '../../state/logs.js';
import {memberIn} from '../../state/selectors.js';
import type {State} from '../../state/state.js';
import {notify, push} from '../../state/view-updates.js';
import {longestClip} from '../../terminal/clipboard.js';
import {plainText} from '../../terminal/sanitise.js';
import {fileChunks, screenChunks, takenText} from '../format/log-text.js';
import {bytes} from '../format/numbers.js';
import type {Binding, KeyContext} from './binding.js';
import {changeLog, noLines} from './log-context.js';
import {askWhereToSave} from './log-save-prompt.js';

const screens = ['logs'] as const;
const group = 'Take along' as const;

export const isSelecting = (state: State): boolean => state.logs !== null && selectedRange(state.logs) !== null;

/** While lines are selected, what can be done with them comes first. */
const place =
  (selecting: number, usual: number) =>
  ({state}: KeyContext): number =>
    isSelecting(state) ? selecting : usual;

const copy = (context: KeyContext): void => {
  const {state, update, actions} = context;
  const taken = state.logs ? takenText(state.logs, longestClip) : null;
  if (!taken) return;
  if (taken.tooLong) {
    askWhereToSave(context, `that is more than terminals take (${bytes(longestClip)}): save it to a file?`);
    return;
  }
  const size = taken.text.includes('\n') ? `, ${bytes(Buffer.byteLength(taken.text))}` : '';
  actions.copy(`${taken.what}${size}`, taken.text);
  update(latest => (latest.logs ? {...latest, logs: {...latest.logs, selection: null}} : latest));
};

const readIn = ({state, look, actions}: KeyContext, reader: Reader): void => {
  const {logs} = state;
  if (!logs) return;
  const title = plainText(logs.title);
  actions.logLines.read(reader, {
    name: `${plainFileName(title) || 'log'}.log`,
    title,
    following: !logs.place,
    lines: colours => (colours && reader === 'pager' ? screenChunks(state, logs, look) : fileChunks(state, logs)),
  });
};

/** The source of the chosen line; the only one there is, whatever is chosen. */
const chosenSource = (view: LogView | null): LogSource | null => {
  if (!view) return null;
  const item = chosenIn(view);
  const index = item?.kind === 'line' ? item.source : view.sources.length === 1 ? 0 : -1;
  return view.sources[index] ?? null;
};

const noSource = ({state}: KeyContext): string | null => (chosenSource(state.logs) ? null : 'choose a line of a container first');

const openContainer = ({state, update, actions}: KeyContext): void => {
  const source = chosenSource(state.logs);
  if (!source) return;
  if (!memberIn(state, source.key)) {
    update(latest => notify(latest, `${plainText(source.label)} is no more`, 'warn'));
    return;
  }
  update(latest => push(latest, detailScreen(source.key, 'overview')));
  actions.openDetail(source.key, 'overview');
};

const narrow = (context: KeyContext): void => {
  const source = chosenSource(context.state.logs);
  if (source) changeLog(context, view => withNarrowed(view, source.label));
};

const isNarrowed = (state: State): boolean => {
  const source = chosenSource(state.logs);
  return state.logs !== null && source !== null && isNarrowedTo(state.logs, source.label);
};

/** What is done with lines outside of the log. */
export const logTakeKeys: readonly Binding[] = [
  {
    id: 'log.select',
    keys: ['V'],
    screens,
    group,
    does: 'select from here on; again: drop it',
    word: ({state}) => (isSelecting(state) ? '' : 'select'),
    place: 12,
    disabled: noLines,
    run: context => changeLog(context, toggleSelection),
  },
  {
    id: 'log.copy',
    keys: ['c', 'y'],
    screens,
    group,
    does: 'copy the selection, the marks, or this line',
    word: 'copy',
    place: place(0.1, 11),
    disabled: noLines,
    run: copy,
  },
  {
    id: 'log.save',
    keys: ['ctrl-s'],
    screens,
    group,
    does: 'save: the lines shown, or the exact bytes',
    word: 'save',
    place: place(0.2, 10),
    run: context => askWhereToSave(context),
  },
  {
    id: 'log.pager',
    keys: ['|'],
    screens,
    group,
    does: 'the lines shown (or selected) in $PAGER',
    word: 'pager',
    place: place(0.3, 13),
    disabled: noLines,
    run: context => readIn(context, 'pager'),
  },
  {
    id: 'log.editor',
    keys: ['E'],
    screens,
    group,
    does: 'the same in $VISUAL or $EDITOR, at this line',
    word: 'editor',
    place: place(0.4, 15),
    disabled: noLines,
    run: context => readIn(context, 'editor'),
  },
  {
    id: 'log.container',
    keys: ['o'],
    screens,
    group,
    does: "detail of this line's container",
    word: 'container',
    place: 14,
    disabled: noSource,
    run: openContainer,
  },
  {
    id: 'log.narrow',
    keys: ['O'],
    screens,
    group,
    does: "only that container's lines; again: all",
    word: ({state}) => (state.logs && state.logs.sources.length > 1 ? (isNarrowed(state) ? 'all containers' : 'only it') : ''),
    place: 16,
    disabled: context => (context.state.logs?.sources.length === 1 ? 'this is the log of one container' : noSource(context)),
    run: narrow,
  },
];
