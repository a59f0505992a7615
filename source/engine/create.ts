import {call, type Line} from './call.js';
import {EngineError} from './errors.js';
import {record, strings, text} from './read.js';

/** What of another container one is made like. */
export interface NewMount {
  readonly type: 'bind' | 'volume';
  /** A path of the engine's host, or a volume's name. */
  readonly source: string;
  readonly target: string;
}

/** A container that runs one program to its end. */
export interface NewContainer {
  /** Name or id. It is not pulled. */
  readonly image: string;
  /** Instead of what the image would run. */
  readonly argv: readonly string[];
  /** `NAME=value`, on top of the image's own. */
  readonly env: readonly string[];
  /** '' is the image's own. */
  readonly user: string;
  readonly workingDir: string;
  readonly labels: Readonly<Record<string, string>>;
  /** As the engine has it: `bridge`, `container:ID`. */
  readonly networkMode: string;
  /** Bytes, swap included. */
  readonly memoryLimit: number;
  /** All of them read-only. */
  readonly mounts: readonly NewMount[];
  readonly stdin: boolean;
}

/**
 * Makes a container without a terminal, without the image's health check, and with no log that would outlive it; gives its id. Whoever
 * makes it removes it. Throws EngineError: `not-found` when there is no such image, else as the engine refuses.
 */
export async function createContainer(engine: Line, spec: NewContainer, signal: AbortSignal): Promise<string> {
  const body = {
    Image: spec.image,
    Entrypoint: spec.argv,
    Cmd: [],
    Env: spec.env,
    User: spec.user,
    WorkingDir: spec.workingDir,
    Labels: spec.labels,
    Healthcheck: {Test: ['NONE']},
    AttachStdin: spec.stdin,
    OpenStdin: spec.stdin,
    StdinOnce: spec.stdin,
    AttachStdout: true,
    AttachStderr: true,
    Tty: false,
    HostConfig: {
      NetworkMode: spec.networkMode,
      Memory: spec.memoryLimit,
      MemorySwap: spec.memoryLimit,
      LogConfig: {Type: 'none'},
      RestartPolicy: {Name: 'no'},
      Mounts: spec.mounts.map(({type, source, target}) => ({Type: type, Source: source, Target: target, ReadOnly: true})),
    },
  };
  const reply = record(await call(engine, {method: 'POST', path: '/containers/create', body, slow: true}, signal));
  const id = text(reply.Id);
  if (id === '')
    throw new EngineError('engine', `${engine.endpoint.url} sent no id for the container`, strings(reply.Warnings).join('; '));
  return id;
}
