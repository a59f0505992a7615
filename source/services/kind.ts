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

/** A kind as the service that the rest of the program knows. */
export const serviceOfKind = (kind: Kind): Service => {
  const danger = (line: string): string | null =>
    any.test(line) ? programDanger(splitWords(line.replace(any, '')) ?? []) : kind.danger(line.trim());
  const reads = (line: string): boolean =>
    any.test(line) ? programReads(splitWords(line.replace(any, '')) ?? []) : kind.reads(line.trim());
  const endless = (line: string): boolean => !any.test(line) && kind.endless(line.trim());

  const whyNot = (target: ServiceTarget, line: string, wish: RunWish = {}): string => {
    const trimmed = line.trim();
    if (trimmed.replace(any, '') === '') return 'there is nothing to run';
    if (trimmed.includes('\0')) return 'a line cannot hold a NUL';
    if (any.test(line)) {
      if (anyProgram(target, trimmed) === null) return openQuote;
    } else {
      const why = kind.whyNot(target, trimmed);
      if (why !== '') return why;
    }
    return wish.readOnly === true && !reads(line) ? 'read-only: only what is known to just read may run' : '';
  };

  const command = (target: ServiceTarget, line: string, wish: RunWish = {}): Invocation | null => {
    if (whyNot(target, line, wish) !== '') return null;
    const invocation = any.test(line) ? anyProgram(target, line) : kind.command(target, line.trim(), wish);
    return invocation && endless(line) ? {...invocation, limitMs: null} : invocation;
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
