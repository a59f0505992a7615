import {logTroubleStories} from '../stories/log-troubles.js';
import {storiesOnDemo} from './support/on-demo.js';

storiesOnDemo('a log in trouble', logTroubleStories);
