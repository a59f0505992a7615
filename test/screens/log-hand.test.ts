import {logHandStories} from '../stories/log-hand.js';
import {storiesOnDemo} from './support/on-demo.js';

storiesOnDemo('lines of a log, taken along', logHandStories);
