import type {Reading} from './trend.js';

/** Values over time in slots: what a graph is drawn from. */
export interface Series {
  /** The last `count` × `perCell` slots as `count` values, oldest first, each the largest of its slots; NaN where nothing was seen. */
  cells(count: number, perCell: number, now: number): number[];
}

/** Samples of one container over time in slots of equal length, newest overwriting oldest: fixed memory, nothing allocated per sample. */
export class History implements Series {
  readonly #slotMs: number;
  readonly #values: Float32Array;
  /** Number of the newest slot since 1970, or -1. */
  #newest = -1;

  /** @param slots how many are kept @param slotMs length of one in ms */
  constructor(slots: number, slotMs: number) {
    this.#slotMs = slotMs;
    this.#values = new Float32Array(slots).fill(Number.NaN);
  }

  /** Notes a value at a time (ms since 1970). Of several in one slot the last stays; slots skipped stay empty. */
  add(time: number, value: number | null): void {
    const slot = Math.floor(time / this.#slotMs);
    const slots = this.#values.length;
    if (this.#newest >= 0 && slot > this.#newest) {
      const skipped = Math.min(slots, slot - this.#newest);
      for (let step = 1; step <= skipped; step++) this.#values[(this.#newest + step) % slots] = Number.NaN;
    }
    if (slot >= this.#newest) {
      this.#newest = slot;
      this.#values[slot % slots] = value ?? Number.NaN;
    }
  }

  /** What the last `count` slots hold, oldest first; empty slots are left out. */
  readings(count: number, now: number): Reading[] {
    const readings: Reading[] = [];
    const slots = this.#values.length;
    const end = Math.min(this.#newest, Math.floor(now / this.#slotMs));
    for (let slot = Math.max(0, end - Math.min(count, slots) + 1, this.#newest - slots + 1); slot <= end; slot++) {
      const value = this.#values[slot % slots];
      if (value !== undefined && !Number.isNaN(value)) readings.push({time: (slot + 0.5) * this.#slotMs, value});
    }
    return readings;
  }

  /**
   * By how much a straight line through the last `most` values since `from` (ms since 1970) goes up, from the first of them to the last; 0
   * where it goes down, or explains less than `leastFit` (0 to 1) of what they do. It allocates nothing: it is asked of every container,
   * and few of them go up.
   */
  grown(most: number, from: number, now: number, leastFit: number): number {
    const slots = this.#values.length;
    const end = Math.min(this.#newest, Math.floor(now / this.#slotMs));
    const oldest = Math.max(0, end - slots + 1, this.#newest - slots + 1, Math.ceil(from / this.#slotMs - 0.5));
    let [n, last, first, base] = [0, 0, 0, 0];
    let [t, v, tt, tv, vv] = [0, 0, 0, 0, 0];
    for (let slot = end; slot >= oldest && n < most; slot--) {
      const value = this.#values[slot % slots] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      if (n === 0) [last, base] = [slot, value];
      first = slot;
      n += 1;
      const [dt, dv] = [slot - last, value - base];
      t += dt;
      v += dv;
      tt += dt * dt;
      tv += dt * dv;
      vv += dv * dv;
    }
    if (n < 2) return 0;
    const [varT, varV, cov] = [tt - (t * t) / n, vv - (v * v) / n, tv - (t * v) / n];
    if (cov <= 0 || varT === 0 || cov * cov < leastFit * varT * varV) return 0;
    return (cov / varT) * (last - first);
  }

  /** The last `count` × `perCell` slots as `count` values, oldest first, each the largest of its slots; NaN where nothing was seen. */
  cells(count: number, perCell: number, now: number): number[] {
    const cells: number[] = [];
    const slots = this.#values.length;
    const end = Math.floor(now / this.#slotMs);
    for (let cell = 0; cell < count; cell++) {
      let largest = Number.NaN;
      for (let part = 0; part < perCell; part++) {
        const slot = end - (count - cell) * perCell + 1 + part;
        if (slot > this.#newest || slot <= this.#newest - slots || slot < 0) continue;
        const value = this.#values[slot % slots];
        if (value !== undefined && !Number.isNaN(value) && !(largest >= value)) largest = value;
      }
      cells.push(largest);
    }
    return cells;
  }
}

/** Containers that are not looked at are sampled every now and then: what was seen last holds for that many slots. */
const heldSlots = 8;

/** The values, each gap filled with what was before it, as far as that holds. */
const held = (values: readonly number[]): number[] => {
  let last = Number.NaN;
  let age = 0;
  return values.map(value => {
    age = Number.isNaN(value) ? age + 1 : 0;
    if (age === 0) last = value;
    return age > heldSlots ? Number.NaN : last;
  });
};

/** Sums of several series, slot by slot. A slot in which none of them has a value has none. */
export const sumOf = (series: readonly Series[]): Series => ({
  cells(count, perCell, now) {
    const slots = new Array<number>(count * perCell).fill(Number.NaN);
    for (const one of series)
      held(one.cells(slots.length, 1, now)).forEach((value, at) => {
        const sum = slots[at] ?? Number.NaN;
        if (!Number.isNaN(value)) slots[at] = Number.isNaN(sum) ? value : sum + value;
      });
    return Array.from({length: count}, (_, cell) =>
      slots
        .slice(cell * perCell, (cell + 1) * perCell)
        .reduce((largest, value) => (Number.isNaN(value) || largest >= value ? largest : value), Number.NaN),
    );
  },
});
