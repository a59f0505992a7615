import {maskWords} from '../command-mask.js';
import type {Container, HealthProbe} from '../container.js';
import {maskProbe} from '../secrets.js';
import {type Clause, fact, plain, quote, type WhyPart} from './parts.js';

/** The health check as people wrote it: without `CMD` and `CMD-SHELL`, which are the engine's, and without its secrets. */
export const checkCommand = (test: readonly string[]): string =>
  maskWords(test[0] === 'CMD' || test[0] === 'CMD-SHELL' ? test.slice(1) : test).join(' ');

/** What was wrong with the last run that failed. */
export type CheckFault =
  /** Seconds as the engine wrote them, '' where it wrote none. */
  | {readonly kind: 'timeout'; readonly after: string}
  | {readonly kind: 'no-program'; readonly program: string}
  | {readonly kind: 'said'; readonly text: string}
  | {readonly kind: 'silent'; readonly exitCode: number};

/** Docker's words when it gives up on a check (moby:daemon/health.go). */
const timedOut = /^Health check exceeded timeout(?: \(([^)]*)\))?/;
/** The runtime's, and those of sh, bash and busybox. */
const noProgram: readonly RegExp[] = [
  /exec: "([^"]+)":.*(?:executable file not found|no such file or directory)/,
  /executable file `([^`]+)` not found/,
  /(?:^|\n)(?:\/bin\/)?\w*sh: (?:line )?(?:\d+: )?([^\s:]+): (?:command )?not found/,
];

export const faultOf = ({exitCode, output}: HealthProbe): CheckFault => {
  const timeout = timedOut.exec(output);
  if (timeout) return {kind: 'timeout', after: timeout[1] ?? ''};
  if (exitCode === 127 || exitCode === 126 || exitCode === -1) {
    for (const pattern of noProgram) {
      const program = pattern.exec(output)?.[1];
      if (program !== undefined) return {kind: 'no-program', program};
    }
  }
  const text = maskProbe(output).trim().split('\n').at(-1)?.trim() ?? '';
  return text === '' ? {kind: 'silent', exitCode} : {kind: 'said', text};
};

/** The last run that failed; undefined when none of those that are known did. */
export const failedProbe = ({inspection}: Container): HealthProbe | undefined =>
  inspection?.probes.findLast(probe => probe.exitCode !== 0);

/** Whether the check itself is at fault, so that nobody knows how the service is. */
export const isBrokenCheck = (container: Container): boolean => {
  const failed = failedProbe(container);
  return failed !== undefined && faultOf(failed).kind === 'no-program';
};

const seconds = (text: string): string => text.replace(/^(\d+(?:\.\d+)?)(m?s)$/, '$1 $2');

const wordsOf = (fault: CheckFault): WhyPart[] => {
  switch (fault.kind) {
    case 'timeout':
      return [plain('timed out'), ...(fault.after === '' ? [] : [plain('after'), fact(seconds(fault.after))])];
    case 'no-program':
      return [plain('cannot work:'), fact(fault.program), plain('is not in its image')];
    case 'said':
      return [plain('said'), quote(fault.text)];
    case 'silent':
      return [plain('exits'), fact(String(fault.exitCode))];
  }
};

/** The check and what its last failed run said. Null when there is no check. */
export const checkClause = (container: Container): Clause | null => {
  const command = checkCommand(container.inspection?.healthTest ?? []);
  if (command === '') return null;
  const failed = failedProbe(container);
  return [plain('check'), fact(command), ...(failed ? wordsOf(faultOf(failed)) : [])];
};

/** Intervals without news of the check after which its count is no longer told: an inspection is made when the health changes, not with every run. */
const freshIntervals = 3;

/** How often it failed without a break, while that is known; null when it says nothing. */
export const streakClause = ({inspection}: Container, now: number): Clause | null => {
  const streak = inspection?.failingStreak ?? 0;
  const last = inspection?.probes.at(-1);
  const fresh = freshIntervals * (inspection?.healthInterval ?? 30) * 1000 + 5000;
  if (streak < 2 || !last || now - last.end > fresh) return null;
  return [plain('failed'), fact(`${streak} times`), plain('in a row')];
};
