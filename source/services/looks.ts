import type {Container} from '../model/container.js';
import {kindByImage} from './looks/image.js';
import {programsOf} from './looks/program.js';
import {kinds, type LookedFor, looks} from './looks/table.js';

const byProgram = (container: Container): LookedFor | null => {
  const programs = programsOf(container);
  if (container.inspection?.command.includes('--sentinel')) return null;
  return kinds.find(kind => programs.some(program => looks[kind].programs.test(program))) ?? null;
};

const byVariable = ({inspection}: Container): LookedFor | null =>
  kinds.find(kind => inspection?.env.some(one => looks[kind].variables.test(one))) ?? null;

/** Whether it starts a client from the server's image: a job, not the server. */
const isClientOf = (container: Container, kind: LookedFor): boolean => {
  const programs = programsOf(container);
  return (
    programs.some(program => looks[kind].clients.test(program)) && !programs.some(program => looks[kind].programs.test(program))
  );
};

const remembered = new WeakMap<Container, LookedFor | null>();

const lookOf = (container: Container): LookedFor | null => {
  const image = kindByImage(container.image);
  if (image === 'beside') return null;
  if (image !== null) return isClientOf(container, image) ? null : image;
  const program = byProgram(container);
  if (program !== null) return program;
  const variable = byVariable(container);
  return variable === null || isClientOf(container, variable) ? null : variable;
};

/** The kind of server that image, command or environment say; null when none of them does. Never throws, whatever the engine told. */
export const lookedLike = (container: Container): LookedFor | null => {
  const known = remembered.get(container);
  if (known !== undefined) return known;
  const look = lookOf(container);
  remembered.set(container, look);
  return look;
};

export const looksLike = (container: Container, kind: LookedFor): boolean => lookedLike(container) === kind;

/** Ports of a container, by TCP: published or exposed, as the list or an inspect tell. */
export const portsOf = ({ports, inspection}: Container): ReadonlySet<number> =>
  new Set([
    ...ports.filter(({protocol}) => protocol === 'tcp').map(({privatePort}) => privatePort),
    ...(inspection?.exposedPorts ?? []).flatMap(one => (/^\d+(\/tcp)?$/.test(one) ? [Number.parseInt(one, 10)] : [])),
  ]);

/** Whether nothing but the port tells: the last resort, and none for what stands beside a server. */
export const exposes = (container: Container, port: number): boolean =>
  portsOf(container).has(port) && kindByImage(container.image) === null && lookedLike(container) === null;
