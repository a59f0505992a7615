export {default} from './output-slow.js';
