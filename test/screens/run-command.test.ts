import {runStories} from '../stories/run.js';
import {storiesOnDemo} from './support/on-demo.js';

storiesOnDemo("a service's own tool", runStories);
