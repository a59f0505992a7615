import type {UrlActions} from '../state/urls.js';
import {type Desk, whileOpen} from './desk.js';

/** The URLs of a stack: asks for them while their screen is open, into `state.urls`. */
export const createUrlActions = (desk: Desk): UrlActions => ({
  ...whileOpen(desk, async () => {}),
  reach() {},
});
