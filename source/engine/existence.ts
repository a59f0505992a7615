import {type Line, send} from './call.js';

const exists = async (engine: Line, path: string, signal: AbortSignal): Promise<boolean> =>
  (await send(engine, {method: 'GET', path, statuses: [200, 404]}, signal)).status === 200;

/** Whether the engine has a network of this name or id. Throws EngineError. */
export const networkExists = (engine: Line, name: string, signal: AbortSignal): Promise<boolean> =>
  exists(engine, `/networks/${encodeURIComponent(name)}`, signal);

/** Whether the engine has an image of this name. Throws EngineError. */
export const imageExists = (engine: Line, name: string, signal: AbortSignal): Promise<boolean> =>
  exists(engine, `/images/${encodeURIComponent(name)}/json`, signal);
