const units = ['B', 'K', 'M', 'G', 'T', 'P'];

/** Bytes in at most four cells: `512B`, `9.4M`, `792M`, `1.2G` (1K = 1024). A tenth is told below ten of M and above. */
export const bytes = (value: number): string => {
  let scaled = Math.max(0, value);
  let unit = 0;
  while (scaled >= 999.5 && unit < units.length - 1) {
    scaled /= 1024;
    unit += 1;
  }
  const tenth = unit >= 2 && scaled < 9.95;
  return `${tenth ? scaled.toFixed(1) : Math.round(scaled)}${units[unit]}`;
};
