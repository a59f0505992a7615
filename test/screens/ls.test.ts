import {lsStories} from '../stories/ls.js';
import {storiesOnDemo} from './support/on-demo.js';

storiesOnDemo('ls', lsStories);
