/** From where on a log is read. */
export type LogRange =
  | {readonly kind: 'tail'; readonly lines: number}
  | {readonly kind: 'head'}
  | {readonly kind: 'last'; readonly ms: number};

const minutes = (count: number): LogRange => ({kind: 'last', ms: count * 60_000});

/** The last lines when a log is opened. */
export const firstTail = 1000;

/** By the keys 0 to 6, as in k9s. */
export const logRanges: readonly {readonly range: LogRange; readonly does: string}[] = [
  {range: {kind: 'tail', lines: firstTail}, does: `the last ${firstTail} lines`},
  {range: {kind: 'head'}, does: 'from the start of the log'},
  {range: minutes(1), does: 'the last minute'},
  {range: minutes(5), does: 'the last 5 minutes'},
  {range: minutes(15), does: 'the last 15 minutes'},
  {range: minutes(30), does: 'the last 30 minutes'},
  {range: minutes(60), does: 'the last hour'},
];

/** What the engine is asked for. `since` is ms since 1970. */
export const requestOf = (range: LogRange, now: number): {readonly tail: number | 'all'; readonly since?: number} => {
  if (range.kind === 'tail') return {tail: range.lines};
  if (range.kind === 'head') return {tail: 'all'};
  return {tail: 'all', since: now - range.ms};
};

/** In words, for the title; '' for the usual one. */
export const rangeInWords = (range: LogRange): string => {
  if (range.kind === 'tail') return range.lines === firstTail ? '' : `last ${range.lines} lines`;
  if (range.kind === 'head') return 'from the start';
  return range.ms >= 3_600_000 ? `last ${range.ms / 3_600_000} h` : `last ${range.ms / 60_000} min`;
};
