import {homedir} from 'node:os';
import {connectFirst, type Engine} from '../engine/client.js';
import {resolveEndpoints} from '../engine/endpoint.js';
import type {Options} from './options.js';

/** The engine that flags, environment and docker's own configuration name. Throws EngineError. */
export const connectEngine = async (options: Options, signal: AbortSignal): Promise<Engine> => {
  const {env} = process;
  const endpoints = await resolveEndpoints({host: options.host, context: options.context, env, home: env.HOME || homedir()});
  return connectFirst(endpoints, {signal, env});
};
