/**
 * A container that a clause brings along. `quiet` says nothing, has no check and heeds SIGTERM. `checked` has a check that is asked at
 * least once a second. `talker` says one line of 40,000 `x`, then `line 1`, `line 2` … twenty a second, every fifth to stderr, and begins
 * anew with every start; `terminal` does the same with a TTY, and `unlogged` with a log driver that keeps nothing. `hasty` says numbered
 * lines like the talker's, without the long one, two hundred a second and every third to stderr; its log is kept in small files.
 */
export type Guest = 'quiet' | 'checked' | 'talker' | 'terminal' | 'unlogged' | 'hasty';

/** An engine that is to keep the contract: the project `shop` is up on it, and nobody else changes that. */
export interface ContractEngine {
  /** `unix://…`. */
  readonly host: string;
  /** Starts a guest under a service's name of its own; resolves to its id. */
  bring(guest: Guest, service: string): Promise<string>;
  /** Takes all guests away. */
  sendGuestsHome(): Promise<void>;
  /** The check of the guest `checked` fails from now on. */
  breakHealth(id: string): Promise<void>;
  mendHealth(id: string): Promise<void>;
  close(): Promise<void>;
}

/** Project of the guests. */
export const guestProject = 'shop-contract';

/** Length of the talker's first line. */
export const longLine = 40_000;
