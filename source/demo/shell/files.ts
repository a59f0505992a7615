import {readPiped} from './line-editor.js';
import type {Io, Program} from './program.js';

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
  if (argv.length === 1 && !io.tty) {
    for (let text = await io.input.read(io.ended); text !== null; text = await io.input.read(io.ended)) io.out(text);
    return 0;
  }
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

/** Programs that read files, or what is piped into them. */
export const files: Readonly<Record<string, Program>> = {ls, cat, grep, head, wc};
