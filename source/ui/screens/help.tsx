import {Lines} from '../components/line.js';
import {helpLines} from '../format/help.js';
import type {ScreenProps} from './screen-props.js';

/** All keys, by heading. */
export const Help = ({state, look, width, height, scroll}: ScreenProps & {readonly scroll: number}) => {
  const lines = helpLines(width, state.readOnly, look);
  const top = Math.max(0, Math.min(scroll, lines.length - height));
  return <Lines texts={lines.slice(top, top + height)} />;
};
