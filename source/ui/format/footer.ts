import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import {cellWidth, toWidth, truncate, truncateStart} from '../../terminal/widths.js';
import type {Look} from './look.js';

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

/** The question or the input in the footer; null when nothing is asked there. */
export const formatPrompt = (state: State, look: Look): string | null => {
  const {prompt, size} = state.view;
  const {paint, glyphs} = look;
  const width = size.columns - 1;
  const cursor = look.theme.ascii ? '_' : '▏';
  /** What is typed, its end when there is no room; beside it what can be, while there is room. */
  const input = (sign: string, typed: string, hint: string, always = false): string => {
    const shown = truncateStart(plainText(typed), width - sign.length - 2, glyphs.cut);
    const room = width - sign.length - cellWidth(shown) - 1 - 2;
    const help = (always || typed === '') && hint.length <= room ? paint.faint(`  ${hint}`) : '';
    return ` ${paint.accent(sign)}${paint.strong(shown)}${paint.accent(cursor)}${help}`;
  };
  const answers = `${paint.accent('Enter')} ${paint.dim('yes')}  ${paint.accent('Esc')} ${paint.dim('no')}`;
  switch (prompt?.kind) {
    case 'confirm':
      return ` ${paint.warn(truncate(plainText(prompt.question), width - 19, glyphs.cut))}  ${answers}`;
    case 'quit': {
      const question = ': quit anyway?';
      const what = truncate(plainText(prompt.what), width - 19 - question.length, glyphs.cut);
      return ` ${paint.warn(what + question)}  ${answers}`;
    }
    case 'type-name': {
      const typed = truncateStart(plainText(prompt.typed), Math.min(30, width - 14), glyphs.cut);
      // What has to be typed stands at the end of the question: when there is no room, its start goes.
      const question = truncateStart(plainText(prompt.question), width - cellWidth(typed) - 3, glyphs.cut);
      return ` ${paint.alarm(question)} ${paint.strong(typed)}${paint.accent(cursor)}`;
    }
    case 'filter':
      return input('/', prompt.typed, 'text  !text  health=unhealthy  state=exited  stack=  image=');
    case 'log-search':
      return input('/', prompt.typed, 'text  /regex/');
    case 'log-filter':
      return input('&', prompt.typed, 'text  !text  /regex/  level>=warn  service=  stream=stderr');
    case 'shell':
      return input('shell as ', prompt.typed, 'user, then the command if any; Enter starts it', true);
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
