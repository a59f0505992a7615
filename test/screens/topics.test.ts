import {describe} from 'vitest';
import {topicStories} from '../stories/topics.js';
import {storiesOnDemo} from './support/on-demo.js';

// Only Linux has the whole of 127.0.0.0/8, where the demo's brokers are.
describe.runIf(process.platform === 'linux')('topics', () => storiesOnDemo('the topics of a broker', topicStories));
