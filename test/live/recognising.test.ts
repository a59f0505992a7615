import {expect, test} from 'vitest';
import {createRecognising} from '../../source/live/recognising.js';
import type {Profile} from '../../source/model/profile.js';
import {groupStacks} from '../../source/model/stack.js';
import {unknownService} from '../../source/profiles/labels.js';
import {initialState} from '../../source/state/initial.js';
import {container, now} from '../model/sample.js';

const services = ['orders', 'billing', 'ledger'] as const;
const profile = (name: string): Profile => ({
  ...{name, title: name, file: `${name}.yml`, projects: [name], composeFiles: [], network: null, hostTunnel: null},
  services: services.map(unknownService),
});
const stateWith = (project: string) => ({
  ...initialState({endpoint: '', local: true, ssh: undefined, filter: '', intervalMs: null, readOnly: false, now}),
  stacks: groupStacks(services.map(service => container(`${project}/${service}`))),
});

test('of two profiles that fit a stack alike none is used, and that is said once', () => {
  const recognising = createRecognising(() => null);
  recognising.use([profile('alpha'), profile('beta')]);
  const state = recognising.recognised(stateWith('shop'));
  expect(state.services.profiles.size).toBe(0);
  expect(state.notice).toMatchObject({
    kind: 'warn',
    text: 'shop fits alpha (alpha.yml) and beta (beta.yml) alike: name it under projects in one of them',
  });
  expect(recognising.recognised(stateWith('shop')).notice).toBeNull();
});

test('profiles that come later are used from then on, and a stack that did not change is looked at again', () => {
  const recognising = createRecognising(() => null);
  const before = recognising.recognised(stateWith('alpha'));
  expect(before.services.profiles.size).toBe(0);
  expect(recognising.recognised(before)).toBe(before);
  recognising.use([profile('alpha')]);
  expect(recognising.recognised(before).services.profiles.get(':alpha')?.name).toBe('alpha');
});

test('a stack that did not change is not compared with the profiles again when another one does', () => {
  let compared = 0;
  const watched: Profile = {
    ...profile('alpha'),
    get projects() {
      compared += 1;
      return ['alpha'];
    },
  };
  const recognising = createRecognising(() => null);
  recognising.use([watched]);
  const state = stateWith('shop');
  const both = recognising.recognised({...state, stacks: [...state.stacks, ...stateWith('store').stacks]});
  const forBoth = compared;
  const [shop] = both.stacks;
  compared = 0;
  const next = recognising.recognised({...both, stacks: [...(shop ? [shop] : []), ...stateWith('store').stacks]});
  expect(next.stacks[0]).toBe(shop);
  expect(2 * compared).toBe(forBoth);
});
