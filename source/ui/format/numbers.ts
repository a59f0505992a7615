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

/** Bytes for the header, with a tenth wherever it tells something: `15.6G`. */
export const bytesWithTenth = (value: number): string => {
  const text = bytes(value);
  return value >= 1024 ** 3 && value < 100 * 1024 ** 3 ? `${(value / 1024 ** 3).toFixed(1)}G` : text;
};

/** Bytes a second in at most four cells; below a kilobyte it is told in parts of one, because bytes a second are noise: `0`, `0.4K`. */
export const byteRate = (value: number): string => {
  if (value < 51) return '0';
  if (value < 1024 * 9.95) return `${(value / 1024).toFixed(1)}K`;
  return bytes(value);
};

/** Per cent of one CPU in at most four cells: `3.1`, `41.0`, `141`, `1200`. */
export const percent = (value: number): string => (value < 99.95 ? value.toFixed(1) : String(Math.round(value)));

/** A count in at most three cells, up to 99k. */
export const count = (value: number): string => (value < 1000 ? String(value) : `${Math.floor(value / 1000)}k`);
