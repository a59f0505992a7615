import {Lines} from '../components/line.js';
import {helpLines} from '../format/help.js';
import {helpedScreen} from '../keys/help-groups.js';
import type {ScreenProps} from './screen-props.js';

/** The keys of the screen that it was asked for on, by heading. */
export const Help = ({state, look, width, height, scroll}: ScreenProps & {readonly scroll: number}) => {
  const lines = helpLines(helpedScreen(state), width, state.readOnly, look);
  const top = Math.max(0, Math.min(scroll, lines.length - height));
  return <Lines texts={lines.slice(top, top + height)} />;
};
