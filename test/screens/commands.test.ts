import {commandStories} from '../stories/commands.js';
import {storiesOnDemo} from './support/on-demo.js';

storiesOnDemo('commands for scripts', commandStories);
