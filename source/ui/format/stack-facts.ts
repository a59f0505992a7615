import {composeLabelsOf} from '../../model/compose-labels.js';
import {spokenDuration} from '../../model/duration.js';
import type {Profile} from '../../model/profile.js';
import type {Stack} from '../../model/stack.js';
import type {Totals} from '../../model/totals.js';
import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import type {Fact} from './detail-facts.js';
import {bytes, bytesWithTenth} from './numbers.js';

/** Who says what this stack is. */
const recognisedBy = ({project, members}: Stack, profile: Profile | undefined): string => {
  if (!profile) return '';
  const title = profile.title === '' || profile.title === profile.name ? profile.name : `${profile.title} (${profile.name})`;
  if (project !== null && profile.projects.includes(project)) return `${title}, by the project's name`;
  const names = new Set(members.flatMap(({container}) => container.service ?? []));
  const known = profile.services.filter(({name}) => names.has(name)).length;
  return `${title}, by its services: ${known} of ${profile.services.length}`;
};

/** Files, in as few words as they need: those in the folder without it. */
const filesOf = (files: readonly string[], folder: string): string =>
  files.map(file => (folder !== '' && file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : file)).join('  ');

export interface UsualMemory {
  /** Bytes. */
  readonly sum: number;
  /** Of how many containers that run it is known, and how many run. Where it is not known of all, it is no measure of what is used. */
  readonly known: number;
  readonly running: number;
}

/** What is usual for those of its containers that run; null when it is known of none. */
export const usualOf = ({members}: Stack, {services}: State): UsualMemory | null => {
  const up = members.filter(({container}) => container.state === 'running');
  const usual = up.flatMap(({key}) => services.byKey.get(key)?.profile?.usualMemory ?? []);
  if (usual.length === 0) return null;
  return {sum: usual.reduce((sum, each) => sum + each, 0), known: usual.length, running: up.length};
};

const ofSome = (known: number, running: number): string => (known < running ? ` for ${known} of ${running}` : '');

const memoryOf = (stack: Stack, totals: Totals, state: State): string => {
  const usual = usualOf(stack, state);
  const known = stack.members.flatMap(({container}) =>
    container.state === 'running' ? (container.inspection?.memoryLimit ?? []) : [],
  );
  const limits = known.reduce((sum, each) => sum + each, 0);
  const running = stack.members.filter(({container}) => container.state === 'running').length;
  const limited = known.length === 0 ? 'no limits' : `limits ${bytesWithTenth(limits)}${ofSome(known.length, running)}`;
  return [
    totals.memory === null ? '' : `${bytesWithTenth(totals.memory)} used`,
    usual === null ? '' : `${bytesWithTenth(usual.sum)} usual${ofSome(usual.known, usual.running)}`,
    limited,
    totals.cache === null || totals.cache < 1024 ** 2 ? '' : `${bytes(totals.cache)} of file cache`,
  ]
    .filter(part => part !== '')
    .join(', ');
};

/** What there is to say about a stack as a whole. */
export const stackFacts = (stack: Stack, totals: Totals, state: State): Fact[] => {
  const facts: Fact[] = [];
  const add = (label: string, value: string, short = false): void => {
    if (value !== '') facts.push({label, value: plainText(value), short});
  };
  const compose = composeLabelsOf(stack);
  add('profile', recognisedBy(stack, state.services.profiles.get(stack.key)));
  add('files', filesOf(compose?.files ?? [], compose?.folder ?? ''));
  add('folder', compose?.folder ?? '');
  add('memory', memoryOf(stack, totals, state));
  add('compose', (compose?.versions ?? []).join(', '), true);
  add('restarts', totals.restarts === null ? '' : `${totals.restarts}`, true);
  add('oldest', totals.startedAt === null ? '' : `up ${spokenDuration(state.now - totals.startedAt)}`, true);
  return facts;
};
