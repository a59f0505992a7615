import {maskWords} from '../model/command-mask.js';
import type {Container} from '../model/container.js';
import type {ServiceKind} from '../model/profile.js';
import {environmentSecrets} from './credentials.js';
import {programDanger, programReads} from './programs.js';
import type {
  AnswerForm,
  Ending,
  Invocation,
  QuickCommand,
  RunWish,
  Service,
  ServiceTarget,
  Verdict,
  VitalsQuestion,
} from './service.js';
import {quoteWords, splitWords} from './words.js';

/** What a kind has of its own; what all kinds share is added by `serviceOfKind`. */
export interface Kind {
  readonly kind: ServiceKind;
  readonly consoleName: string | null;
  recognises(container: Container): boolean;
  console(target: ServiceTarget): Invocation | null;
  /** A line that is not empty, as a program; null when there is none for it. */
  command(target: ServiceTarget, line: string, wish: RunWish): Invocation | null;
  /** Why `command` gives null, when it is not for a quote that is open. */
  whyNot(target: ServiceTarget, line: string): string;
  lineOf(args: readonly string[]): string;
  quick(target: ServiceTarget): readonly (readonly [name: string, line: string])[];
  danger(line: string): string | null;
  reads(line: string): boolean;
  endless(line: string): boolean;
  form(line: string): AnswerForm;
  readonly words: readonly string[];
  verdict(ending: Ending): Verdict;
  vitals(target: ServiceTarget): VitalsQuestion | null;
  /** Whether a program of the profile is one of the kind's own, which `command` takes by name. */
  owns(program: string): boolean;
}

const any = /^\s*!\s*/;

const anyProgram = (target: ServiceTarget, line: string): Invocation | null => {
  const argv = splitWords(line.replace(any, ''));
  return argv === null || argv.length === 0 ? null : {argv, env: [], secrets: environmentSecrets(target)};
};

const openQuote = 'a quote is not closed';
const seen = 'a password among these words would be seen in ps and in the events of the engine: use the console or the shell';

/** `SCRAM-SHA-256=[password=…]` hides it from the masks; digests and rpk's `-p` are what only their tools call so. */
const inside = /[[,;]\s*\w*password=[^,\]]|\bdigest:\w|^rpk\b.*\buser\b.*\s(-p|--password|--new-password)[\s=]\S/i;

const showsPassword = (argv: readonly string[]): boolean =>
  maskWords(argv).some((word, at) => word !== argv[at]) || inside.test(argv.join(' '));

/** A kind as the service that the rest of the program knows. */
export const serviceOfKind = (kind: Kind): Service => {
  const danger = (line: string): string | null =>
    any.test(line) ? programDanger(splitWords(line.replace(any, '')) ?? []) : kind.danger(line.trim());
  const reads = (line: string): boolean =>
    danger(line) === null && (any.test(line) ? programReads(splitWords(line.replace(any, '')) ?? []) : kind.reads(line.trim()));
  const endless = (line: string): boolean => !any.test(line) && kind.endless(line.trim());

  /** The program, or why there is none. */
  const plan = (target: ServiceTarget, given: string, wish: RunWish): Invocation | string => {
    const line = given.trim();
    if (line.replace(any, '') === '') return 'there is nothing to run';
    if (line.includes('\0')) return 'a line cannot hold a NUL';
    const why = any.test(line) ? '' : kind.whyNot(target, line);
    if (why !== '') return why;
    const invocation = any.test(line) ? anyProgram(target, line) : kind.command(target, line, wish);
    if (invocation === null) return openQuote;
    if (showsPassword(invocation.argv)) return seen;
    if (wish.readOnly === true && !reads(line)) return 'read-only: only what is known to just read may run';
    return endless(line) ? {...invocation, limitMs: null} : invocation;
  };

  const command = (target: ServiceTarget, line: string, wish: RunWish = {}): Invocation | null => {
    const planned = plan(target, line, wish);
    return typeof planned === 'string' ? null : planned;
  };

  const whyNot = (target: ServiceTarget, line: string, wish: RunWish = {}): string => {
    const planned = plan(target, line, wish);
    return typeof planned === 'string' ? planned : '';
  };

  const quick = (target: ServiceTarget): readonly QuickCommand[] => {
    const own = (target.profile?.commands ?? []).map(({name, argv, danger: told, interactive}): QuickCommand => {
      const line = kind.owns(argv[0] ?? '') ? kind.lineOf(argv) : `! ${quoteWords(argv)}`;
      const goesOn = endless(line);
      return {name, line, endless: goesOn, danger: told || danger(line) !== null, interactive: interactive && !goesOn};
    });
    const lines = new Set(own.map(one => one.line));
    const usual = kind.quick(target).filter(([, line]) => !lines.has(line));
    return [
      ...own,
      ...usual.map(([name, line]) => ({name, line, endless: endless(line), danger: danger(line) !== null, interactive: false})),
    ];
  };

  return {
    kind: kind.kind,
    consoleName: kind.consoleName,
    recognises: container => kind.recognises(container),
    console: target => kind.console(target),
    command,
    whyNot,
    tool: (target, args, wish) => command(target, kind.lineOf(args), wish),
    lineOf: args => kind.lineOf(args),
    quick,
    danger,
    reads,
    endless,
    form: line => (any.test(line) ? 'text' : kind.form(line.trim())),
    words: kind.words,
    verdict: ending => kind.verdict(ending),
    vitals: target => kind.vitals(target),
  };
};
