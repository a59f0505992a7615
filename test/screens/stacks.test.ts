import {groupingStories} from '../stories/grouping.js';
import {healthStories} from '../stories/health.js';
import {storiesOnDemo} from './support/on-demo.js';

storiesOnDemo('stacks with the same services', groupingStories);
storiesOnDemo('health', healthStories);
