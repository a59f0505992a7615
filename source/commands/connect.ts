import type {DemoEngine} from '../demo/options.js';
import {connect, connectFirst, type Engine} from '../engine/client.js';
import {parseEndpoint, resolveEndpoints} from '../engine/endpoint.js';
import {EngineError} from '../engine/errors.js';
import {homeFolder} from './home.js';
import type {Options} from './options.js';

/** The engine a command works with. Whoever asked for it closes it. */
export interface Connection {
  readonly engine: Engine;
  close(): Promise<void>;
}

const startDemo = async (): Promise<DemoEngine> => {
  const [{startDemoEngine}, {NoPlace}] = await Promise.all([import('../demo/start.js'), import('../demo/place.js')]);
  try {
    return await startDemoEngine();
  } catch (cause) {
    if (!(cause instanceof NoPlace)) throw cause;
    throw new EngineError('unreachable', cause.message, 'TMPDIR has to name a folder that you may write to', null, {cause});
  }
};

/** The embedded engine, started for this run and reached over its socket like every other. Throws EngineError. */
export const connectDemo = async (signal: AbortSignal): Promise<Connection> => {
  const demo = await startDemo();
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

/** Whether the person has said which engine it is to be, by a flag or in the environment: then no other will do. */
export const isNamed = ({host, context, demo}: Options, env: Readonly<Record<string, string | undefined>>): boolean =>
  demo || [host, context, env.DOCKER_HOST, env.DOCKER_CONTEXT].some(Boolean);

/**
 * The engine that flags, environment and docker's own configuration name; `onAsking` is told the first address before it is asked.
 * Throws EngineError.
 */
export const connectEngine = async (
  options: Options,
  signal: AbortSignal,
  onAsking: (url: string) => void = () => {},
): Promise<Connection> => {
  if (options.demo) return connectDemo(signal);
  const {env} = process;
  // Without a home docker's configuration is looked for where nobody but root can put one.
  const home = env.HOME || (homeFolder() ?? '/');
  const endpoints = await resolveEndpoints({host: options.host, context: options.context, env, home});
  onAsking(endpoints[0]?.url ?? '');
  const engine = await connectFirst(endpoints, {signal, env});
  return {
    engine,
    async close() {
      engine.close();
    },
  };
};
