import {lsStories} from '../stories/ls.js';
import {storiesOnEngine} from './on-engine.js';

storiesOnEngine('ls', lsStories);
