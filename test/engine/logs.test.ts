import {logStories} from '../stories/logs.js';
import {storiesOnEngine} from './on-engine.js';

storiesOnEngine('a log', logStories);
