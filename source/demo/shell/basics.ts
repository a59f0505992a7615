import type {Program} from './program.js';
import {findProgram} from './programs.js';

/** What every image of the demo has. */
export const basics: Readonly<Record<string, Program>> = {
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
