import type {CommandActions} from '../state/commands.js';
import {type Desk, whileOpen} from './desk.js';

/** The commands of a service: runs them and keeps their answers in `state.commands`. */
export const createCommandActions = (desk: Desk): CommandActions => ({
  ...whileOpen(desk, async () => {}),
  reach() {},
});
