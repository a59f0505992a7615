import {listKeyStories} from '../stories/list-keys.js';
import {storiesOnDemo} from './support/on-demo.js';

storiesOnDemo('the list', listKeyStories);
