import {dayOf, type Zone} from './moment.js';

const two = (value: number): string => String(value).padStart(2, '0');
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Whether two moments (ms since 1970) are of one day. */
export const isSameDay = (a: number, b: number, zone: Zone): boolean => {
  const [one, other] = [dayOf(a, zone), dayOf(b, zone)];
  return one.day === other.day && one.month === other.month && one.year === other.year;
};

/** A day for people: `Fri 20 Nov`, and the year where `now` is in another one. */
export const dayText = (ms: number, now: number, zone: Zone): string => {
  const {year, month, day} = dayOf(ms, zone);
  const weekday = weekdays[new Date(Date.UTC(year, month, day)).getUTCDay()] ?? '';
  return `${weekday} ${day} ${months[month] ?? ''}${year === dayOf(now, zone).year ? '' : ` ${year}`}`;
};

/** `20 Nov`, six cells at most. */
export const shortDayText = (ms: number, zone: Zone): string => {
  const {month, day} = dayOf(ms, zone);
  return `${day} ${months[month] ?? ''}`;
};

/** A moment for people, as short as it can be told: `14:00`, `14:00:30`, and its day where that is another one than `now`'s. */
export const calendarText = (ms: number, now: number, zone: Zone): string => {
  const date = new Date(ms);
  const [hours, minutes, seconds] =
    zone === 'utc'
      ? [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]
      : [date.getHours(), date.getMinutes(), date.getSeconds()];
  const clock = `${two(hours)}:${two(minutes)}${seconds === 0 ? '' : `:${two(seconds)}`}`;
  return isSameDay(ms, now, zone) ? clock : `${dayText(ms, now, zone)} ${clock}`;
};
