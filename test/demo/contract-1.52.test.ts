import {contract} from '../contract/contract.js';
import {contractOnDemo} from './support/contract-engine.js';

contract('the contract, on the demo engine of API 1.52', () => contractOnDemo('1.52'));
