// What is measured: how it is started, and how to tell on its screen that names, memory and the selection are there.
import {spawnSync} from 'node:child_process';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [down, up] = ['\u001b[B', '\u001b[A'];

/** `keys`: down and up; `first`: pressed before those; `marker`: the selected row is told by a character. */
const others = [
  {name: 'docker stats', command: 'docker', args: ['stats'], keys: null, quit: '\u0003'},
  {name: 'lazydocker', command: 'lazydocker', args: [], first: '3', keys: [down, up], quit: 'q'},
  {name: 'ctop', command: 'ctop', args: [], keys: [down, up], quit: 'q'},
  {name: 'oxker', command: 'oxker', args: [], keys: [down, up], marker: true, quit: 'q'},
  {name: 'dry', command: 'dry', args: [], first: 'm', keys: [down, up], quit: 'Q'},
  {name: 'dtop', command: 'dtop', args: [], keys: [down, up], marker: true, quit: 'q'},
];

const isFound = command => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;

/** The program itself, and those of the others that are installed. `socketPath`: of the engine they are to show. */
export const programsFor = socketPath => [
  {
    name: 'stacktop',
    command: process.execPath,
    args: [path.join(root, 'bin/stacktop.js'), '-H', `unix://${socketPath}`],
    keys: [down, up],
    quit: 'q',
  },
  ...others.filter(({command}) => isFound(command)),
];

/** Node with nothing to do, in a terminal: what no program for it can go below. */
export const bareNode = {
  name: 'node',
  command: process.execPath,
  args: ['-e', 'console.log("names"); setTimeout(() => {}, 1e9)'],
  quit: '\u0003',
};

/** The environment all of them get: a terminal with all colours, and settings and caches of nobody. */
export const environment = (home, socketPath) => ({
  ...process.env,
  DOCKER_HOST: `unix://${socketPath}`,
  HOME: home,
  XDG_CACHE_HOME: path.join(home, 'cache'),
  XDG_CONFIG_HOME: path.join(home, 'config'),
  XDG_STATE_HOME: path.join(home, 'state'),
  TERM: 'xterm-256color',
  COLORTERM: 'truecolor',
  LANG: 'C.UTF-8',
  CI: '',
  NO_COLOR: '',
});

const shortest = 6;

/** Tells whether a line has the name of a container or service that runs, cut or whole: columns may be narrow. */
export const namesIn = running => {
  const known = new Set();
  for (const {name, service} of running) {
    for (let length = Math.min(shortest, name.length); length <= name.length; length++) known.add(name.slice(0, length));
    if (service) known.add(service);
  }
  return line => line.split(/[\s│┃|]+/).some(word => known.has(word.replace(/(…|\.{2,3})$/, '')));
};

/** An amount of memory, as any of them writes it. */
export const memoryIn = line => /\d\s?[KMGkmg](i?B)?\b/.test(line);
