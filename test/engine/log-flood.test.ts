import {logFloodStories} from '../stories/log-flood.js';
import {storiesOnEngine} from './on-engine.js';

storiesOnEngine('a log of a million lines', logFloodStories);
