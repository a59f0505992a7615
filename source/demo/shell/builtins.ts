import type {Io} from './program.js';
import {findProgram} from './programs.js';

/** One run of the shell. */
export interface Session {
  readonly io: Io;
  readonly args: readonly string[];
  readonly name: string;
  last: number;
  /** Set by `exit` and `exec`. */
  over: number | null;
}

/** `NAME=value` */
export const assignment = /^([A-Za-z_]\w*)=(.*)$/s;

type Builtin = (session: Session, words: readonly string[], io: Io) => number | Promise<number>;

/** What the shell does itself. `io` is where the command writes, which a redirection may have changed. */
export const builtins: Readonly<Record<string, Builtin>> = {
  exit: (session, words) => {
    const code = Number(words[1] ?? session.last);
    session.over = Number.isInteger(code) ? code & 255 : 2;
    return session.over;
  },
  cd: ({name}, words, io) => {
    const target = words[1] ?? '/root';
    const path = target.startsWith('/') ? target : `${io.folder.path === '/' ? '' : io.folder.path}/${target}`;
    const parts: string[] = [];
    for (const one of path.split('/')) {
      if (one === '..') parts.pop();
      else if (one !== '' && one !== '.') parts.push(one);
    }
    const folder = `/${parts.join('/')}`;
    if (!/^\/([a-z._-]+(\/|$)){0,4}$/.test(folder) || /nope|missing/.test(folder)) {
      io.err(`${name}: cd: can't cd to ${target}: No such file or directory\n`);
      return 2;
    }
    io.folder.path = folder;
    return 0;
  },
  export: ({io}, words) => {
    for (const word of words.slice(1)) {
      const match = assignment.exec(word);
      if (match?.[1] !== undefined) io.env.set(match[1], match[2] ?? '');
    }
    return 0;
  },
  unset: ({io}, words) => {
    for (const word of words.slice(1)) io.env.delete(word);
    return 0;
  },
  ':': () => 0,
  set: () => 0,
  trap: () => 0,
  wait: () => 0,
  command: (_, words, io) => {
    const found = words.slice(2).filter(name => findProgram(io.container, name) || builtins[name]);
    if (words[1] === '-v') for (const name of found) io.out(`${builtins[name] ? name : `/usr/bin/${name}`}\n`);
    return found.length > 0 ? 0 : 127;
  },
  type: ({name}, words, io) => {
    const wanted = words[1] ?? '';
    const known = findProgram(io.container, wanted) ?? builtins[wanted];
    io.out(known ? `${wanted} is /usr/bin/${wanted}\n` : `${name}: type: ${wanted}: not found\n`);
    return known ? 0 : 127;
  },
};
