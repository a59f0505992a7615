import {paletteStories} from '../stories/palette.js';
import {storiesOnEngine} from './on-engine.js';

storiesOnEngine('the palette', paletteStories);
