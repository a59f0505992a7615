/**
 * Numbers of lines, as they were read, of a program that sends every fifth to its other stream. An engine reads the two streams by two
 * hands: kept waiting, it writes lines of one down before earlier ones of the other. So those are put back. Each stream's own order is
 * left as it is, and what begins anew, with 0 or 1, stays behind what was before.
 */
export const asWritten = (read: readonly number[]): number[] => {
  const isOther = (number: number): boolean => number > 0 && number % 5 === 0;
  const all: number[] = [];
  for (const number of read) {
    let place = all.length;
    for (; place > 0 && number > 1; place -= 1) {
      const before = all[place - 1] ?? 0;
      if (before <= number || isOther(before) === isOther(number)) break;
    }
    all.splice(place, 0, number);
  }
  return all;
};
