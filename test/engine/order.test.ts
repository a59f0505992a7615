import {orderStories} from '../stories/order.js';
import {storiesOnEngine} from './on-engine.js';

storiesOnEngine('restart, stop and start in order', orderStories);
