import {logFoldStories} from '../stories/log-folds.js';
import {storiesOnEngine} from './on-engine.js';

storiesOnEngine('what belongs together in a log', logFoldStories);
