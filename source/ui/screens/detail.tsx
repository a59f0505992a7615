import {Lines} from '../components/line.js';
import type {ScreenProps} from './screen-props.js';

export const Detail = ({look}: ScreenProps) => <Lines texts={[look.paint.dim(' detail')]} />;
