// What the program is meant to cost at most, and by how much it misses that.
import {shown} from './figures.mjs';

/**
 * Every figure of a program, in the order of the tables. `aims`: at most, at about 30, at about 230 and at 1,000 containers; with `isOfReal`
 * on a real engine only.
 */
export const columns = [
  {key: 'names', title: 'names', unit: 'ms', digits: 0, aims: [150, null, null]},
  {key: 'memory', title: 'memory', unit: 'ms', digits: 0, aims: [250, null, null]},
  {key: 'p50', title: 'key p50', unit: 'ms', digits: 1, aims: [null, null, null]},
  {key: 'p95', title: 'key p95', unit: 'ms', digits: 1, aims: [10, 10, null]},
  {key: 'cpu', title: 'own CPU', unit: 'ms/s', digits: 1, aims: [null, null, null]},
  {key: 'engine', title: 'engine', unit: 'ms/s', digits: 1, aims: [null, null, null]},
  {key: 'both', title: 'CPU together', unit: 'ms/s', digits: 1, aims: [14, 58, null], isOfReal: true},
  {key: 'bytes', title: 'terminal', unit: 'B/s', digits: 0, aims: [500, 500, 500]},
  {key: 'sockets', title: 'sockets', unit: 'a second', digits: 2, aims: [0, 0, 0]},
  {key: 'rss', title: 'RSS idle', unit: 'MB', digits: 0, aims: [64, 90, 120]},
  {key: 'rssKeys', title: 'RSS after keys', unit: 'MB', digits: 0, aims: [64, 90, 120]},
];

/** What is measured at 1,000 containers while the log screen shows a flood. */
export const floodColumns = [
  {key: 'floodP95', title: 'key p95 in a flood of log lines', unit: 'ms', digits: 1, aims: [null, null, 50]},
  {key: 'floodRss', title: 'RSS in a flood of log lines', unit: 'MB', digits: 0, aims: [null, null, 120]},
];

/** The aim of a figure at a size; null where there is none. */
export const aimOf = ({aims, isOfReal = false}, {containers, isEmbedded}) =>
  isOfReal && isEmbedded ? null : aims[containers <= 60 ? 0 : containers <= 400 ? 1 : 2];

/** `met`, or by how much it is missed; the value is judged as it is shown. Null where there is nothing to judge. */
export const verdict = ({unit, digits}, value, aim) => {
  if (value === null || aim === null) return null;
  const over = Number(value.toFixed(digits)) - aim;
  if (over <= 0) return 'met';
  const share = aim === 0 ? '' : `, ${shown((over / aim) * 100)} %`;
  return `missed by ${shown(over, digits)} ${unit}${share}`;
};
