import {Text} from 'ink';
import Spinner from 'ink-spinner';
import type {Look} from '../format/look.js';

/** Two cells that say that something runs. */
export const RunSign = ({look}: {readonly look: Look}) => (
  <Text>
    {' '}
    <Spinner type={look.theme.ascii ? 'line' : 'dots'} />
  </Text>
);
