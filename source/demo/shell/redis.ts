import type {Program} from './program.js';
export const redisPrograms: Readonly<Record<string, Program>> = {};
