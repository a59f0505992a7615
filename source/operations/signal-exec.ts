import {randomUUID} from 'node:crypto';
import type {Line} from '../engine/call.js';
import {runExec} from '../engine/run-exec.js';

/** What the environment of a program that we start in a container says, so that it can be found there again. */
export const newMark = (): string => `STACKTOP_EXEC=${randomUUID()}`;

/**
 * Finds the program that bears the mark and sends the signal to its session, or in a terminal to itself and to what is in the
 * foreground. Runtimes begin a session with each exec (nsexec.c, setsid), so scripts and what they started are one. Written for the
 * smallest of shells: its own `read` and `kill`, and /proc (proc_pid_stat(5): fields 5 to 8 are group, session, terminal and foreground
 * group). NUL bytes of an environment are skipped by `read`. The first round looks at those whose parent is outside of the container;
 * where the container shares the host's processes that is nobody, and the second round looks at every session.
 * Prints the program's number and how many processes the signal was sent to; exit code 3 when there is none.
 */
const script = `
exec 2>/dev/null
signal=$1 mark=$2 leader=$3 whom=$4 sent=0
for round in outside anyone; do
  [ -z "$leader" ] || break
  for process in /proc/[0-9]*; do
    IFS= read -r stat <"$process/stat" || continue
    set -- \${stat##*) }
    [ "$4" = "\${process#/proc/}" ] || continue
    [ "$2" = 0 ] || [ $round = anyone ] || continue
    while IFS= read -r line || [ -n "$line" ]; do
      case $line in *"$mark"*) leader=$4; break 2 ;; esac
    done <"$process/environ"
  done
done
[ -n "$leader" ] || exit 3
IFS= read -r stat <"/proc/$leader/stat" && set -- \${stat##*) } && front=$6
for process in /proc/[0-9]*; do
  number=\${process#/proc/}
  IFS= read -r stat <"$process/stat" || continue
  set -- \${stat##*) }
  [ "$4" = "$leader" ] && [ "$1" != Z ] || continue
  [ $whom = session ] || [ $number = $leader ] || [ "$3" = "$front" ] || continue
  kill -s $signal $number && sent=$((sent + 1))
done
echo $leader $sent`;

/** As the shell is told its name: the embedded engine knows the script by it. */
const scriptName = 'stacktop-signal';
const shells: readonly string[] = ['sh', 'ash', '/busybox/sh', 'bash'];

export interface Signalled {
  /** The program's number inside of its container. */
  readonly leader: string;
  /** How many processes got the signal: 0 when all of them have ended. */
  readonly sent: number;
}

export interface Marked {
  /** `STACKTOP_EXEC=…`, as the program was given it. */
  readonly mark: string;
  /** As the program's; '' is the container's own. Another user could not look at its environment. */
  readonly user: string;
  /** Its number inside of the container where that is known already. */
  readonly leader: string | null;
}

export type ExecSignal = 'INT' | 'TERM' | 'HUP' | 'KILL';

/**
 * Sends a signal to a program in a container, by a shell inside of it. `session` means all that it started, `foreground` what a hung-up
 * terminal would reach. Null when it cannot be found so: the image has no shell, or the program changed its user. Throws EngineError.
 */
export const signalExec = async (
  engine: Line,
  containerId: string,
  {mark, user, leader}: Marked,
  name: ExecSignal,
  whom: 'session' | 'foreground',
  signal: AbortSignal,
): Promise<Signalled | null> => {
  for (const shell of shells) {
    const cmd = [shell, '-c', script, scriptName, name, mark, leader ?? '', whom];
    const as = user === '' ? {} : {user};
    const {exitCode, stdout} = await runExec(engine, containerId, {cmd, ...as, signal, timeoutMs: 0, maxBytes: 4096});
    const [, found, sent] = /^(\d+) (\d+)\n$/.exec(stdout) ?? [];
    if (found !== undefined) return {leader: found, sent: Number(sent)};
    if (exitCode !== 126 && exitCode !== 127) return null;
  }
  return null;
};
