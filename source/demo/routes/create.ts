import {hex} from '../random.js';
import {frame, type Sink, socketSink} from '../reply.js';
import {type Context, flag, HttpProblem, jsonBody, part} from '../request.js';
import {commonHeaders, containerOf, sendJson} from '../send.js';
import {Input} from '../shell/input.js';
import {findProgram, notFound} from '../shell/programs.js';
import {connectInput, environmentOf} from '../shell/run.js';
import {type DemoContainer, isUp} from '../world/container.js';
import {crash, start} from '../world/lifecycle.js';
import type {ContainerSpec} from '../world/spec.js';
import type {World} from '../world/world.js';
import {imageIdOf} from './list.js';

const words = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [];
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? {...value} : {};
const positive = (value: unknown): number => (typeof value === 'number' && value > 0 ? value : 0);

/** The demo has the images of the containers it began with; what is made of one behaves as those do. */
const likeOf = (world: World, image: string): DemoContainer => {
  const found = [...world.containers.values()].find(({spec}) =>
    [spec.image, imageIdOf(spec.image), `${spec.image}:latest`].includes(image),
  );
  if (!found) throw new HttpProblem(404, `No such image: ${image.includes(':') ? image : `${image}:latest`}`);
  return found;
};

const mountsOf = (value: unknown): ContainerSpec['mounts'] =>
  (Array.isArray(value) ? value : []).map(recordOf).map(mount => ({
    type: mount.Type === 'volume' ? 'volume' : 'bind',
    source: textOf(mount.Source),
    destination: textOf(mount.Target),
    writable: mount.ReadOnly !== true,
  }));

/** `POST /containers/create`: a container that runs one of the demo's programs to its end. */
export const createContainer = async (context: Context): Promise<void> => {
  const {world, query} = context;
  const body = await jsonBody(context, true);
  if (Object.keys(body).length === 0) throw new HttpProblem(400, 'Config cannot be empty in order to create a container');
  const {spec: like} = likeOf(world, textOf(body.Image));
  const host = recordOf(body.HostConfig);
  const labels = Object.fromEntries(Object.entries(recordOf(body.Labels)).map(([name, value]) => [name, String(value)]));
  const spec: ContainerSpec = {
    ...like,
    name: query.get('name') ?? `made-${hex(8, 'made', world.now(), world.containers.size)}`,
    project: labels['com.docker.compose.project'] ?? null,
    service: labels['com.docker.compose.service'] ?? '',
    labels,
    entrypoint: words(body.Entrypoint),
    command: words(body.Cmd),
    env: words(body.Env),
    user: textOf(body.User) || like.user,
    workingDir: textOf(body.WorkingDir) || like.workingDir,
    logDriver: textOf(recordOf(host.LogConfig).Type) || 'json-file',
    ports: [],
    check: null,
    networks: [],
    networkMode: textOf(host.NetworkMode) || 'default',
    mounts: mountsOf(host.Mounts),
    memoryLimit: positive(host.Memory),
    nanoCpus: 0,
    restartPolicy: 'no',
    behaviour: {...like.behaviour, leak: 0, flapping: null},
  };
  const container = world.add(spec, world.now());
  jobs.set(container, {input: new Input(), sinks: new Set(), stdin: body.OpenStdin === true});
  world.tell(container, 'create');
  sendJson(context, 201, {Id: container.id, Warnings: []});
};

interface Job {
  readonly input: Input;
  readonly sinks: Set<Sink>;
  readonly stdin: boolean;
}

/** Containers that were made over HTTP. */
const jobs = new WeakMap<DemoContainer, Job>();

/** `POST /containers/{id}/attach`, of a container that was made over HTTP, as an upgrade. */
export const attachContainer = (context: Context): void => {
  const {hijacked, minor} = context;
  const container = containerOf(context, part(context, 0));
  const job = jobs.get(container);
  if (!hijacked || !job) throw new HttpProblem(501, 'the demo attaches to what was made on it, by an upgrade');
  const common = Object.entries(commonHeaders(context)).map(([name, value]) => `${name}: ${value}`);
  const type = `application/vnd.docker.${minor >= 42 ? 'multiplexed' : 'raw'}-stream`;
  const head = ['HTTP/1.1 101 UPGRADED', `Content-Type: ${type}`, 'Connection: Upgrade', 'Upgrade: tcp', ...common];
  hijacked.socket.write(`${head.join('\r\n')}\r\n\r\n`);
  const sink = socketSink(hijacked.socket, context.bodyFault);
  job.sinks.add(sink);
  sink.gone.addEventListener('abort', () => job.sinks.delete(sink));
  if (flag(context, 'stdin') && job.stdin) connectInput(job.input, hijacked, false);
  else hijacked.socket.resume();
};

/** The container whose network it is on: a tool finds there what it talks to. */
const neighbourOf = (world: World, {spec}: DemoContainer): DemoContainer | null => {
  const reference = /^container:(.+)$/.exec(spec.networkMode ?? '')?.[1];
  if (reference === undefined) return null;
  const neighbour = world.find(reference);
  if (!neighbour) throw new HttpProblem(404, `No such container: ${reference}`);
  return neighbour;
};

/** Starts what was made over HTTP: it ends with its program. False for any other container. */
export const startJob = (world: World, container: DemoContainer): boolean => {
  const job = jobs.get(container);
  if (!job) return false;
  const argv = [...container.spec.entrypoint, ...container.spec.command];
  const room = neighbourOf(world, container) ?? container;
  const program = findProgram(container, (argv[0] ?? '').replace(/^.*\//, ''));
  if (!program)
    throw new HttpProblem(400, notFound(argv[0] ?? '').replace('exec failed: exec failed', 'create failed: runc create failed'));
  start(world, container);
  const over = new AbortController();
  const deaf = world.events.listen(({id, action}) => {
    if (id === container.id && action === 'die') over.abort();
  });
  const write = (stream: 'stdout' | 'stderr') => (text: string) => {
    if (text !== '') for (const sink of job.sinks) sink.write(frame(stream, Buffer.from(text)));
  };
  if (!job.stdin) job.input.end();
  const run = async (): Promise<void> => {
    const code = await program(
      {
        world,
        container: room,
        tty: false,
        input: job.input,
        out: write('stdout'),
        err: write('stderr'),
        size: () => ({rows: 0, columns: 0}),
        ended: over.signal,
        env: environmentOf(container, container.spec.user, []),
        user: container.spec.user,
        pid: 1,
        folder: {path: container.spec.workingDir || '/'},
      },
      argv,
    );
    if (isUp(container)) crash(world, container, code);
    deaf();
    for (const sink of job.sinks) sink.end();
  };
  void run();
  return true;
};
