import {exitStories} from '../stories/exits.js';
import {storiesOnEngine} from './on-engine.js';

storiesOnEngine('ways out', exitStories);
