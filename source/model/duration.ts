const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A span of time in at most three cells, for columns: `8s`, `12m`, `4h`, `9d`, `34w`, `2y`. */
export const shortDuration = (ms: number): string => {
  if (ms < 0) return '0s';
  if (ms < minute) return `${Math.floor(ms / second)}s`;
  if (ms < hour) return `${Math.floor(ms / minute)}m`;
  if (ms < day) return `${Math.floor(ms / hour)}h`;
  if (ms < 100 * day) return `${Math.floor(ms / day)}d`;
  if (ms < 99 * 7 * day) return `${Math.floor(ms / (7 * day))}w`;
  return `${Math.floor(ms / (365 * day))}y`;
};

/** A span of time for sentences: `8 s`, `2 min`, `3 h 20 min`, `4 days`. */
export const spokenDuration = (ms: number): string => {
  if (ms < minute) return `${Math.max(0, Math.floor(ms / second))} s`;
  if (ms < hour) return `${Math.floor(ms / minute)} min`;
  if (ms < day) {
    const minutes = Math.floor((ms % hour) / minute);
    return `${Math.floor(ms / hour)} h${minutes > 0 ? ` ${minutes} min` : ''}`;
  }
  const days = Math.floor(ms / day);
  return days === 1 ? '1 day' : `${days} days`;
};

/** A span rounded to its largest unit, for where `15 min` says more than `14 min`. */
export const nearest = (ms: number): number => {
  const unit = [day, hour, minute, second].find(size => ms >= size * 0.95) ?? 1;
  return Math.round(ms / unit) * unit;
};
