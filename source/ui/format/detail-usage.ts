import {spokenDuration} from '../../model/duration.js';
import type {Usage, WithoutFiles} from '../../model/usage.js';
import type {Look} from './look.js';
import {bytes, percent} from './numbers.js';

/** A thing worth knowing about a container. A short one shares its line with another where there is room. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly short: boolean;
}

/** What memory is made of, what the kernel killed for want of it, and what is waited for; what is not known is left out. */
export const closeFacts = (usage: Usage | undefined, now: number, look: Look): Fact[] => {
  const {parts, oomKills, pressure} = usage ?? {};
  const facts: Fact[] = [];
  if (parts) {
    const {anonymous, shared, cache, kernel} = parts;
    const named: readonly (readonly [string, number | null])[] = [
      ['anon', anonymous],
      ['shared', shared === 0 ? null : shared],
      ['cache', cache],
      ['kernel', kernel],
    ];
    const value = named.flatMap(([name, size]) => (size === null ? [] : [`${name} ${bytes(size)}`]));
    if (value.length > 0) facts.push({label: 'memory', value: value.join(` ${look.glyphs.separator} `), short: false});
  }
  if (oomKills && oomKills.count > 0) {
    const {count, seenAt} = oomKills;
    const last = seenAt === null ? '' : now - seenAt < 1000 ? ', last just now' : `, last ${spokenDuration(now - seenAt)} ago`;
    facts.push({label: 'oom kills', value: `${count}${last}`, short: true});
  }
  if (pressure) {
    const {cpu, memory, io} = pressure;
    const named: readonly (readonly [string, number | null])[] = [
      ['cpu', cpu],
      ['mem', memory],
      ['io', io],
    ];
    const value = named.flatMap(([name, share]) => (share === null ? [] : [`${name} ${percent(share)}%`]));
    facts.push({label: 'pressure', value: value.join(' '), short: true});
  }
  return facts;
};

const reasons: Readonly<Record<WithoutFiles, string>> = {
  remote: 'the engine is not on this machine',
  'no-cgroups': 'this machine shows no cgroups',
  'no-process': 'its process is not to be seen from here',
  'other-cgroup': 'its cgroup is not to be seen from here',
  unreadable: 'they cannot be read',
  unlike: 'they told other figures than the engine',
};

/** Why a container's figures are not from the kernel's files, in words. */
export const withoutFilesInWords = (reason: WithoutFiles): string => reasons[reason];

/** The same at the end of a sentence; '' where they are from the files. */
export const filesAbsent = ({withoutFiles}: Usage): string =>
  withoutFiles === undefined ? '' : `; not from the kernel's files: ${reasons[withoutFiles]}`;
