import {render} from 'ink-testing-library';
import {bodyHeight} from '../../../source/state/layout.js';
import type {State} from '../../../source/state/state.js';
import {createStore} from '../../../source/state/store.js';
import type {Look} from '../../../source/ui/format/look.js';
import {keyContext} from '../../../source/ui/keys/context.js';
import {pasteInPrompt, pressInPrompt} from '../../../source/ui/keys/prompt-keys.js';
import {footerKeys, press} from '../../../source/ui/keys/table.js';
import {Commands} from '../../../source/ui/screens/commands.js';
import {bare, plainLook} from '../sample.js';
import {notedActions} from './noted-actions.js';

/** Someone at the screen of commands. */
export const openScreen = (state: State) => {
  const store = createStore(state);
  const {actions, asked} = notedActions();
  const context = () => keyContext(store, actions);
  const {columns} = state.view.size;
  return {
    store,
    asked,
    keys(...pressed: string[]): void {
      for (const key of pressed) {
        const {prompt} = store.get().view;
        if (prompt) pressInPrompt(prompt, key, context());
        else press(key, context());
      }
    },
    type(text: string): void {
      this.keys(...[...text].map(character => (character === ' ' ? 'space' : character)));
    },
    paste: (text: string): void => pasteInPrompt(store.get().view.prompt, text, context()),
    footer: (): string =>
      footerKeys(context())
        .map(({key, word}) => `${key} ${word}`)
        .join('  '),
    said: () => store.get().notice?.text ?? null,
    view() {
      const view = store.get().commands;
      if (!view) throw new Error('the screen was closed');
      return view;
    },
    screen(look: Look = plainLook): string[] {
      const height = bodyHeight(store.get());
      const {lastFrame, unmount} = render(<Commands state={store.get()} look={look} width={columns} height={height} />);
      const frame = lastFrame() ?? '';
      unmount();
      return frame.split('\n');
    },
    text(): string {
      return this.screen().map(bare).join('\n');
    },
    last(): string {
      return bare(this.screen().at(-1) ?? '');
    },
  };
};

export const numbered = (count: number): string[] => Array.from({length: count}, (_, index) => `line ${index + 1}`);
