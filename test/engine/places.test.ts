import {placesStories} from '../stories/places.js';
import {storiesOnEngine} from './on-engine.js';

storiesOnEngine('networks, volumes and connections', placesStories);
