import {nearNames} from './near.js';
import {probeOf} from './probe-text.js';
import {type ProfileLink, type ProfileProbe, type ServiceKind, serviceKinds} from './profile.js';
import {bytesOf} from './units.js';

/** A label of a container that is not what it should be, and so has no effect. */
export interface LabelProblem {
  readonly label: string;
  /** As the label has it: written by others. */
  readonly value: string;
  /** What is wrong, and what is wanted. */
  readonly message: string;
}

/** What the labels `stacktop.*` of a container say; null and empty where they say nothing that can be taken. */
export interface OwnLabels {
  readonly kind: ServiceKind | null;
  readonly probe: ProfileProbe | null;
  /** Bytes. */
  readonly usualMemory: number | null;
  readonly links: readonly ProfileLink[];
  readonly problems: readonly LabelProblem[];
}

type Labels = Readonly<Record<string, string>>;

const prefix = 'stacktop.';
const linkPrefix = `${prefix}link.`;
const known = ['kind', 'health', 'memory', 'link'] as const;

/** Nobody types a longer one, and a browser's line ends somewhere. */
const longestLink = 2000;

/** Only what opens in a browser: a link of another scheme would be a program's. */
const linkOf = (name: string, text: string): ProfileLink | null => {
  if (name === '' || text.length > longestLink) return null;
  const isUrl = /^https?:\/\/[^\s\0-\x1f\x7f-\x9f/]\S*$/i.test(text) && !/[\0-\x1f\x7f-\x9f]/.test(text);
  if (isUrl) return URL.canParse(text) ? {name, url: text, port: null, path: '/'} : null;
  const probe = /^:?\d/.test(text) ? probeOf(text) : null;
  return probe && {name, url: null, ...probe};
};

const kindMessage = (value: string): string => {
  const [near] = nearNames(value.slice(0, 30), serviceKinds, 1);
  return near ? `is no kind; did you mean ${near}?` : `is no kind; there are ${serviceKinds.join(', ')}`;
};

/** Reads them one by one: what cannot be taken is a problem, and the rest counts. */
export const ownLabels = (labels: Labels): OwnLabels => {
  const problems: LabelProblem[] = [];
  /** What a label says, or null; a label that says nothing we know is a problem. */
  const taken = <T>(label: string, read: (value: string) => T | null, message: (value: string) => string): T | null => {
    const value = labels[label];
    if (value === undefined) return null;
    const found = read(value);
    if (found === null) problems.push({label, value, message: message(value)});
    return found;
  };
  const kind = taken(`${prefix}kind`, value => serviceKinds.find(one => one === value) ?? null, kindMessage);
  const probe = taken(`${prefix}health`, probeOf, () => 'is no question over HTTP; wanted is one as :8000/health');
  const usualMemory = taken(`${prefix}memory`, bytesOf, () => 'is no size; wanted is one as 800M or 1.5G');
  const links: ProfileLink[] = [];
  for (const label of Object.keys(labels).filter(name => name.startsWith(prefix))) {
    if (label.startsWith(linkPrefix)) {
      const name = label.slice(linkPrefix.length);
      const link = taken(
        label,
        value => linkOf(name, value),
        () => (name === '' ? 'has no name after the dot' : 'is no link; wanted is one as https://docs.example or :8000/docs'),
      );
      if (link) links.push(link);
      continue;
    }
    const word = label.slice(prefix.length);
    const [near] = known.some(one => one === word) && word !== 'link' ? [] : nearNames(word.slice(0, 30), known, 1);
    const meant = near === 'link' ? `${linkPrefix}NAME` : `${prefix}${near}`;
    if (near) problems.push({label, value: labels[label] ?? '', message: `is no label of stacktop; did you mean ${meant}?`});
  }
  return {kind, probe, usualMemory, links, problems};
};
