import {groupingStories} from '../stories/grouping.js';
import {healthStories} from '../stories/health.js';
import {storiesOnEngine} from './on-engine.js';

storiesOnEngine('stacks with the same services', groupingStories);
storiesOnEngine('health', healthStories);
