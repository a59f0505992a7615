import {bytes} from '../../model/bytes.js';

export {bytes};

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
