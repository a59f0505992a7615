import {serviceCommandStories} from '../stories/service-commands.js';
import {storiesOnDemo} from './support/on-demo.js';

storiesOnDemo('commands of a service', serviceCommandStories);
