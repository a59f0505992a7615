import type Docker from 'dockerode';
import type {EngineInfo} from '../model/engine-info.js';
import {negotiate} from './api-version.js';
import {call, type Line, send} from './call.js';
import type {Endpoint} from './endpoint.js';
import {notAnEngine} from './error-messages.js';
import {EngineError, type EngineErrorCode} from './errors.js';
import {Forward} from './forward.js';
import {engineInfo} from './info.js';
import {text} from './read.js';
import {Transport} from './transport.js';

/** One engine, connected. Whoever called `connect` calls `close`. */
export interface Engine extends Line {
  /** The version spoken with it, like `1.41`; may change with `renegotiate`. */
  readonly apiVersion: string;
  /** dockerode on the same connections (at most 16), for what this room has no function for. */
  readonly docker: Docker;
  readonly product: 'Docker' | 'Podman';
  /** The embedded engine. */
  readonly demo: boolean;
  info(signal: AbortSignal): Promise<EngineInfo>;
  /** Pings again: after a lost connection the engine may be another version. Throws as `connect`. */
  renegotiate(signal: AbortSignal): Promise<void>;
  close(): void;
}

export interface ConnectOptions {
  readonly signal: AbortSignal;
  /** For DOCKER_API_VERSION. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

interface Greeting {
  readonly apiVersion: string;
  readonly product: 'Docker' | 'Podman';
  readonly demo: boolean;
}

/**
 * Asks `/_ping` (5 s at most) who answers and settles the API version; for `ssh://` opens the forward first. Throws EngineError
 * with a line for the person.
 */
export async function connect(endpoint: Endpoint, {signal, env}: ConnectOptions): Promise<Engine> {
  const forward = endpoint.kind === 'ssh' ? await Forward.open(endpoint, env, signal) : null;
  const transport = new Transport(
    endpoint.kind === 'ssh' ? {...endpoint, kind: 'unix', socketPath: forward?.socketPath ?? ''} : endpoint,
  );
  const line = {endpoint, transport};
  const hello = async (inner: AbortSignal) => {
    try {
      await forward?.ensure(inner);
      return await greet(line, env, inner);
    } catch (error) {
      const lost = error instanceof EngineError && error.code === 'lost';
      throw (lost && (await forward?.refusal(inner))) || error;
    }
  };
  const close = () => {
    transport.close();
    forward?.close();
  };
  try {
    let greeting = await hello(signal);
    return {
      ...line,
      docker: transport.docker,
      get apiVersion() {
        return greeting.apiVersion;
      },
      get product() {
        return greeting.product;
      },
      get demo() {
        return greeting.demo;
      },
      async info(inner) {
        return engineInfo(await call(line, {method: 'GET', path: '/info'}, inner), greeting);
      },
      async renegotiate(inner) {
        greeting = await hello(inner);
      },
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** Uses the first endpoint that answers; when none does, throws the error that says most. */
export async function connectFirst(endpoints: readonly Endpoint[], options: ConnectOptions): Promise<Engine> {
  const errors: EngineError[] = [];
  for (const endpoint of endpoints) {
    try {
      return await connect(endpoint, options);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      errors.push(error);
    }
  }
  // A socket that is there but does not work says more than one that is not there.
  const quiet: readonly EngineErrorCode[] = ['no-socket', 'refused'];
  const telling =
    errors.find(error => !quiet.includes(error.code)) ?? errors.find(error => error.code === 'refused') ?? errors[0];
  throw telling ?? new EngineError('bad-endpoint', 'there is no engine to connect to', 'name one: --host or DOCKER_HOST');
}

async function greet(line: Line, env: ConnectOptions['env'], signal: AbortSignal): Promise<Greeting> {
  const {headers, body, status} = await send(line, {method: 'GET', path: '/_ping', unversioned: true, timeoutMs: 5000}, signal);
  const offered = text(headers['api-version']);
  if (!/^\d+\.\d+$/.test(offered))
    throw notAnEngine(line.endpoint, `it answered ${status} ${JSON.stringify(String(body).slice(0, 40))} without an API version`);
  const apiVersion = negotiate(offered, env.DOCKER_API_VERSION);
  line.transport.version = apiVersion;
  return {apiVersion, product: headers['libpod-api-version'] ? 'Podman' : 'Docker', demo: headers['stacktop-demo'] === '1'};
}
