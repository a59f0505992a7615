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
  /** What to run instead, in this order, as long as the verdict is `unfit`: other names of the program, or how older ones are called. */
  readonly fallbacks?: readonly (readonly string[])[];
  /** Its rows come as CSV with a header. */
  readonly csv?: boolean;
  /** The signal that ends it with the least harm; without it TERM. On INT psql cancels its query, on TERM it leaves it running in the server. */
  readonly endBy?: 'INT' | 'TERM';
  /** Longest it may take, in ms; null when only a person ends it. Without it the caller's own limit holds. */
  readonly limitMs?: number | null;
  /** Bytes that have to be free under the container's memory limit before it may start in there: a JVM can have the kernel kill the server. */
  readonly room?: number;
}

/** How a line is to be run. */
export interface RunWish {
  /** Refuse what is not known to only read, and have the server refuse it too where it can. */
  readonly readOnly?: boolean;
  /** Rows as CSV with a header where the tool can (`form` is `table`): cells keep their borders whatever is in them. */
  readonly csv?: boolean;
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
  /** Wants a terminal, and stays until it is left. */
  readonly interactive: boolean;
}

/** What an answer amounts to, once the tool's lies are seen through. */
export interface Verdict {
  readonly ok: boolean;
  /** The tool's own words in one line; '' when it is fine. */
  readonly message: string;
  /** What to try; '' when there is nothing to say. */
  readonly hint: string;
  /** Nothing ran: the program is not in the image, or too old for how it was called. The next of the invocation's fallbacks may do. */
  readonly unfit: boolean;
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
  /**
   * What a person typed on the free line (`INFO memory`, `select 1`, `kafka-topics --list`) as a program. `! PROGRAM WORD…` is any
   * program of the container. Null when nothing could run it, or may: `whyNot` says why.
   */
  command(target: ServiceTarget, line: string, wish?: RunWish): Invocation | null;
  /** Why `command` gives null, in a sentence with what to do; '' when it gives a program. */
  whyNot(target: ServiceTarget, line: string, wish?: RunWish): string;
  /** The service's own tool with these arguments (`stacktop run`): connection and credentials are added, the rest is the person's. Null as for `command`. */
  tool(target: ServiceTarget, args: readonly string[], wish?: RunWish): Invocation | null;
  /** Arguments of `tool` as the line that a person would type for the same: what the functions about lines take. */
  lineOf(args: readonly string[]): string;
  quick(target: ServiceTarget): readonly QuickCommand[];
  /** What a line would destroy or whom it would interrupt, in words (`deletes every key`); null when nothing and nobody. It guards against accidents, `reads` against intent. */
  danger(line: string): string | null;
  /** Whether a line is known to only read: never changes data, settings or anybody's connection. False when in doubt. */
  reads(line: string): boolean;
  /** Whether it goes on until it is stopped (`MONITOR`). */
  endless(line: string): boolean;
  /** How the answer of a line is best shown: `table` is lines that must not be wrapped, or CSV where that was wished. */
  form(line: string): AnswerForm;
  /** Beginnings of lines, for completion: `INFO memory`, `kafka-topics --list`. */
  readonly words: readonly string[];
  verdict(ending: Ending): Verdict;
  vitals(target: ServiceTarget): VitalsQuestion | null;
}

/** An answer to the question about vital signs that is none. */
export class VitalsError extends Error {}
