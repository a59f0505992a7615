import type {State} from '../../state/state.js';
import type {Look} from '../format/look.js';

/** What every screen is drawn from: the state, the look, and the cells it has. */
export interface ScreenProps {
  readonly state: State;
  readonly look: Look;
  readonly width: number;
  readonly height: number;
}
