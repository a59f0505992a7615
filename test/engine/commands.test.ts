import {commandStories} from '../stories/commands.js';
import {storiesOnEngine} from './on-engine.js';

storiesOnEngine('commands for scripts', commandStories);
