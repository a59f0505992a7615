import {actionStories} from '../stories/actions.js';
import {storiesOnEngine} from './on-engine.js';

storiesOnEngine('keys that change a container', actionStories);
