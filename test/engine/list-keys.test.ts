import {listKeyStories} from '../stories/list-keys.js';
import {storiesOnEngine} from './on-engine.js';

storiesOnEngine('the list', listKeyStories);
