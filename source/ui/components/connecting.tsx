import {Box, Text} from 'ink';
import Spinner from 'ink-spinner';
import type {State} from '../../state/state.js';
import type {Look} from '../format/look.js';

/** Until the first list has arrived. */
export const Connecting = ({state, look, height}: {readonly state: State; readonly look: Look; readonly height: number}) => (
  <Box height={height} alignItems="center" justifyContent="center">
    <Text>
      {look.theme.ascii ? <Spinner type="line" /> : <Spinner type="dots" />}
      {look.paint.dim(` asking ${state.endpoint} for its containers`)}
    </Text>
  </Box>
);
