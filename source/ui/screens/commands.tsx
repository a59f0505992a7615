import {Lines} from '../components/line.js';
import type {ScreenProps} from './screen-props.js';

/** The commands of a service, and the answer of the last one. */
export const Commands = ({height}: ScreenProps) => <Lines texts={new Array<string>(height).fill('')} />;
