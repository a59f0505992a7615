import {Box, Text} from 'ink';
import Spinner from 'ink-spinner';
import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import {truncate} from '../../terminal/widths.js';
import type {Look} from '../format/look.js';

/** Until the first list has arrived. */
export const Connecting = ({state, look, height}: {readonly state: State; readonly look: Look; readonly height: number}) => (
  <Box height={height} alignItems="center" justifyContent="center">
    <Text>
      {look.theme.ascii ? <Spinner type="line" /> : <Spinner type="dots" />}
      {look.paint.dim(
        ` ${truncate(`asking ${plainText(state.endpoint)} for its containers`, state.view.size.columns - 4, look.glyphs.cut)}`,
      )}
    </Text>
  </Box>
);
