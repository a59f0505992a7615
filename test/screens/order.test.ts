import {orderStories} from '../stories/order.js';
import {storiesOnDemo} from './support/on-demo.js';

storiesOnDemo('restart, stop and start in order', orderStories);
