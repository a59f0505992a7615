import {parseLogFilter} from '../../model/log-filter.js';
import {patternTrouble} from '../../model/log-pattern.js';
import {rangeExamples} from '../../model/log-range.js';
import {logZone} from '../../state/logs.js';
import type {State} from '../../state/state.js';
import type {Prompt, Typing} from '../../state/view.js';
import {plainText} from '../../terminal/sanitise.js';
import {cellWidth, toWidth, truncate} from '../../terminal/widths.js';
import {saveInWords} from './log-saving.js';
import type {Look} from './look.js';
import {typedText} from './typed-text.js';

/** The keys that work here, as many as fit; help and quit, which come last, are never the ones that are cut. */
export const formatKeys = (keys: readonly {readonly key: string; readonly word: string}[], width: number, look: Look): string => {
  const cells = ({key, word}: {key: string; word: string}): number => cellWidth(key) + 1 + cellWidth(word) + 2;
  let room = width - 1 - keys.slice(-2).reduce((sum, item) => sum + cells(item), 0);
  const shown = keys.slice(0, -2).filter(item => {
    room -= cells(item);
    return room >= 0;
  });
  return ` ${[...shown, ...keys.slice(-2)].map(({key, word}) => `${look.paint.accent(key)} ${look.paint.dim(word)}`).join('  ')}`;
};

type NamePrompt = Extract<Prompt, {kind: 'type-name'}>;
/** Cells that what is typed has at least. */
const leastTyped = 12;

/** What is asked, and how the footer says what has to be typed: at length, in short, or not at all, and the line above does. */
const namePrompt = (prompt: NamePrompt, width: number): {readonly question: string; readonly hint: string} => {
  const question = plainText(prompt.question);
  const expected = plainText(prompt.expected);
  const room = width - cellWidth(question) - 4 - leastTyped;
  const hints = [`Type ${prompt.what ?? 'its name'} (${expected}):`, `Type ${expected}:`];
  return {question, hint: hints.find(hint => cellWidth(hint) <= room) ?? ''};
};

/** Above a question: why what was typed was not taken; what comes of it, and what has to be typed where the question has no room to say so; null when nothing is asked so. */
export const formatConsequences = (state: State, look: Look): string | null => {
  const {prompt, size} = state.view;
  if ((prompt?.kind === 'line' || prompt?.kind === 'log-range') && prompt.problem !== undefined)
    return ` ${look.paint.alarm(truncate(plainText(prompt.problem), size.columns - 2, look.glyphs.cut))}`;
  if (prompt?.kind === 'log-save' && state.logs)
    return ` ${look.paint.dim(truncate(saveInWords(state.logs, prompt.how, prompt.why), size.columns - 2, look.glyphs.cut))}`;
  if (prompt?.kind !== 'type-name') return null;
  const {hint} = namePrompt(prompt, size.columns - 1);
  const text = `${hint === '' ? `Type ${plainText(prompt.expected)} to do it. ` : ''}${plainText(prompt.consequences ?? '')}`;
  return ` ${look.paint.warn(truncate(text, size.columns - 2, look.glyphs.cut))}`;
};

/** The keys of a menu; it has them all. */
export const menuKeys = [
  {key: 'Enter', word: 'choose'},
  {key: 'Esc', word: 'close'},
] as const;

/** The keys of the free line of the screen of commands. */
export const commandLineKeys = (ascii: boolean): readonly {readonly key: string; readonly word: string}[] => [
  {key: 'Tab', word: 'complete'},
  {key: ascii ? 'Up Down' : '↑ ↓', word: 'earlier ones'},
  {key: '^u', word: 'clear'},
  {key: 'Enter', word: 'run'},
  {key: 'Esc', word: 'leave'},
];

/** The question or the input in the footer; null when nothing is asked there. */
export const formatPrompt = (state: State, look: Look): string | null => {
  const {prompt, size} = state.view;
  const {paint, glyphs} = look;
  const width = size.columns - 1;
  /** What is typed, its end when there is no room; beside it what can be, while there is room. */
  const input = (sign: string, {typed, cursor = typed.length}: Typing, hint: string, always = false): string => {
    const shown = typedText({text: typed, cursor}, width - cellWidth(sign) - 1, look);
    const room = width - cellWidth(sign) - shown.cells - 2;
    const fits = cellWidth(hint) <= room;
    const said = always && room >= leastTyped ? truncate(hint, room, glyphs.cut) : fits && (always || typed === '') ? hint : '';
    const help = said === '' ? '' : paint.faint(`  ${said}`);
    return ` ${paint.accent(sign)}${shown.text}${help}`;
  };
  /** The same, and in place of what can be typed why it cannot be meant so. */
  const checked = (sign: string, typing: Typing, hint: string, trouble: string | null): string => {
    if (trouble === null) return input(sign, typing, hint);
    const {typed, cursor = typed.length} = typing;
    const said = truncate(plainText(trouble), Math.max(0, width - cellWidth(sign) - leastTyped - 3), glyphs.cut);
    const shown = typedText({text: typed, cursor}, width - cellWidth(sign) - cellWidth(said) - 4, look);
    return ` ${paint.accent(sign)}${shown.text}  ${paint.warn(said)}`;
  };
  const answers = `${paint.accent('Enter')} ${paint.dim('yes')}  ${paint.accent('Esc')} ${paint.dim('no')}`;
  switch (prompt?.kind) {
    case 'confirm': {
      const {key, word} = prompt.instead ?? {key: '', word: ''};
      const other = key === '' ? '' : `  ${paint.accent(key)} ${paint.dim(word)}`;
      const room = width - 19 - (key === '' ? 0 : key.length + word.length + 3);
      return ` ${paint.warn(truncate(plainText(prompt.question), room, glyphs.cut))}  ${answers}${other}`;
    }
    case 'quit': {
      const question = ': quit anyway?';
      const what = truncate(plainText(prompt.what), width - 19 - question.length, glyphs.cut);
      return ` ${paint.warn(what + question)}  ${answers}`;
    }
    case 'type-name': {
      const {question, hint} = namePrompt(prompt, width);
      const asked = truncate(hint === '' ? question : `${question} ${hint}`, width - leastTyped - 3, glyphs.cut);
      const {typed, cursor = typed.length} = prompt;
      return ` ${paint.alarm(asked)} ${typedText({text: typed, cursor}, width - cellWidth(asked) - 2, look).text}`;
    }
    case 'filter':
      return input('/', prompt, 'text  !text  health=unhealthy  state=exited  stack=  image=');
    case 'log-search':
    case 'answer-search':
      return checked('/', prompt, 'text  /regex/', patternTrouble(prompt.typed));
    case 'log-filter':
      return checked(
        '&',
        prompt,
        'text  !text  /regex/  level>=warn  service=  status>=500  a | b',
        parseLogFilter(prompt.typed, state.logs?.sources.map(({label}) => label) ?? [])?.trouble ?? null,
      );
    case 'log-range':
      return input(logZone(state.logLook) === 'utc' ? 'time (UTC) ' : 'time ', prompt, rangeExamples);
    case 'log-save':
      return input(
        `save ${prompt.how === 'raw' ? 'raw' : 'as shown'} to `,
        prompt,
        prompt.how === 'raw' ? 'Tab: as shown' : 'Tab: raw bytes',
        true,
      );
    case 'line':
      return input(`${prompt.sign} `, prompt, prompt.hint, true);
    case 'topic-filter':
      return input('/', prompt, 'part of a name');
    case 'message-search':
      return input('/', prompt, 'text  /regex/');
    case 'palette':
      return input(':', prompt, 'part of what it does; Enter does it, Esc closes');
    case 'shell':
      return input('shell as ', prompt, 'user, then the command if any; Enter starts it', true);
    default:
      return null;
  }
};

/** What happened a moment ago. */
export const formatNotice = (state: State, look: Look): string | null => {
  const {notice} = state;
  const {size} = state.view;
  if (!notice) return null;
  const role = notice.kind === 'bad' ? 'alarm' : notice.kind === 'warn' ? 'warn' : 'good';
  return ` ${look.paint[role](toWidth(plainText(notice.text), size.columns - 2, 'left', look.glyphs.cut))}`;
};
