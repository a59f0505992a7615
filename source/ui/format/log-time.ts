import {shortDayText} from '../../model/calendar.js';
import type {LogTimes} from '../../state/logs.js';

const two = (value: number): string => String(value).padStart(2, '0');
const three = (value: number): string => String(value).padStart(3, '0');

const relative = (ms: number): string => {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m${two(seconds % 60)}s`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}h${two(Math.floor((seconds % 3600) / 60))}m`;
  return `${Math.floor(seconds / 86_400)}d${two(Math.floor((seconds % 86_400) / 3600))}h`;
};

/** Cells of the column of times. */
export const timeWidth = (times: LogTimes, narrow: boolean): number =>
  times === 'off' ? 0 : times === 'relative' ? 7 : narrow ? 8 : times === 'utc' ? 13 : 12;

/** A line's time; `whole` leaves the milliseconds out. Always `timeWidth` cells. */
export const formatTime = (time: number | null, times: LogTimes, narrow: boolean, now: number, whole = false): string => {
  const width = timeWidth(times, narrow);
  if (time === null || width === 0) return ' '.repeat(width);
  if (times === 'relative') return relative(now - time).padStart(width);
  const date = new Date(time);
  const clock =
    times === 'utc'
      ? `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`
      : `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  const ms = narrow || whole ? '' : `.${three(date.getMilliseconds())}`;
  return `${clock}${ms}${times === 'utc' && !narrow ? 'Z' : ''}`.padEnd(width);
};

/** A line's day, and its time as far as there is room. Always `timeWidth` cells; of times that only tell how long ago it is that. */
export const formatDay: typeof formatTime = (time, times, narrow, now, whole) => {
  if (time === null || times === 'relative' || times === 'off') return formatTime(time, times, narrow, now, whole);
  const width = timeWidth(times, narrow);
  const day = shortDayText(time, times);
  return (narrow ? day : `${day} ${formatTime(time, times, true, now).slice(0, 5)}`).padEnd(width);
};
