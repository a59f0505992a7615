import {list, numeric, record, strings, text} from '../../engine/read.js';
import type {ComposedService} from '../../model/composed.js';
import type {Dependency, DependencyCondition} from '../../model/container.js';
import {Override, reset, type Written} from './written.js';

/** The keys of a service that tell what is expected; all others are left aside. */
const wanted = [
  'image',
  'depends_on',
  'profiles',
  'scale',
  'deploy',
  'links',
  'network_mode',
  'volumes_from',
  'env_file',
] as const;

const isMap = (value: unknown): value is Written => typeof value === 'object' && value !== null && !Array.isArray(value);

/** `depends_on` in both of its forms, as the long one. */
const inLong = (value: unknown): Written =>
  isMap(value) ? value : Object.fromEntries(strings(value).map(name => [name, {condition: 'service_started'}]));

const plainOf = (value: unknown): unknown => (value instanceof Override ? value.value : value === reset ? undefined : value);

const merged = (key: string, before: unknown, after: unknown): unknown => {
  if (after === undefined || after === null) return before;
  if (after === reset || after instanceof Override || before === undefined || before === null) return plainOf(after);
  if (key === 'depends_on') return {...inLong(before), ...inLong(after)};
  if (key === 'deploy') return {...record(before), ...record(after)};
  return Array.isArray(before) && Array.isArray(after) ? [...before, ...after] : after;
};

/** A service with what a later file says over it. */
export const mergeService = (before: unknown, after: unknown): Written => {
  const [old, late] = [record(before), record(after)];
  return Object.fromEntries(
    wanted.flatMap(key => {
      const value = merged(key, plainOf(old[key]), late[key]);
      return value === undefined ? [] : [[key, value]];
    }),
  );
};

/** Services with those of a later file over them. */
export const mergeServices = (before: ReadonlyMap<string, Written>, services: unknown): Map<string, Written> => {
  const all = new Map(before);
  for (const [name, service] of Object.entries(record(services))) {
    if (service === reset) all.delete(name);
    else if (service instanceof Override) all.set(name, mergeService(undefined, service.value));
    else all.set(name, mergeService(all.get(name), service));
  }
  return all;
};

const conditions: readonly DependencyCondition[] = ['service_started', 'service_healthy', 'service_completed_successfully'];

/** What a service waits for: as it says, and what it shares or is linked to. */
const dependsOf = (service: Written): Dependency[] => {
  const named = Object.entries(inLong(service.depends_on)).map(([name, how]) => ({
    service: name,
    condition: conditions.find(condition => condition === record(how).condition) ?? 'service_started',
  }));
  const shared = [
    ...strings(service.links).map(link => link.split(':')[0] ?? ''),
    ...[text(service.network_mode)].flatMap(mode => (mode.startsWith('service:') ? [mode.slice('service:'.length)] : [])),
    ...strings(service.volumes_from).flatMap(from => (from.startsWith('container:') ? [] : [from.split(':')[0] ?? ''])),
  ];
  const others = [...new Set(shared)].filter(name => name !== '' && !named.some(one => one.service === name));
  return [...named, ...others.map(name => ({service: name, condition: 'service_started' as const}))];
};

/** How many containers it says it is meant to have; null where a variable says it. */
const scaleOf = (service: Written): number | null => {
  const said = service.scale ?? record(service.deploy).replicas ?? 1;
  const number = numeric(said);
  return number === null || number < 0 ? null : Math.floor(number);
};

/** A name with a variable in it is not known: whose shell it was read in is nowhere to be seen. */
const imageOf = (image: unknown): string | null => {
  const name = text(image);
  return name === '' || name.replaceAll('$$', '').includes('$') ? null : name.replaceAll('$$', '$');
};

/** The files that its environment comes from, as they are written. */
export const envFilesOf = (service: Written): readonly string[] =>
  [service.env_file].flat().map(one => (typeof one === 'string' ? one : text(record(one).path)));

/** A service as it stands after all files. */
export const composedService = (name: string, service: Written): ComposedService => {
  const profiles = strings(list(service.profiles));
  return {
    name,
    image: imageOf(service.image),
    dependsOn: dependsOf(service),
    replicas: profiles.length > 0 ? 0 : (scaleOf(service) ?? 0),
    profiles,
  };
};
