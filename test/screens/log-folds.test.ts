import {logFoldStories} from '../stories/log-folds.js';
import {storiesOnDemo} from './support/on-demo.js';

storiesOnDemo('what belongs together in a log', logFoldStories);
