import {logMergeStories} from '../stories/log-merge.js';
import {storiesOnEngine} from './on-engine.js';

storiesOnEngine('the log of a stack', logMergeStories);
