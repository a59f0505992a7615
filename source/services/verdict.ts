import {exitCodeInWords} from '../model/exit-code.js';
import {maskProbe} from '../model/secrets.js';
import type {Ending, Verdict} from './service.js';

/** Longest message, in characters: a server may repeat a line of megabytes. */
const longest = 400;

/** Any text in one line, without secrets. */
export const oneLine = (text: string): string => maskProbe(text.replace(/\s+/g, ' ').trim().slice(0, longest));

export const fine: Verdict = {ok: true, message: '', hint: '', unfit: false};
export const failed = (message: string, hint = ''): Verdict => ({ok: false, message: oneLine(message), hint, unfit: false});
const unfit = (message: string, hint: string): Verdict => ({...failed(message, hint), unfit: true});

/** The first line that the pattern finds, from where it finds it; null when none. */
export const lineWith = (text: string, pattern: RegExp): string | null => {
  for (const line of text.split(/\r?\n/)) {
    const found = pattern.exec(line);
    if (found) return found[1] ?? line.slice(found.index);
  }
  return null;
};

export const lastLine = (text: string): string => text.trimEnd().split(/\r?\n/).at(-1) ?? '';

/**
 * The end of what a program wrote to stderr, else of what it wrote; '' when that is nothing. One that was killed did not know that it
 * would be: its last line of output is no reason.
 */
export const lastWords = ({exitCode, stdout, stderr}: Ending): string =>
  lastLine(stderr) || (exitCode === 137 ? '' : lastLine(stdout.slice(-4096)));

const again = 'try again in a few seconds';

/** What engines and shells say of a program that is not there, on whichever stream: `OCI runtime exec failed` comes on stdout. */
const missing = [
  /exec: "([^"]+)": executable file not found/,
  /exec: "([^"]+)": stat \S+: no such file/,
  /stat (\S+): no such file or directory: unknown/,
  /executable file [`'"]([^`'"]+)['"`] not found/,
  /^(?:\S*sh): (?:line )?(?:\d+: )?(?:exec: )?([^\s:]+): (?:command )?not found/,
  /^exec: (?:line \d+: )?([^\s:]+): not found/,
];

/** What the engine or a shell says of why nothing ran; null when the program itself ended. `tools` says whose tools are wanted: `PostgreSQL`. */
export const neverRan = ({exitCode, stdout, stderr}: Ending, tools: string): Verdict | null => {
  if (exitCode !== null && ![125, 126, 127, 255].includes(exitCode)) return null;
  const said = `${stdout.slice(0, 4096)}\n${stderr.slice(0, 4096)}`;
  for (const pattern of missing) {
    const name = lineWith(said, pattern);
    if (name !== null) {
      const elsewhere = tools === '' ? '' : `; if this is not ${tools}, the label stacktop.kind says what it is`;
      return unfit(`${name} is not in the image`, `use a container on the same network that has it${elsewhere}`);
    }
  }
  const user = lineWith(said, /unable to find user ([^\s:]+)/);
  if (user !== null) return failed(`the container has no user ${user}`);
  if (/error writing config to pipe|container (?:is )?not running|cannot exec in a stopped/i.test(said))
    return failed('the container is restarting', again);
  const refused = lineWith(said, /(?:OCI runtime exec failed: )(?:exec failed: )?(?:unable to start container process: )?(.+)/);
  return refused === null ? null : unfit(refused, '');
};

/** The last word on a program that failed and said nothing better. */
export const exitedWith = (code: number): Verdict => failed(`it ended with exit code ${exitCodeInWords(code, false)}`);

/** A program's own error message: the end of what it wrote to stderr, else of what it wrote. */
export const plainVerdict = (ending: Ending): Verdict => {
  const {exitCode} = ending;
  if (exitCode === 0) return fine;
  const never = neverRan(ending, '');
  if (never) return never;
  if (exitCode === null) return fine;
  if (exitCode === 130 || exitCode === 143) return failed('it was stopped');
  const message = lastWords(ending);
  return message === '' ? exitedWith(exitCode) : failed(message);
};
