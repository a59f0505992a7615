import {exitStories} from '../stories/exits.js';
import {storiesOnDemo} from './support/on-demo.js';

storiesOnDemo('ways out', exitStories);
