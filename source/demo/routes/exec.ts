import {hex} from '../random.js';
import {frame, responseSink, type Sink, socketSink} from '../reply.js';
import {badNumber, type Context, HttpProblem, jsonBody, part} from '../request.js';
import {commonHeaders, containerOf, notRunning, sendJson, sendNothing} from '../send.js';
import {runProgram} from '../shell/run.js';
import {isUp} from '../world/container.js';
import type {DemoExec, ExecConfig} from '../world/exec.js';
import type {World} from '../world/world.js';

const words = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [];
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const configOf = (body: Record<string, unknown>): ExecConfig => ({
  argv: words(body.Cmd),
  env: words(body.Env),
  user: textOf(body.User),
  workingDir: textOf(body.WorkingDir),
  tty: body.Tty === true,
  stdin: body.AttachStdin === true,
  stdout: body.AttachStdout === true,
  stderr: body.AttachStderr === true,
  detachKeys: textOf(body.DetachKeys),
  privileged: body.Privileged === true,
});

const sizeOf = (value: unknown) => {
  const [rows, columns] = Array.isArray(value) ? value.map(Number) : [];
  return {rows: rows || 0, columns: columns || 0};
};

/** As moby does, it forgets execs that have ended: a client that asks every few seconds makes thousands a day. */
const mostExecs = 500;
const forgetOldest = ({execs}: World): void => {
  for (const [id, {started, running}] of execs) {
    if (execs.size <= mostExecs) return;
    if (started && !running) execs.delete(id);
  }
};

/** `POST /containers/{id}/exec` */
export const createExec = async (context: Context): Promise<void> => {
  const {world, minor} = context;
  const reference = part(context, 0);
  const body = await jsonBody(context, true);
  const config = configOf(body);
  if (config.argv.length === 0) throw new HttpProblem(400, 'No exec command specified');
  const container = containerOf(context, reference);
  if (container.status === 'paused') {
    throw new HttpProblem(409, `Container ${reference} is paused, unpause the container before exec`);
  }
  if (!isUp(container)) throw notRunning(context, container);
  const id = hex(64, container.id, 'exec', world.now(), world.execsMade);
  const exec: DemoExec = {
    id,
    container,
    config,
    started: false,
    running: false,
    exitCode: null,
    pid: 0,
    innerPid: 100 + world.execsMade,
    ...(minor >= 42 ? sizeOf(body.ConsoleSize) : {rows: 0, columns: 0}),
    resized: () => undefined,
    end: () => undefined,
  };
  world.execs.set(id, exec);
  world.execsMade += 1;
  forgetOldest(world);
  world.tell(container, `exec_create: ${config.argv.join(' ')}`, {execID: id});
  sendJson(context, 201, {Id: id});
};

const execOf = (context: Context): DemoExec => {
  const exec = context.world.execs.get(part(context, 0));
  if (!exec) throw new HttpProblem(404, `No such exec instance: ${part(context, 0)}`);
  return exec;
};

/** Of a connection that is taken over by an upgrade. Older engines say raw-stream for both kinds. */
const contentType = (tty: boolean, minor: number) =>
  `application/vnd.docker.${!tty && minor >= 42 ? 'multiplexed' : 'raw'}-stream`;

const hijackHead = (context: Context, tty: boolean): string => {
  const common = Object.entries(commonHeaders(context)).map(([name, value]) => `${name}: ${value}`);
  const upgrade = [
    'HTTP/1.1 101 UPGRADED',
    `Content-Type: ${contentType(tty, context.minor)}`,
    'Connection: Upgrade',
    'Upgrade: tcp',
  ];
  return `${[...upgrade, ...common].join('\r\n')}\r\n\r\n`;
};

/** `POST /exec/{id}/start`: the framing follows the `Tty` of this call, not of the creation. */
export const startExec = async (context: Context): Promise<void> => {
  const {world, hijacked, minor, response} = context;
  const exec = execOf(context);
  const body = await jsonBody(context, true);
  const tty = body.Tty === true;
  const {container} = exec;
  const again = exec.started ? `Error: Exec command ${exec.id} has already run` : null;
  if (!isUp(container)) throw notRunning(context, container);
  if (container.status === 'paused') {
    throw new HttpProblem(409, `Container ${container.id} is paused, unpause the container before exec`);
  }
  if (minor >= 42 && !again) Object.assign(exec, body.ConsoleSize ? sizeOf(body.ConsoleSize) : {});
  if (body.Detach === true) {
    if (again) throw new HttpProblem(409, again);
    sendNothing(context, 200);
    await runProgram(world, exec, null, () => undefined);
    return;
  }
  let sink: Sink;
  if (hijacked) {
    hijacked.socket.write(hijackHead(context, tty));
    sink = socketSink(hijacked.socket, context.bodyFault);
    // In a terminal the end of the client's way ends the other way, too; the program stays.
    if (exec.config.tty) hijacked.socket.once('end', () => sink.end());
  } else {
    response.shouldKeepAlive = false;
    response.useChunkedEncodingByDefault = false;
    response.writeHead(200, {...commonHeaders(context), 'Content-Type': contentType(true, minor)});
    response.flushHeaders();
    sink = responseSink(response, context.bodyFault);
  }
  const write = (stream: 'stdout' | 'stderr', text: string) => {
    if (text === '') return;
    const bytes = Buffer.from(text);
    if (exec.config[stream]) sink.write(tty ? bytes : frame(exec.config.tty ? 'stdout' : stream, bytes));
  };
  // The connection is taken over by then: the reason is the last that can be said on it.
  if (again) sink.write(tty ? `${again}\r\n` : frame('stdout', Buffer.from(`${again}\r\n`)));
  else await runProgram(world, exec, hijacked, write);
  sink.end();
};

/** `POST /exec/{id}/resize`. Before the start Docker waits 10 s and gives up; so does this. */
export const resizeExec = async (context: Context): Promise<void> => {
  const exec = execOf(context);
  const rows = Number(context.query.get('h'));
  const columns = Number(context.query.get('w'));
  if (!Number.isInteger(rows) || !Number.isInteger(columns)) throw badNumber(context, context.query.get('h') ?? '');
  if (!exec.started) {
    const {world} = context;
    const gone = new AbortController();
    context.response.once('close', () => gone.abort());
    for (let waited = 0; !exec.started && waited < 10_000 && !gone.signal.aborted; waited += 100)
      await world.wait(100, gone.signal);
    if (!exec.started) throw new HttpProblem(500, `timeout waiting for exec session ready`);
  }
  if (!exec.running)
    throw new HttpProblem(404, context.minor >= 42 ? `process does not exist ${exec.id}: not found` : 'no such exec');
  Object.assign(exec, {rows, columns});
  exec.resized();
  sendNothing(context, 200);
};

/** `GET /exec/{id}/json` */
export const inspectExec = (context: Context): void => {
  const exec = execOf(context);
  const {config} = exec;
  sendJson(context, 200, {
    ID: exec.id,
    Running: exec.running,
    ExitCode: exec.exitCode,
    ProcessConfig: {
      tty: config.tty,
      entrypoint: config.argv[0],
      arguments: config.argv.slice(1),
      privileged: config.privileged,
      ...(config.user === '' ? {} : {user: config.user}),
    },
    OpenStdin: config.stdin,
    OpenStderr: config.stderr,
    OpenStdout: config.stdout,
    CanRemove: false,
    ContainerID: exec.container.id,
    DetachKeys: config.detachKeys === '' ? '' : '\u0000',
    Pid: exec.pid,
  });
};
