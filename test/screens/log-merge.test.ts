import {logMergeStories} from '../stories/log-merge.js';
import {storiesOnDemo} from './support/on-demo.js';

storiesOnDemo('the log of a stack', logMergeStories);
