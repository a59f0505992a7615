import {homedir} from 'node:os';
import {connect, connectFirst, type Engine} from '../engine/client.js';
import {parseEndpoint, resolveEndpoints} from '../engine/endpoint.js';
import type {Options} from './options.js';

/** The engine a command works with. Whoever asked for it closes it. */
export interface Connection {
  readonly engine: Engine;
  close(): Promise<void>;
}

/** The embedded engine, started for this run and reached as any other. */
export const connectDemo = async (signal: AbortSignal): Promise<Connection> => {
  const {startDemoEngine} = await import('../demo/start.js');
  const demo = await startDemoEngine();
  try {
    const engine = await connect(parseEndpoint(demo.host, '--demo', null), {signal, env: {}});
    return {
      engine,
      async close() {
        engine.close();
        await demo.close();
      },
    };
  } catch (error) {
    await demo.close();
    throw error;
  }
};

/** The engine that flags, environment and docker's own configuration name. Throws EngineError. */
export const connectEngine = async (options: Options, signal: AbortSignal): Promise<Connection> => {
  if (options.demo) return connectDemo(signal);
  const {env} = process;
  const endpoints = await resolveEndpoints({host: options.host, context: options.context, env, home: env.HOME || homedir()});
  const engine = await connectFirst(endpoints, {signal, env});
  return {
    engine,
    async close() {
      engine.close();
    },
  };
};
