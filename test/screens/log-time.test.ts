import {logTimeStories} from '../stories/log-time.js';
import {storiesOnDemo} from './support/on-demo.js';

storiesOnDemo('time in a log', logTimeStories);
