import {nearNames} from './near.js';
import type {Member, Stack} from './stack.js';

/** A container that a target names, in its stack. */
export interface Hit {
  readonly stack: Stack;
  readonly member: Member;
}

export type Found =
  | {readonly kind: 'stack'; readonly stack: Stack; readonly hits: readonly Hit[]}
  | {readonly kind: 'containers'; readonly hits: readonly Hit[]}
  /** `message` says what is not there, and what may have been meant: one line, of names as the engine has them. */
  | {readonly kind: 'none'; readonly message: string};

const all = (stack: Stack): readonly Hit[] => stack.members.map(member => ({stack, member}));

/** What to call a container on a command line: `stack/service`, with its number where there are several, else its own name. */
export const targetName = ({stack, member}: Hit): string => {
  const {service, oneOff, name, number} = member.container;
  if (stack.project === null || service === null || oneOff) return name;
  return member.label === service ? `${stack.name}/${service}` : `${stack.name}/${service}/${number ?? 1}`;
};

/** `service` or `service/N` of one stack. Runs of one job are known by their container's name only. */
const inStack = (stack: Stack, text: string): readonly Hit[] => {
  const members = stack.members.filter(({container}) => !container.oneOff);
  const named = members.filter(({container}) => container.service === text);
  if (named.length > 0) return named.map(member => ({stack, member}));
  const [, service, number] = /^(.+)\/(\d+)$/.exec(text) ?? [];
  const numbered = members.filter(({container}) => container.service === service && (container.number ?? 1) === Number(number));
  if (service !== undefined && numbered.length > 0) return numbered.map(member => ({stack, member}));
  return all(stack).filter(({member}) => member.container.name === text);
};

/** By its name, or by the start of its id, as docker takes both. */
const byContainer = (stacks: readonly Stack[], text: string): readonly Hit[] => {
  const hits = stacks.flatMap(all);
  const named = hits.filter(({member}) => member.container.name === text);
  if (named.length > 0 || !/^[0-9a-f]{6,64}$/.test(text)) return named;
  const started = hits.filter(({member}) => member.container.id.startsWith(text));
  return started.length === 1 ? started : [];
};

const servicesOf = (stack: Stack): string[] => [
  ...new Set(stack.members.map(({container}) => (container.oneOff ? container.name : (container.service ?? container.name)))),
];

/** Every target there is: stacks, their services and replicas, and containers by name. */
export const targetNames = (stacks: readonly Stack[]): string[] => {
  const hits = stacks.flatMap(all);
  return [
    ...new Set([
      ...stacks.filter(stack => stack.project !== null).map(stack => stack.name),
      ...hits
        .filter(({stack, member}) => stack.project !== null && member.container.service !== null && !member.container.oneOff)
        .map(({stack, member}) => `${stack.name}/${member.container.service}`),
      ...hits.map(targetName),
      ...hits.map(({member}) => member.container.name),
    ]),
  ];
};

const listed = (names: readonly string[], most = 8): string =>
  names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;

const missing = (stacks: readonly Stack[], text: string): string => {
  const [stackName = '', ...rest] = text.split('/');
  const stack = stacks.find(({name}) => name === stackName);
  const what = rest.join('/');
  if (stack && rest.length > 0) {
    const [near] = nearNames(what.replace(/\/\d+$/, ''), servicesOf(stack), 1);
    const hint = near === undefined || what.startsWith(`${near}/`) ? '' : `; did you mean ${stack.name}/${near}?`;
    return `stack "${stack.name}" has no service "${what}"${hint || `; it has ${listed(servicesOf(stack))}`}`;
  }
  const near = nearNames(text, targetNames(stacks));
  if (near.length > 0)
    return `no stack, service or container "${text}" on this engine; did you mean ${near.join(', ').replace(/, ([^,]*)$/, ' or $1')}?`;
  if (stacks.length === 0) return `no stack, service or container "${text}": this engine has no containers`;
  return `no stack, service or container "${text}" on this engine; stacktop ls --all lists what there is`;
};

/**
 * What `stack`, `stack/service`, `stack/service/N` or a container's name means, in that order. Containers come in order of dependency.
 * Names are compared as they are written.
 */
export const findTarget = (stacks: readonly Stack[], text: string): Found => {
  const stack = stacks.find(({name}) => name === text);
  if (stack) return {kind: 'stack', stack, hits: all(stack)};
  const [stackName = '', ...rest] = text.split('/');
  const parent = rest.length > 0 ? stacks.find(({name}) => name === stackName) : undefined;
  const inside = parent ? inStack(parent, rest.join('/')) : [];
  const hits = inside.length > 0 ? inside : byContainer(stacks, text);
  return hits.length > 0 ? {kind: 'containers', hits} : {kind: 'none', message: missing(stacks, text)};
};

/** Each container once: stacks in the order they are first named, each stack's containers in order of dependency. */
export const inStackOrder = (hits: readonly Hit[]): Hit[] => {
  const wanted = new Set(hits.map(({member}) => member.container.id));
  return [...new Set(hits.map(({stack}) => stack))].flatMap(stack =>
    all(stack).filter(({member}) => wanted.has(member.container.id)),
  );
};
