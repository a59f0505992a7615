import type {ServiceKind} from '../model/profile.js';
import {environmentSecrets} from './credentials.js';
import {type Kind, serviceOfKind} from './kind.js';
import {programDanger, programReads} from './programs.js';
import type {Ending, Invocation, Service, ServiceTarget, Verdict} from './service.js';
import {failed, lineWith, plainVerdict} from './verdict.js';
import {isRequest, requestRun} from './web-request.js';
import {quoteWords, splitWords} from './words.js';

/** What a kind without a tool of its own has beside what any container has. */
export interface PlainKind {
  readonly kind: ServiceKind;
  recognises: Kind['recognises'];
  quick: Kind['quick'];
  /** Port of the container that its HTTP server listens on; null when it has none. */
  port(target: ServiceTarget): number | null;
  readonly words: readonly string[];
}

const program = (target: ServiceTarget, line: string): Invocation | null => {
  const argv = splitWords(line);
  return argv === null ? null : {argv, env: [], secrets: environmentSecrets(target)};
};

/** A server's refusal is one of the question, also where the program that asked is content. */
const verdict = (ending: Ending): Verdict => {
  const status = ending.exitCode === 0 ? lineWith(ending.stdout.slice(0, 200), /^HTTP\/[\d.]+ ([45]\d\d.*)/) : null;
  if (status === null) return plainVerdict(ending);
  const body =
    ending.stdout
      .slice(0, 8192)
      .split(/\r?\n\r?\n/)[1]
      ?.trim() ?? '';
  return failed(
    `it answered ${status.trim()}`,
    body === '' || body.startsWith('<') ? '' : body.replace(/\s+/g, ' ').slice(0, 200),
  );
};

/** A kind whose lines are programs of the container by name, and requests to its HTTP server: `GET /health`. */
export const plainService = ({kind, recognises, quick, port, words}: PlainKind): Service =>
  serviceOfKind({
    kind,
    consoleName: null,
    recognises,
    console: () => null,
    command: (target, line) => (isRequest(line) ? requestRun(line, port(target)) : program(target, line)),
    whyNot: (target, line) => {
      if (isRequest(line)) return requestRun(line, port(target)) === null ? 'its port is not known: GET :PORT/path' : '';
      return splitWords(line) === null ? 'a quote is not closed' : '';
    },
    lineOf: args => (args.length === 1 && /\s/.test(args[0] ?? '') ? (args[0] ?? '') : quoteWords(args)),
    owns: () => true,
    quick,
    danger: line => (isRequest(line) ? null : programDanger(splitWords(line) ?? [])),
    reads: line => isRequest(line) || programReads(splitWords(line) ?? []),
    endless: line => /^(top|tail\s+(-\w*[fF]|--follow)|watch|ping(?!.*\s-c\b))(\s|$)/.test(line),
    form: line => (isRequest(line) || /\bjson\b/.test(line) ? 'json' : 'text'),
    words,
    verdict,
    vitals: () => null,
  });
