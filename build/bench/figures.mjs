// Numbers of a measurement: pure functions.

/** The value below which `share` (0 to 1) of the values lie; null of none. Nulls are left out. */
export const quantile = (values, share) => {
  const sorted = values.filter(value => value !== null).sort((a, b) => a - b);
  return sorted.length === 0 ? null : sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
};

export const median = values => quantile(values, 0.5);

/** How many times as much the other takes; null where one of them is unknown or ours is nothing. */
export const ratio = (other, own) => (other === null || own === null || own <= 0 ? null : other / own);

/** Rounded, with thousands told apart; `–` when unknown. */
export const shown = (value, digits = 0) =>
  value === null || Number.isNaN(value)
    ? '–'
    : value.toLocaleString('en', {minimumFractionDigits: digits, maximumFractionDigits: digits});

/** As people read it: `0.04 ×`, `3.1 ×`, `104 ×`; `–` when unknown. */
export const times = value => (value === null ? '–' : `${shown(value, value < 0.1 ? 2 : value < 10 ? 1 : 0)} ×`);

/** Median of each figure of a run over its rounds; figures that no round has are null. */
export const medians = rounds => {
  const names = [...new Set(rounds.flatMap(round => Object.keys(round)))];
  return Object.fromEntries(names.map(name => [name, median(rounds.map(round => round[name] ?? null))]));
};
