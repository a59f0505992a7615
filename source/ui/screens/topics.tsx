import {Lines} from '../components/line.js';
import type {ScreenProps} from './screen-props.js';

/** The topics of a broker. */
export const Topics = ({height}: ScreenProps) => <Lines texts={new Array<string>(height).fill('')} />;
