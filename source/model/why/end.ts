import {bytes} from '../bytes.js';
import type {Container} from '../container.js';
import {exitCodeInWords} from '../exit-code.js';
import type {Exit, Past} from '../past.js';
import type {Member} from '../stack.js';

const term = 15;
const kill = 9;

/** How a container ended. */
export interface End {
  readonly code: number | null;
  /** Null until it is inspected. */
  readonly oomKilled: boolean | null;
  /** Signals that were sent through the engine before; null where nobody watched. */
  readonly signals: readonly number[] | null;
}

/** The engine's event of the end comes within this of the moment that it notes itself. */
const sameEndMs = 5000;

const watched = ({inspection}: Container, past: Past, code: number | null): Exit | undefined => {
  const last = past.exits.at(-1);
  const finishedAt = inspection?.finishedAt ?? null;
  if (!last || last.code !== code) return undefined;
  return finishedAt === null || Math.abs(last.time - finishedAt) < sameEndMs ? last : undefined;
};

/** How one that does not run ended; null for one that runs or never did. */
export const endOf = ({container, status}: Member, past: Past): End | null => {
  if (status.kind !== 'failed' && status.kind !== 'restarting') return null;
  const seen = watched(container, past, status.exitCode);
  return {
    code: status.exitCode,
    oomKilled: status.oomKilled || seen?.oomKilled || (container.inspection ? false : null),
    signals: seen?.signals ?? null,
  };
};

const killed = ({signals, oomKilled}: End): string => {
  if (signals === null) return `137, killed (SIGKILL)${oomKilled === false ? ', not for its memory' : ''}`;
  if (signals.includes(term)) return '137, killed: it did not stop when it was told to';
  if (signals.includes(kill)) return '137, killed by somebody (SIGKILL)';
  return '137, killed (SIGKILL) from outside of the engine';
};

const atLimit = (limit: number | null | undefined): string =>
  limit === undefined ? '' : limit === null ? ' of the host' : ` at its limit of ${bytes(limit)}`;

/** An end in words, with its cause as far as that is known. `limit` in bytes, null when it had none, undefined when nobody knows. */
export const endInWords = (end: End, limit: number | null | undefined): string => {
  const {code, oomKilled} = end;
  if (code === null) return 'an error';
  if (oomKilled) return `${code}, out of memory${atLimit(limit)}`;
  return code === 137 ? killed(end) : exitCodeInWords(code, false);
};

/** An end whose cause is in itself: nothing it depends on has to do with it. */
export const isOwnEnd = ({code, oomKilled, signals}: End): boolean =>
  oomKilled === true || code === 125 || code === 126 || code === 127 || (code === 137 && signals !== null && signals.length > 0);
