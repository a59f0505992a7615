import {placesStories} from '../stories/places.js';
import {storiesOnDemo} from './support/on-demo.js';

storiesOnDemo('networks, volumes and connections', placesStories);
