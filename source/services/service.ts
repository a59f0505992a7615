import type {Container} from '../model/container.js';
import type {ServiceKind, ServiceProfile} from '../model/profile.js';
import type {Vitals} from '../model/vitals.js';

/** A container as a service: all that a kind's file needs to say how one speaks to it. */
export interface ServiceTarget {
  /** Its environment is known once it was inspected; without that, defaults are used. */
  readonly container: Container;
  /** What the stack's profile and the container's labels say of it. */
  readonly profile: ServiceProfile | null;
}

/** One program to run inside of the container, no shell between. */
export interface Invocation {
  readonly argv: readonly string[];
  /** `NAME=value`, in the program's environment only. Passwords stand here and never in `argv`: that is seen in `ps` and in the engine's events. */
  readonly env: readonly string[];
  /** What must not be shown should the program repeat it. */
  readonly secrets: readonly string[];
  /** Given to the program's input, which ends with it. */
  readonly input?: string;
}

/** How an answer is best shown. */
export type AnswerForm = 'text' | 'table' | 'json' | 'sql';

/** A command worth having at hand. Its line is what a person would type, and can be changed before it runs. */
export interface QuickCommand {
  readonly name: string;
  readonly line: string;
  /** Goes on until it is stopped (`MONITOR`). */
  readonly endless: boolean;
  /** Loses data or interrupts people. */
  readonly danger: boolean;
}

/** What an answer amounts to, once the tool's lies are seen through. */
export interface Verdict {
  readonly ok: boolean;
  /** The tool's own words in one line; '' when it is fine. */
  readonly message: string;
  /** What to try; '' when there is nothing to say. */
  readonly hint: string;
}

/** What a program left behind. */
export interface Ending {
  /** null when the engine does not tell. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A question of a kind about how it is doing, and how its answer is read. */
export interface VitalsQuestion {
  readonly invocation: Invocation;
  /** Throws VitalsError (in the tool's own words) when the answer is none. `before` is the last answer: rates come from two. */
  read(stdout: string, before: Vitals | null): Vitals;
}

/** One kind of service: how it is recognised and how one speaks to it. Plain functions without I/O; operations run what they name. */
export interface Service {
  readonly kind: ServiceKind;
  /** What its console is called in the footer: `psql`; null when it has none. */
  readonly consoleName: string | null;
  /** Whether the container's image, command or exposed port look like it. Labels and profiles were asked before. */
  recognises(container: Container): boolean;
  /** Its console for a terminal; null when it has none. */
  console(target: ServiceTarget): Invocation | null;
  /** What a person typed on the free line (`INFO memory`, `select 1`, `kafka-topics --list`) as a program; null when there is nothing that could run it. */
  command(target: ServiceTarget, line: string): Invocation | null;
  /** The service's own tool with these arguments (`stacktop run`): connection and credentials are added, the rest is the person's. null: no tool. */
  tool(target: ServiceTarget, args: readonly string[]): Invocation | null;
  quick(target: ServiceTarget): readonly QuickCommand[];
  /** What words (of a line, or arguments of the tool) would destroy, in words (`deletes every key`); null when nothing. */
  danger(words: string): string | null;
  /** How the answer of a line is best shown. */
  form(line: string): AnswerForm;
  /** First words of a line, for completion. */
  readonly words: readonly string[];
  verdict(ending: Ending): Verdict;
  vitals(target: ServiceTarget): VitalsQuestion | null;
}

/** An answer to the question about vital signs that is none. */
export class VitalsError extends Error {}
