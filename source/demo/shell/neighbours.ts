import {chance} from '../random.js';
import {type DemoContainer, runningFor} from '../world/container.js';
import {type Io, interrupted, type Program} from './program.js';

/** Who is asked for by name: the other containers of its networks. */
const addressOf = (io: Io, name: string): string | null => {
  if (name === 'localhost') return '127.0.0.1';
  for (const other of io.world.containers.values()) {
    const here = other.spec.networks.find(network => io.container.spec.networks.includes(network));
    if (here !== undefined && (other.name === name || other.spec.service === name) && other.status === 'running') {
      return other.addresses.get(here) ?? null;
    }
  }
  return null;
};

const ping: Program = async (io, argv) => {
  const at = argv.indexOf('-c');
  const count = at < 0 ? Number.POSITIVE_INFINITY : Number(argv[at + 1] ?? 1);
  const name = argv.slice(1).findLast((word, index) => !word.startsWith('-') && argv[index] !== '-c') ?? '';
  const address = addressOf(io, name);
  if (address === null) {
    io.err(`ping: bad address '${name}'\n`);
    return 1;
  }
  io.out(`PING ${name} (${address}): 56 data bytes\n`);
  for (let turn = 0; turn < count; turn += 1) {
    io.out(`64 bytes from ${address}: seq=${turn} ttl=64 time=${(0.06 + chance(name, turn) / 20).toFixed(3)} ms\n`);
    if (turn + 1 < count && (await interrupted(io, 1000))) return 130;
  }
  return 0;
};

const getent: Program = (io, argv) => {
  const name = argv[2] ?? '';
  const address = addressOf(io, name);
  if (address === null) return 2;
  io.out(`${address.padEnd(15)} ${name}\n`);
  return 0;
};

/** Who has that address on a network that we are on, too; null when nobody has. */
const holderOf = (io: Io, address: string): DemoContainer | null => {
  if (address.startsWith('127.0.0.') || address === '::1') return io.container;
  for (const other of io.world.containers.values())
    for (const [network, own] of other.addresses)
      if (own === address && io.container.spec.networks.includes(network) && other.status === 'running') return other;
  return null;
};

/** Until it serves nobody listens on its ports. */
const isListening = ({world}: Io, container: DemoContainer, port: number): boolean =>
  runningFor(container, world.now()) * 1000 >= container.spec.behaviour.readyAfter &&
  container.spec.ports.some(one => one.container === port) &&
  !container.spec.deafPorts?.includes(port);

/** Tries a connection, of those that the demo has; what nobody holds gives no answer for that many seconds. */
const connectTo = async (io: Io, host: string, port: number, seconds: number): Promise<string> => {
  const address = /^[\d.]+$|:/.test(host) ? host : addressOf(io, host);
  if (address === null) return `bad address '${host}'`;
  const holder = holderOf(io, address);
  if (holder) return isListening(io, holder, port) ? '' : 'Connection refused';
  await interrupted(io, seconds * 1000);
  return 'Operation timed out';
};

/** `nc -z -v -w SECONDS HOST PORT`, as busybox has it. */
const nc: Program = async (io, argv) => {
  const wait = argv.indexOf('-w');
  const [host = '', port = ''] = argv.slice(-2);
  if (!argv.includes('-z') || !/^\d+$/.test(port)) {
    io.err("nc: the demo's can only try a connection: nc -z HOST PORT\n");
    return 1;
  }
  const fault = await connectTo(io, host, Number(port), wait < 0 ? 5 : Number(argv[wait + 1]));
  if (argv.includes('-v') || fault !== '') io.err(fault === '' ? `${host} (${host}:${port}) open\n` : `nc: ${fault}\n`);
  return fault === '' ? 0 : 1;
};

/**
 * The script by which stacktop tries a connection in bash, known by its name: the demo's shell has no /dev/tcp. Arguments are host, port
 * and seconds.
 */
export const connectMarked = async (io: Io, [host = '', port = '', seconds = '']: readonly string[]): Promise<number> => {
  const fault = await connectTo(io, host, Number(port), Number(seconds));
  if (fault === '') io.out('known\nopen 100.000000 100.000400\n');
  else io.err(`bash: connect: ${fault}\n`);
  return fault === '' ? 0 : 1;
};

/** Programs that reach for other containers by their names. */
export const neighbours: Readonly<Record<string, Program>> = {ping, getent, nc};
