import {paletteStories} from '../stories/palette.js';
import {onDemo} from './support/on-demo.js';

onDemo('the palette', paletteStories);
