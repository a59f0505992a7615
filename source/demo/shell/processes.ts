import {processesOf} from '../routes/top.js';
import {interrupted, type Program} from './program.js';
import {findProgram} from './programs.js';

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

const codes: ReadonlyMap<string, number> = new Map([
  ['HUP', 129],
  ['INT', 130],
  ['KILL', 137],
  ['TERM', 143],
]);

/**
 * The script by which stacktop ends what it has started in a container, known by its name: the demo's shell has no loops. Arguments
 * are the signal, a variable that the program's environment holds, and its number where that is known.
 */
export const signalMarked: Program = (io, [signal = '', mark = '', leader = '']) => {
  const target = [...io.world.execs.values()].find(
    exec =>
      exec.container === io.container && exec.running && (String(exec.innerPid) === leader || exec.config.env.includes(mark)),
  );
  if (!target && leader === '') return 3;
  target?.end(codes.get(signal) ?? 143);
  io.out(`${target?.innerPid ?? leader} ${target ? 1 : 0}\n`);
  return 0;
};

/** Programs about programs. */
export const processes: Readonly<Record<string, Program>> = {ps, sleep, timeout, kill};
