import {chance} from '../random.js';
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

/** Programs that reach for other containers by their names. */
export const neighbours: Readonly<Record<string, Program>> = {ping, getent};
