import type {Container} from './container.js';
import type {Found} from './target.js';

/**
 * Whether a container that comes later is what a target means too: of a stack any, of a service another replica, of a name the one that has it
 * then. Null where none can be: an id is one container's alone.
 */
export const laterTest = (found: Exclude<Found, {kind: 'none'}>, word: string): ((container: Container) => boolean) | null => {
  if (found.kind === 'stack') return ({project}) => project === found.stack.project;
  const [hit] = found.hits;
  if (!hit) return null;
  const {project, service, name} = hit.member.container;
  const isOf = (container: Container): boolean =>
    container.project === project && container.service === service && !container.oneOff;
  const path = `${hit.stack.name}/`;
  if (service !== null && word === `${path}${service}`) return isOf;
  const number = /\/(\d+)$/.exec(word)?.[1];
  if (service !== null && number !== undefined && word === `${path}${service}/${number}`)
    return container => isOf(container) && (container.number ?? 1) === Number(number);
  return word === name || word === `${path}${name}` ? container => container.name === name : null;
};
