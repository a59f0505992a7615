import {logFloodStories} from '../stories/log-flood.js';
import {onDemo} from './support/on-demo.js';

onDemo('a log of a million lines', logFloodStories);
