import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import {cellWidth, toWidth, truncate} from '../../terminal/widths.js';
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
  switch (prompt?.kind) {
    case 'confirm': {
      const answers = `${paint.accent('Enter')} ${paint.dim('yes')}  ${paint.accent('Esc')} ${paint.dim('no')}`;
      return ` ${paint.warn(truncate(plainText(prompt.question), width - 18, glyphs.cut))}  ${answers}`;
    }
    case 'type-name': {
      const typed = truncate(plainText(prompt.typed), 30, glyphs.cut);
      const question = plainText(prompt.question);
      // What has to be typed stands at the end of the question: when there is no room, its start goes.
      const room = width - cellWidth(typed) - 3;
      const shown = cellWidth(question) <= room ? question : `${glyphs.cut}${question.slice(question.length - room + 1)}`;
      return ` ${paint.alarm(shown)} ${paint.strong(typed)}${paint.accent(cursor)}`;
    }
    case 'filter': {
      const hint = prompt.typed === '' ? paint.faint('  text  !text  health=unhealthy  state=exited  stack=…  image=…') : '';
      return ` ${paint.accent('/')}${paint.strong(truncate(plainText(prompt.typed), width - 4, glyphs.cut))}${paint.accent(cursor)}${size.columns >= 80 ? hint : ''}`;
    }
    case 'log-search':
    case 'log-filter': {
      const sign = prompt.kind === 'log-search' ? '/' : '&';
      const hint = prompt.kind === 'log-search' ? 'text  /regex/' : 'text  !text  /regex/  level>=warn  service=…  stream=stderr';
      const typed = truncate(plainText(prompt.typed), width - 4, glyphs.cut);
      const shown = prompt.typed === '' && size.columns >= 80 ? paint.faint(`  ${hint}`) : '';
      return ` ${paint.accent(sign)}${paint.strong(typed)}${paint.accent(cursor)}${shown}`;
    }
    case 'shell':
      return ` ${paint.accent('shell as')} ${paint.strong(truncate(plainText(prompt.typed), width - 40, glyphs.cut))}${paint.accent(cursor)}${paint.faint('  user, then the command if any · Enter')}`;
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
