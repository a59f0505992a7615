import {describe, expect, test} from 'vitest';
import type {Composed} from '../../source/model/composed.js';
import {informed} from '../../source/model/informed.js';
import type {Profile} from '../../source/model/profile.js';
import {stackOf} from '../../source/model/stack.js';
import {unknownService} from '../../source/profiles/labels.js';
import {container} from './sample.js';

const profile: Profile = {
  ...{name: 'shop', title: 'Shop', file: 'shop.yml', projects: ['shop'], composeFiles: [], network: null, hostTunnel: null},
  services: [
    unknownService('zdb'),
    {...unknownService('api'), dependsOn: [{service: 'zdb', condition: 'service_healthy'}]},
    {...unknownService('tests'), job: true},
  ],
};
const composed = (...services: (Partial<Composed['services'][number]> & {name: string})[]): Composed => ({
  files: ['/srv/shop/docker-compose.yml'],
  services: services.map(service => ({image: null, dependsOn: [], replicas: 1, profiles: [], ...service})),
});
const labels = (stack: {readonly members: readonly {readonly label: string}[]}): string[] =>
  stack.members.map(({label}) => label);

describe('a stack with what is known of it', () => {
  const stack = stackOf('shop', [container('shop/api'), container('shop/zdb')]);

  test('without a profile and files is the very stack', () => {
    expect(informed(stack, {profile: null, composed: null})).toBe(stack);
  });

  test('is in the order of its profile, where no label tells one', () => {
    expect(labels(stack)).toEqual(['api', 'zdb']);
    const known = informed(stack, {profile, composed: null});
    expect(labels(known)).toEqual(['zdb', 'api']);
    expect(known.members[1]?.dependsOn).toEqual([{service: 'zdb', condition: 'service_healthy'}]);
    expect(informed(known, {profile, composed: null})).toBe(known);
  });

  test('believes the label of Compose 2, also an empty one', () => {
    const labelled = stackOf('shop', [
      container('shop/api', {labels: {'com.docker.compose.depends_on': ''}}),
      container('shop/zdb'),
    ]);
    expect(labels(informed(labelled, {profile, composed: null}))).toEqual(['api', 'zdb']);
  });

  test('misses what its profile names, less jobs', () => {
    const {missing} = informed(stackOf('shop', [container('shop/api')]), {profile, composed: null});
    expect(missing.map(({key, namedBy}) => [key, namedBy])).toEqual([['shop/zdb/1', 'profile']]);
  });

  test('misses what its files name and bring up by themselves; then the profile adds nothing', () => {
    const files = composed({name: 'api'}, {name: 'cache'}, {name: 'debug', replicas: 0});
    const {missing} = informed(stackOf('shop', [container('shop/api')]), {profile, composed: files});
    expect(missing.map(({name, namedBy}) => [name, namedBy])).toEqual([['cache', 'compose']]);
  });

  test('a dependency that only the profile knows, and the stack has not, is none', () => {
    const files = composed({name: 'api', dependsOn: []});
    const alone = stackOf('shop', [container('shop/api')]);
    expect(informed(alone, {profile, composed: files}).members[0]?.dependsOn).toEqual([]);
  });

  test('containers of no project have nothing to miss', () => {
    const free = stackOf(null, [container('shop/api')]);
    expect(informed(free, {profile, composed: null})).toBe(free);
  });
});
