import type {DemoEngine} from '../../source/demo/options.js';
import {connect, type Engine} from '../../source/engine/client.js';
import {inspectRaw} from '../../source/engine/containers.js';
import {resolveEndpoints} from '../../source/engine/endpoint.js';
import {list, record} from '../../source/engine/read.js';

/** A client of an embedded engine; whoever asks for it closes it. */
export const connectTo = async ({host}: Pick<DemoEngine, 'host'>): Promise<Engine> => {
  const [endpoint] = await resolveEndpoints({host, env: {}, home: '/'});
  if (!endpoint) throw new Error(`${host} is no endpoint`);
  return connect(endpoint, {signal: AbortSignal.timeout(30_000), env: {}});
};

/** The commands that run in a container now. */
export const execsIn = async (engine: Engine, id: string): Promise<readonly unknown[]> =>
  list(record(await inspectRaw(engine, id, AbortSignal.timeout(30_000))).ExecIDs);
