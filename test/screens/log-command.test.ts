import {logCommandStories} from '../stories/log-command.js';
import {storiesOnDemo} from './support/on-demo.js';

storiesOnDemo('logs for scripts', logCommandStories);
