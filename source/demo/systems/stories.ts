import {auren} from './auren.js';
import {agentTracer, dimini, ichrisbirch, ichrisbirchTest, surgicalCareCompanion} from './others.js';
import type {Story} from './story.js';

/** Every system the demo can show, by project. */
export const stories: readonly Story[] = [auren, surgicalCareCompanion, dimini, agentTracer, ichrisbirch, ichrisbirchTest];

/** Those it shows unless others are asked for. */
export const usualSystems: readonly string[] = ['auren', 'surgical-care-companion', 'dimini', 'agent-tracer', 'ichrisbirch'];
