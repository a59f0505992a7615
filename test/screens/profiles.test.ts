import {profileStories} from '../stories/profiles.js';
import {storiesOnDemo} from './support/on-demo.js';

storiesOnDemo('profiles', profileStories);
