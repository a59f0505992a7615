import {chance} from '../random.js';
import {processesOf} from '../routes/top.js';
import {readPiped} from './line-editor.js';
import {type Io, interrupted, type Program} from './program.js';
import {findProgram} from './programs.js';

const contents: Readonly<Record<string, (io: Io) => string>> = {
  '/etc/hostname': io => `${io.container.id.slice(0, 12)}\n`,
  '/etc/os-release': io =>
    /alpine/.test(io.container.spec.image)
      ? 'NAME="Alpine Linux"\nID=alpine\nPRETTY_NAME="Alpine Linux (demo)"\n'
      : 'NAME="Debian GNU/Linux"\nID=debian\nPRETTY_NAME="Debian GNU/Linux (demo)"\n',
  '/etc/hosts': io =>
    `127.0.0.1\tlocalhost\n${[...io.container.addresses.values()].map(one => `${one}\t${io.container.id.slice(0, 12)}\n`).join('')}`,
  '/etc/motd': () => 'This is the demo engine of stacktop; nothing here is real.\n',
};

const folders: Readonly<Record<string, readonly string[]>> = {
  '/': ['bin', 'dev', 'etc', 'home', 'lib', 'proc', 'root', 'run', 'tmp', 'usr', 'var'],
  '/app': ['main.py', 'requirements.txt'],
  '/etc': ['hostname', 'hosts', 'motd', 'os-release'],
  '/root': [],
  '/tmp': [],
};

const resolve = (io: Io, path: string) =>
  path.startsWith('/') ? path.replace(/(.)\/+$/, '$1') : `${io.folder.path === '/' ? '' : io.folder.path}/${path}`;

const ls: Program = (io, argv) => {
  const names = argv.slice(1).filter(word => !word.startsWith('-'));
  const long = argv.some(word => /^-\w*l/.test(word));
  let code = 0;
  for (const name of names.length > 0 ? names : ['.']) {
    const path = name === '.' ? io.folder.path : resolve(io, name);
    const list = folders[path] ?? (contents[path] ? [name] : null);
    if (!list) {
      io.err(`ls: ${name}: No such file or directory\n`);
      code = 1;
    } else if (long) {
      for (const entry of list) {
        const folder = folders[`${path === '/' ? '' : path}/${entry}`] !== undefined || path === '/';
        io.out(`${folder ? 'drwxr-xr-x' : '-rw-r--r--'}    1 root     root          4096 Jan  1 00:00 ${entry}\n`);
      }
    } else if (list.length > 0) io.out(`${list.join(io.tty ? '  ' : '\n')}\n`);
  }
  return code;
};

const cat: Program = async (io, argv) => {
  if (argv.length === 1) {
    for (let line = await readPiped(io); line !== null; line = await readPiped(io)) io.out(`${line}\n`);
    return 0;
  }
  let code = 0;
  for (const name of argv.slice(1)) {
    const content = contents[resolve(io, name)];
    if (content) io.out(content(io));
    else {
      io.err(`cat: can't open '${name}': No such file or directory\n`);
      code = 1;
    }
  }
  return code;
};

const ps: Program = io => {
  io.out('PID   USER     TIME  COMMAND\n');
  processesOf(io.container).forEach((one, index) => {
    io.out(`${String(index === 0 ? 1 : 20 + index).padStart(5)} ${one.user.padEnd(8)} 0:00 ${one.command}\n`);
  });
  io.out(`${String(io.pid).padStart(5)} ${(io.user || 'root').padEnd(8)} 0:00 ps\n`);
  return 0;
};

const sleep: Program = async (io, argv) => {
  const seconds = Number(argv[1] ?? Number.NaN);
  if (!(seconds >= 0)) {
    io.err(`sleep: invalid time interval '${argv[1] ?? ''}'\n`);
    return 1;
  }
  return (await interrupted(io, seconds * 1000)) ? 130 : 0;
};

/** `timeout SECONDS PROGRAM…`: 124 when time was up. */
const timeout: Program = async (io, argv) => {
  const words = argv.slice(1).filter((word, index) => !(index < 2 && word.startsWith('-')));
  const [seconds = '', ...rest] = words;
  const program = findProgram(io.container, rest[0] ?? '');
  if (!program) {
    io.err(`timeout: failed to run command '${rest[0] ?? ''}': No such file or directory\n`);
    return 127;
  }
  const over = new AbortController();
  const finished = Promise.resolve(program({...io, ended: AbortSignal.any([io.ended, over.signal])}, rest));
  const cancel = io.world.options.clock.setTimer(Number.parseFloat(seconds) * 1000, () => over.abort());
  const code = await finished;
  cancel();
  return over.signal.aborted ? 124 : code;
};

const kill: Program = (io, argv) => {
  const number = Number(argv.findLast(word => /^\d+$/.test(word)));
  const target = [...io.world.execs.values()].find(
    exec => exec.container === io.container && exec.running && exec.innerPid === number,
  );
  if (!target) {
    io.err(`kill: can't kill pid ${argv.at(-1) ?? ''}: No such process\n`);
    return 1;
  }
  target.end(argv.some(word => /^-(9|KILL|SIGKILL)$/.test(word)) ? 137 : 143);
  return 0;
};

const grep: Program = async (io, argv) => {
  const words = argv.slice(1).filter(word => !word.startsWith('-'));
  const quiet = argv.some(word => /^-\w*q/.test(word));
  let found = 1;
  for (let line = await readPiped(io); line !== null; line = await readPiped(io)) {
    if (!line.includes(words[0] ?? '')) continue;
    found = 0;
    if (!quiet) io.out(`${line}\n`);
  }
  return found;
};

const head: Program = async (io, argv) => {
  const count = Number(/\d+/.exec(argv.slice(1).join(' '))?.[0] ?? 10);
  for (let left = count; left > 0; left -= 1) {
    const line = await readPiped(io);
    if (line === null) break;
    io.out(`${line}\n`);
  }
  return 0;
};

const wc: Program = async io => {
  let count = 0;
  while ((await readPiped(io)) !== null) count += 1;
  io.out(`${count}\n`);
  return 0;
};

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

/** What every image of the demo has. */
export const files: Readonly<Record<string, Program>> = {
  ls,
  cat,
  ps,
  sleep,
  timeout,
  kill,
  grep,
  head,
  wc,
  ping,
  getent,
  true: () => 0,
  false: () => 1,
  test: () => 0,
  clear: io => {
    io.out('\u001b[H\u001b[2J');
    return 0;
  },
  echo: (io, argv) => {
    const bare = argv[1] === '-n';
    io.out(`${argv.slice(bare ? 2 : 1).join(' ')}${bare ? '' : '\n'}`);
    return 0;
  },
  printf: (io, argv) => {
    const words = argv.slice(2);
    io.out((argv[1] ?? '').replaceAll('\\n', '\n').replaceAll('%s', () => words.shift() ?? ''));
    return 0;
  },
  pwd: io => {
    io.out(`${io.folder.path}\n`);
    return 0;
  },
  env: (io, argv) => {
    if (argv.length > 1) {
      const words = argv.slice(1).filter(word => !word.includes('='));
      const program = findProgram(io.container, words[0] ?? '');
      if (program) return program(io, words);
    }
    for (const [name, value] of io.env) io.out(`${name}=${value}\n`);
    return 0;
  },
  printenv: (io, argv) => {
    const value = io.env.get(argv[1] ?? '');
    if (argv[1] === undefined) for (const [name, one] of io.env) io.out(`${name}=${one}\n`);
    else if (value !== undefined) io.out(`${value}\n`);
    return argv[1] === undefined || value !== undefined ? 0 : 1;
  },
  hostname: io => {
    io.out(`${io.container.id.slice(0, 12)}\n`);
    return 0;
  },
  whoami: io => {
    io.out(`${io.user || 'root'}\n`);
    return 0;
  },
  id: io => {
    const root = io.user === '' || io.user === 'root';
    io.out(root ? 'uid=0(root) gid=0(root) groups=0(root)\n' : `uid=1000(${io.user}) gid=1000(${io.user})\n`);
    return 0;
  },
  uname: (io, argv) => {
    io.out(argv.includes('-a') ? `Linux ${io.container.id.slice(0, 12)} 6.1.0-demo x86_64 Linux\n` : 'Linux\n');
    return 0;
  },
  date: io => {
    io.out(`${new Date(io.world.now()).toUTCString()}\n`);
    return 0;
  },
  tty: io => {
    io.out(io.tty ? '/dev/pts/0\n' : 'not a tty\n');
    return io.tty ? 0 : 1;
  },
  stty: (io, argv) => {
    const {rows, columns} = io.size();
    if (!io.tty) {
      io.err('stty: standard input: Not a tty\n');
      return 1;
    }
    io.out(argv[1] === 'size' ? `${rows} ${columns}\n` : `speed 38400 baud; rows ${rows}; columns ${columns};\n`);
    return 0;
  },
  which: (io, argv) => {
    const found = argv.slice(1).filter(name => findProgram(io.container, name));
    for (const name of found) io.out(`/usr/bin/${name}\n`);
    return found.length === argv.length - 1 ? 0 : 1;
  },
};
