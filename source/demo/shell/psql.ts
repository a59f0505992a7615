import {readPiped, readTyped} from './line-editor.js';
import type {Io, Program} from './program.js';
export const postgresPrograms: Readonly<Record<string, Program>> = {};
export type {Io};
export {readPiped, readTyped};
