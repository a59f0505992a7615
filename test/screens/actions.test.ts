import {actionStories} from '../stories/actions.js';
import {storiesOnDemo} from './support/on-demo.js';

storiesOnDemo('keys that change a container', actionStories);
