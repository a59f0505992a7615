import fc from 'fast-check';
import {beforeAll, describe, expect, test} from 'vitest';
import type {Profile, ServiceKind, ServiceProfile} from '../../source/model/profile.js';
import {recognise, recogniseProfile, type ServiceTraits, type StackTraits} from '../../source/model/recognition.js';
import {unknownService} from '../../source/profiles/labels.js';
import {shippedProfiles} from '../../source/profiles/shipped.js';

let profiles: readonly Profile[] = [];
beforeAll(async () => {
  ({profiles} = await shippedProfiles());
});

const names = ['agent-tracer', 'auren', 'dimini', 'ichrisbirch', 'surgical-care-companion'] as const;
const profileOf = (name: string): Profile => {
  const found = profiles.find(profile => profile.name === name);
  if (!found) throw new Error(`there is no profile ${name}`);
  return found;
};

/** What a container of a service looks like by itself: a server by its image, what the stack builds by its port at most. */
const looksLike = ({kind, image}: ServiceProfile): ServiceKind =>
  image === null && kind !== 'ngrok' ? (kind === 'http' ? 'http' : 'other') : kind;

/** A stack as an engine would have it, brought up from the profile's own services under another project name. */
const broughtUp = (name: string, change: (services: readonly ServiceProfile[]) => readonly ServiceProfile[] = all => all) => {
  const profile = profileOf(name);
  const services = change(profile.services).map(
    (service): ServiceTraits => ({
      name: service.name,
      image: service.image ?? `renamed-${service.name}`,
      kind: looksLike(service),
      container: `renamed-${service.name}-1`,
    }),
  );
  const files = profile.composeFiles.map(file => `/srv/renamed/${file}`);
  return {project: 'renamed', services, networks: ['renamed_default'], files} satisfies StackTraits;
};
const known = (stack: StackTraits): string | null => recogniseProfile(profiles, stack)?.name ?? null;

describe.each(names)('%s', name => {
  test('is known by its project’s name, whatever is there', () => {
    for (const project of profileOf(name).projects) expect(known({project, services: []})).toBe(name);
  });

  test('is known under another name, by its services', () => {
    expect(known(broughtUp(name))).toBe(name);
    const {services} = broughtUp(name);
    expect(known({project: 'renamed', services: services.map(({name, image, kind}) => ({name, image, kind}))})).toBe(name);
  });

  test('is known with images from elsewhere, of the same kinds', () => {
    const stack = broughtUp(name);
    const services = stack.services.map(one => ({...one, image: `mirror.example:5000/house/${one.name}:7`}));
    expect(known({...stack, services})).toBe(name);
  });

  test('is known without the job that is on demand, and with one service more', () => {
    expect(known(broughtUp(name, all => all.filter(({job}) => !job)))).toBe(name);
    expect(known(broughtUp(name, all => [...all, {...unknownService('mailhog'), kind: 'http'}]))).toBe(name);
    expect(known(broughtUp(name, all => [...all, {...unknownService('worker'), image: 'house/worker'}]))).toBe(name);
  });

  test('is known with any one service missing, where its people gave names by hand', () => {
    const profile = profileOf(name);
    for (const {name: missing, job} of profile.services) {
      if (job) continue;
      const stack = broughtUp(name, all => all.filter(service => service.name !== missing));
      const services = stack.services.map(one => ({
        ...one,
        container: profile.services.find(service => service.name === one.name)?.container ?? one.container,
      }));
      const networks = profile.network === null ? stack.networks : [`renamed_${profile.network}`];
      expect([missing, known({...stack, services, networks})]).toEqual([missing, name]);
    }
  });

  test('is known by a quarter of its services under no name but its own', () => {
    fc.assert(
      fc.property(fc.subarray([...profileOf(name).services]), some => {
        const quarter = some.length <= profileOf(name).services.length / 4;
        const found = known(broughtUp(name, () => some));
        expect(found === null || (found === name && !quarter)).toBe(true);
      }),
    );
  });

  test('is never taken for another one, whatever is missing and beside it', () => {
    const others = fc.subarray(['mailhog', 'grafana', 'minio', 'web', 'db', 'worker', 'celery', 'flower']);
    fc.assert(
      fc.property(fc.subarray([...profileOf(name).services]), others, (some, more) => {
        const found = known(broughtUp(name, () => [...some, ...more.map(unknownService)]));
        expect([null, name]).toContain(found);
      }),
    );
  });

  test('is not known where databases stand under the names of its programs', () => {
    const stack = broughtUp(name);
    const services = stack.services.map(one => ({...one, image: 'mongo:7', kind: 'mongo' as const}));
    expect(known({...stack, services})).toBeNull();
  });
});

test('dev and test are two stacks of the same profile', () => {
  expect(known({project: 'ichrisbirch', services: []})).toBe('ichrisbirch');
  expect(known({project: 'ichrisbirch-test', services: []})).toBe('ichrisbirch');
  expect(known({...broughtUp('ichrisbirch'), project: 'branch-7'})).toBe('ichrisbirch');
});

describe('a stack that only shares names', () => {
  const image = (name: string): string =>
    ({postgres: 'postgres:16', redis: 'redis:7', pgadmin: 'dpage/pgadmin4'})[name] ?? `acme-${name}`;
  const kind = (name: string): ServiceKind =>
    (({postgres: 'postgres', redis: 'redis', nginx: 'nginx', traefik: 'traefik'}) as const)[name] ?? 'http';
  const acme = (...services: readonly string[]): StackTraits => ({
    project: 'acme',
    services: services.map(name => ({name, image: image(name), kind: kind(name), container: `acme-${name}-1`})),
    networks: ['acme_default'],
    files: ['/srv/acme/docker-compose.yml'],
  });

  test.each([
    [['postgres', 'redis', 'backend']],
    [['postgres', 'redis', 'backend', 'frontend']],
    [['postgres', 'redis', 'backend', 'pgadmin']],
    [['postgres', 'backend']],
    [['postgres', 'backend', 'frontend']],
    [['postgres', 'backend', 'frontend', 'nginx', 'redis']],
    [['postgres', 'redis', 'api', 'app']],
    [['traefik', 'postgres', 'redis', 'api', 'app']],
    [['postgres', 'redis', 'nginx', 'api']],
    [['postgres', 'query_api']],
  ])('%j is none of the five', services => {
    expect(known(acme(...services))).toBeNull();
  });
});

describe('profiles that are alike', () => {
  const own = (name: string, services: readonly string[], more: Partial<Profile> = {}): Profile => ({
    ...{name, title: name, file: `/home/me/${name}.yml`, projects: [name], composeFiles: [], network: null, hostTunnel: null},
    services: services.map(unknownService),
    ...more,
  });
  const stack: StackTraits = {
    project: 'p',
    services: ['orders', 'billing', 'ledger'].map(name => ({name, image: `p-${name}`, kind: 'http'})),
    networks: ['ledgers'],
  };

  test('the one with more in common is taken', () => {
    const [less, more] = [own('less', ['orders', 'billing']), own('more', ['orders', 'billing', 'ledger'])];
    for (const order of [
      [less, more],
      [more, less],
    ])
      expect(recognise(order, stack)).toEqual({profile: more, rivals: []});
    const marked = own('marked', ['orders', 'billing', 'ledger'], {network: 'ledgers'});
    expect(recognise([marked, more], stack).profile).toBe(marked);
  });

  test('of two that fit alike none is taken, and both are named', () => {
    const [a, b] = [own('a', ['orders', 'billing', 'ledger']), own('b', ['ledger', 'orders', 'billing'])];
    expect(recognise([a, b], stack)).toEqual({profile: null, rivals: [a, b]});
    expect(recognise([a, b], {...stack, project: 'b'})).toEqual({profile: b, rivals: []});
  });

  test('of two that claim a project the later one has it', () => {
    const [a, b] = [own('a', ['orders'], {projects: ['p']}), own('b', [], {projects: ['x', 'p']})];
    expect(recognise([a, b], stack).profile).toBe(b);
    expect(recognise([b, a], stack).profile).toBe(a);
  });

  test('two services of common names are too little to go by', () => {
    const small = own('small', ['db', 'web']);
    const services = ['db', 'web'].map(name => ({name, image: name, kind: 'other' as const}));
    expect(recogniseProfile([small], {project: 'p', services})).toBeNull();
    expect(recogniseProfile([small], {project: 'small', services})).toBe(small);
  });
});
