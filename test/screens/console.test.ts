import {consoleStories} from '../stories/console.js';
import {onDemo} from './support/on-demo.js';

onDemo('a console', consoleStories);
