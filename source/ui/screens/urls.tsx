import {Lines} from '../components/line.js';
import type {ScreenProps} from './screen-props.js';

/** The URLs of a stack. */
export const Urls = ({height}: ScreenProps) => <Lines texts={new Array<string>(height).fill('')} />;
