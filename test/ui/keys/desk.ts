import type {Container} from '../../../source/model/container.js';
import type {Beginning} from '../../../source/state/initial.js';
import type {State} from '../../../source/state/state.js';
import {createStore} from '../../../source/state/store.js';
import {keyContext} from '../../../source/ui/keys/context.js';
import {pasteInPrompt, pressInPrompt} from '../../../source/ui/keys/prompt-keys.js';
import {footerKeys, press} from '../../../source/ui/keys/table.js';
import {listOf, selectedLabel, stateWith} from '../../state/sample.js';
import {notedActions} from '../support/noted-actions.js';

/** Someone at the keys: what is pressed goes where the app sends it, what it asks for is noted. */
export const deskWith = (containers: readonly Container[], more: Partial<Beginning> = {}) => deskAt(stateWith(containers, more));

/** The same, with any state on screen. */
export const deskAt = (state: State) => {
  const store = createStore<State>(state);
  const {actions, asked} = notedActions();
  const context = () => keyContext(store, actions);
  return {
    store,
    asked,
    press(...keys: readonly string[]): void {
      for (const key of keys) {
        const {prompt} = store.get().view;
        if (prompt) pressInPrompt(prompt, key, context());
        else press(key, context());
      }
    },
    type(text: string): void {
      this.press(...[...text].map(character => (character === ' ' ? 'space' : character)));
    },
    paste: (text: string): void => pasteInPrompt(store.get().view.prompt, text, context()),
    footer: (): string[] => footerKeys(context()).map(({key, word}) => `${key} ${word}`),
    selected: () => selectedLabel(store.get()),
    list: () => listOf(store.get()),
    prompt: () => store.get().view.prompt,
    said: () => store.get().notice?.text ?? null,
    screens: () => store.get().view.screens.map(({kind}) => kind),
  };
};
export type Desk = ReturnType<typeof deskWith>;
