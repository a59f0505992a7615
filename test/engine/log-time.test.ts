import {logTimeStories} from '../stories/log-time.js';
import {storiesOnEngine} from './on-engine.js';

storiesOnEngine('time in a log', logTimeStories);
