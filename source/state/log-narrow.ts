import type {LogView} from './logs.js';

const special = /[\\^$.*+?()[\]{}|/]/g;

/** The term of a filter that lines of this source pass, and of no other: its name where that is part of no other's. */
const termOf = ({sources}: LogView, label: string): string => {
  const found = sources.filter(source => source.label.toLowerCase().includes(label.toLowerCase()));
  const alone = found.every(source => source.label === label);
  if (alone && /^[\w.-]+$/.test(label)) return `service=${label}`;
  // A term has no spaces.
  return `service=/^${label.replace(special, '\\$&').replaceAll(' ', '\\s')}$/`;
};

const withoutTerm = (filter: string, term: string): string =>
  filter
    .split(' ')
    .filter(word => word !== term)
    .join(' ');

const others = /(?:^| )service=\S+/g;

/** Whether only lines of this source pass. */
export const isNarrowedTo = (view: LogView, label: string): boolean => view.filter.split(' ').includes(termOf(view, label));

/** Only lines of this source pass, of those that did; where that is so already, the others pass again. */
export const withNarrowed = (view: LogView, label: string): LogView => {
  const term = termOf(view, label);
  if (isNarrowedTo(view, label)) return {...view, filter: withoutTerm(view.filter, term)};
  return {...view, filter: `${view.filter.replace(others, '')} ${term}`.trim()};
};
