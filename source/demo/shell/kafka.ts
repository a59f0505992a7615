import type {Program} from './program.js';
export const kafkaPrograms: Readonly<Record<string, Program>> = {};
