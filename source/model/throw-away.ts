/** Containers that stacktop makes for one program and removes after it; they are nobody's service and stay out of every list. */

const label = 'stacktop.throw-away';
/** Id of the container beside which it runs. */
const besideLabel = 'stacktop.beside';

/** No program of them may run as long; what is older was left behind by a stacktop that was killed. */
export const throwAwayLifeMs = 60 * 60_000;

export const throwAwayLabels = (besideId: string): Readonly<Record<string, string>> => ({
  [label]: 'yes',
  [besideLabel]: besideId,
});

/** For the engine's filter of lists. */
export const throwAwayFilter = `${label}=yes`;

export const isThrowAway = (labels: Readonly<Record<string, string>>): boolean => labels[label] === 'yes';
