import {lostEngineStories} from '../stories/lost-engine.js';
import {storiesOnEngine} from './on-engine.js';

storiesOnEngine('an engine that goes away', lostEngineStories);
