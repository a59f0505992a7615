import {runStories} from '../stories/run.js';
import {storiesOnEngine} from './on-engine.js';

storiesOnEngine("a service's own tool", runStories);
