import type {Container} from './container.js';
import {type LabelProblem, ownLabels} from './own-labels.js';
import type {Stack} from './stack.js';

const compose = 'com.docker.compose.';
const conditions = ['', 'service_started', 'service_healthy', 'service_completed_successfully'];

/** Entries of compose's `db:service_healthy:true,cache`, each once. */
const entriesOf = (label: string): readonly (readonly [service: string, condition: string])[] =>
  [...new Set(label.split(','))].flatMap(entry => {
    const [service = '', condition = ''] = entry.trim().split(':');
    return service === '' ? [] : [[service, condition] as const];
  });

const dependencyProblem = (container: Container, there: ReadonlySet<string>): string | null => {
  for (const [service, condition] of entriesOf(container.labels[`${compose}depends_on`] ?? '')) {
    if (service === container.service) return 'names the service itself: it waits for nothing there';
    if (!conditions.includes(condition))
      return `wants ${service} to be ${condition}, which is no condition: it has to be started`;
    if (!there.has(service)) return `names ${service}, and there is no such service in its stack`;
  }
  return null;
};

/** Labels that compose writes itself: only a person who meddles with them, or another program, makes others of them. */
const composeProblems = (container: Container, there: ReadonlySet<string>): readonly LabelProblem[] => {
  const problem = (name: string, isRight: (value: string) => boolean, message: string): LabelProblem[] => {
    const value = container.labels[`${compose}${name}`];
    return value === undefined || isRight(value) ? [] : [{label: `${compose}${name}`, value, message}];
  };
  const dependency = container.oneOff ? null : dependencyProblem(container, there);
  return [
    ...problem('container-number', value => /^[1-9]\d{0,5}$/.test(value), 'is no number of a replica'),
    ...problem('oneoff', value => /^(true|false)$/i.test(value), 'is neither True nor False: it counts as False'),
    ...problem('depends_on', () => dependency === null, dependency ?? ''),
  ];
};

/** What is wrong with the labels of a container of the stack: ours that are not taken, and compose's that cannot be true. */
export const labelProblems = (container: Container, stack: Stack): readonly LabelProblem[] => {
  const own = ownLabels(container.labels).problems;
  if (stack.project === null) return own;
  const there = new Set([...stack.members.map(member => member.container.service ?? ''), ...stack.missing.map(({name}) => name)]);
  return [...own, ...composeProblems(container, there)];
};
