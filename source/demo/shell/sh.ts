import {assignment, builtins, type Session} from './builtins.js';
import {Input} from './input.js';
import {type History, readPiped, readTyped} from './line-editor.js';
import {connectMarked} from './neighbours.js';
import {signalMarked} from './processes.js';
import type {Io, Program} from './program.js';
import {findProgram} from './programs.js';
import {commandsOf, ShellSyntax, type Simple} from './words.js';

/** Said once by every terminal of the demo, so that nobody takes it for a host. */
export const notice = 'This is the demo engine of stacktop: a small shell, nothing here is real.';

const lookup =
  (session: Session) =>
  (name: string): readonly string[] => {
    if (name === '?') return [String(session.last)];
    if (name === '$') return [String(session.io.pid)];
    if (name === '#') return [String(session.args.length)];
    if (name === '@' || name === '*') return session.args;
    if (name === '0') return [session.name];
    if (/^\d$/.test(name)) return [session.args[Number(name) - 1] ?? ''];
    return [session.io.env.get(name) ?? ''];
  };

/** Leading `NAME=value` words, and what is left. */
const splitAssignments = (words: readonly string[]) => {
  const count = words.findIndex(word => !assignment.test(word));
  const split = count < 0 ? words.length : count;
  const pairs = words.slice(0, split).map(word => {
    const match = assignment.exec(word);
    return [match?.[1] ?? '', match?.[2] ?? ''] as const;
  });
  return {pairs, rest: words.slice(split)};
};

const unknownWords = ['if', 'for', 'while', 'case', 'until', 'function', '{', '('];

/** Runs one command of a line; `io` is where it writes. */
const runSimple = async (session: Session, simple: Simple, io: Io): Promise<number> => {
  const {pairs, rest} = splitAssignments(simple.words);
  if (rest.length === 0) {
    for (const [name, value] of pairs) session.io.env.set(name, value);
    return 0;
  }
  const words = rest[0] === 'exec' ? rest.slice(1) : rest;
  const [name = ''] = words;
  if (name === '') return 0;
  if (unknownWords.includes(name)) {
    io.err(`${session.name}: the demo's shell does not know \`${name}\`\n`);
    return 2;
  }
  const env = pairs.length === 0 ? io.env : new Map([...io.env, ...pairs]);
  const builtin = rest[0] === 'exec' ? undefined : builtins[name];
  const program = builtin ? null : findProgram(io.container, name.replace(/^.*\//, ''));
  let code: number;
  if (builtin) code = await builtin(session, words, io);
  else if (program) code = await program({...io, env}, words);
  else {
    io.err(`${session.name}: ${name}: not found\n`);
    code = 127;
  }
  if (rest[0] === 'exec') session.over = code;
  return code;
};

const silence = () => undefined;

const redirected = (io: Io, simple: Simple): Io => ({
  ...io,
  out: simple.quietOut ? silence : io.out,
  err: simple.quietErr || (simple.errToOut && simple.quietOut) ? silence : simple.errToOut ? io.out : io.err,
});

/** Runs a line; the answer is the exit code of its last command. */
const runLine = async (session: Session, line: string): Promise<number> => {
  let commands: readonly Simple[];
  try {
    commands = commandsOf(line, lookup(session));
  } catch (error) {
    if (!(error instanceof ShellSyntax)) throw error;
    session.io.err(`${session.name}: syntax error: ${error.message}\n`);
    return 2;
  }
  for (const [index, simple] of commands.entries()) {
    if (simple.join === 'pipe') continue;
    if ((simple.join === 'and' && session.last !== 0) || (simple.join === 'or' && session.last === 0)) continue;
    const pipe = [simple];
    for (let next = index + 1; commands[next]?.join === 'pipe'; next += 1) pipe.push(...commands.slice(next, next + 1));
    session.last = await runPipe(session, pipe);
    if (session.over !== null || session.io.ended.aborted) break;
  }
  return session.last;
};

/** Each command's output is the next one's input, whole; enough for the demo's short answers. */
const runPipe = async (session: Session, pipe: readonly Simple[]): Promise<number> => {
  let code = 0;
  let piped: string | null = null;
  for (const [index, simple] of pipe.entries()) {
    const last = index === pipe.length - 1;
    let text = '';
    const own = piped === null ? session.io : {...session.io, input: inputOf(piped), tty: false};
    const collect: Io = last
      ? own
      : {
          ...own,
          out: more => {
            text += more;
          },
        };
    code = await runSimple(session, simple, redirected(collect, simple));
    piped = text;
  }
  return code;
};

const inputOf = (text: string) => {
  const input = new Input();
  input.push(text);
  input.end();
  return input;
};

const prompt = (io: Io) => `${io.folder.path} ${io.user === 'root' || io.user === '' ? '#' : '$'} `;

const interactive = async (session: Session): Promise<number> => {
  const {io} = session;
  const history: History = [];
  io.out(`${notice}\n`);
  while (session.over === null) {
    const typed = await readTyped(io, prompt(io), history);
    if (typed.kind === 'end') {
      if (!io.ended.aborted) io.out('\n');
      return session.last;
    }
    session.last = typed.kind === 'interrupt' ? 130 : await runLine(session, typed.text);
  }
  return session.over;
};

const piped = async (session: Session): Promise<number> => {
  for (;;) {
    const line = await readPiped(session.io);
    if (line === null) return session.last;
    await runLine(session, line);
    if (session.over !== null) return session.over;
  }
};

/** `sh`, `bash`, `ash`: in a terminal, with `-c LINE NAME ARGS…`, or with lines piped in. */
export const shell: Program = async (io, argv) => {
  const at = argv.findIndex(word => /^-[a-z]*c$/.test(word));
  const line = at < 0 ? undefined : argv[at + 1];
  const shellName = (argv[0] ?? 'sh').replace(/^.*\//, '');
  const session: Session = {
    io: {...io, env: new Map(io.env)},
    args: at < 0 ? [] : argv.slice(at + 3),
    name: at < 0 ? shellName : (argv[at + 2] ?? shellName),
    last: 0,
    over: null,
  };
  if (session.name === 'stacktop-signal') return signalMarked(io, session.args);
  if (session.name === 'stacktop-connect') return connectMarked(io, session.args);
  if (line !== undefined) return session.over ?? (await runLine(session, line));
  return io.tty ? interactive(session) : piped(session);
};
