/** Single letters to add, take away or exchange to make one word of the other; a swap of neighbours counts as one. */
export const editDistance = (from: string, to: string): number => {
  let earlier: number[] = [];
  let above = Array.from({length: to.length + 1}, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const line = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const least = Math.min(
        (line[column - 1] ?? 0) + 1,
        (above[column] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (earlier[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
      line.push(least);
    }
    earlier = above;
    above = line;
  }
  return above[to.length] ?? 0;
};

/** Those of `known` that someone who typed `typed` may have meant, the likeliest first. */
export const nearNames = (typed: string, known: readonly string[], most = 3): string[] => {
  const wanted = typed.toLowerCase();
  if (wanted === '') return [];
  const scored = [...new Set(known)].flatMap(name => {
    const lower = name.toLowerCase();
    const distance = editDistance(wanted, lower);
    if (distance <= Math.max(1, Math.floor(wanted.length / 3))) return [{name, distance}];
    // What was typed in part comes after what was typed wrongly.
    return wanted.length > 1 && lower.includes(wanted) ? [{name, distance: 100 + lower.length}] : [];
  });
  return scored
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({name}) => name);
};
