import {maskCommand} from './command-mask.js';
import {isSecret, mask} from './secret-text.js';

/** What a secret in a line stands beside: most lines hold none of these words, and cost nothing further. */
const hint =
  /:\/\/[^\s/]*@|pass|secret|token|auth|api[-_]?key|[-_]key|bearer|cookie|credential|\bpwd\b|requirepass|identified|private|webhook|hooks\.|LS0tLS1|eyJ|gh[pousr]_|github_pat_|glpat-|xox[abeprs]-|npm_\w{20}|[rs]k_(?:live|test)_|sk-\w{10}|AIza/i;

/** A line of a log without the secrets that it holds. */
export const maskLine = (line: string): string => (hint.test(line) ? maskCommand(line) : line);

/** The value of a field as it may be shown. */
export const maskField = (name: string, value: string): string => (isSecret(name, value) ? mask : maskLine(value));
