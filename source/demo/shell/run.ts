import type {Duplex} from 'node:stream';
import {StringDecoder} from 'node:string_decoder';
import type {DemoContainer} from '../world/container.js';
import type {DemoExec} from '../world/exec.js';
import type {World} from '../world/world.js';
import {Input} from './input.js';
import type {Io} from './program.js';
import {findProgram, notFound} from './programs.js';

interface Connection {
  readonly socket: Duplex;
  readonly head: Buffer;
}

type Write = (stream: 'stdout' | 'stderr', text: string) => void;

/** Of a program in a container; `own` is what it was given itself. */
export const environmentOf = (container: DemoContainer, user: string, own: readonly string[]): Map<string, string> => {
  const home = user === '' || user === 'root' ? '/root' : `/home/${user}`;
  const lines = [
    'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    `HOSTNAME=${container.id.slice(0, 12)}`,
    ...container.spec.env,
    `HOME=${home}`,
    ...own,
  ];
  return new Map(
    lines.map(line => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );
};

/**
 * Feeds what the client sends into the program, split characters whole. Losing the connection does not end a program (moby keeps it
 * running): without a terminal its input is over then, in one it goes on waiting.
 */
export const connectInput = (input: Input, {socket, head}: Connection, tty: boolean) => {
  const decoder = new StringDecoder('utf8');
  if (head.length > 0) input.push(decoder.write(head));
  socket.on('data', (bytes: Buffer) => input.push(decoder.write(bytes)));
  if (!tty) {
    socket.on('end', () => input.end());
    socket.on('close', () => input.end());
  }
  socket.resume();
};

/** Users of the demo's images; a number needs no entry. */
const isUser = (name: string) =>
  /^\d*(:\d+)?$/.test(name) || ['root', 'postgres', 'redis', 'nginx', 'node', 'appuser', 'nobody', 'www-data'].includes(name);

/** Runs the exec's program to its end. Never throws: what goes wrong is said in its stream, as runc does. */
export const runProgram = async (world: World, exec: DemoExec, connection: Connection | null, write: Write): Promise<void> => {
  const {config, container} = exec;
  const ended = new AbortController();
  const input = new Input();
  let forced: number | null = null;
  exec.started = true;
  exec.running = true;
  exec.pid = world.nextPid();
  exec.end = (code = 137) => {
    forced ??= code;
    ended.abort();
  };
  if (connection && config.stdin) connectInput(input, connection, config.tty);
  else input.end();
  // What nobody reads would fill the connection's memory.
  if (connection && !config.stdin) connection.socket.resume();
  world.tell(container, `exec_start: ${config.argv.join(' ')}`, {execID: exec.id});
  const name = config.argv[0] ?? '';
  const stranger = !isUser(config.user);
  const program = stranger ? null : findProgram(container, name.replace(/^(?:\/usr(?:\/local)?)?\/s?bin\//, ''));
  let code = 126;
  const end = config.tty ? (text: string) => text.replaceAll(/\r?\n/g, '\r\n') : (text: string) => text;
  if (program) {
    const io: Io = {
      world,
      container,
      tty: config.tty,
      input,
      out: text => write('stdout', end(text)),
      err: text => write('stderr', end(text)),
      size: () => ({rows: exec.rows, columns: exec.columns}),
      ended: ended.signal,
      env: environmentOf(container, config.user, [...(config.tty ? ['TERM=xterm'] : []), ...config.env]),
      user: config.user || container.spec.user,
      pid: exec.innerPid,
      folder: {path: config.workingDir || container.spec.workingDir || '/'},
    };
    code = await program(io, config.argv);
  } else {
    const reason = stranger ? `unable to find user ${config.user}: no matching entries in passwd file` : notFound(name);
    write('stdout', `${reason}\r\n`);
  }
  exec.running = false;
  exec.exitCode = forced ?? code;
  world.tell(container, 'exec_die', {execID: exec.id, exitCode: String(exec.exitCode)});
};
