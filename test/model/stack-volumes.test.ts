import {describe, expect, test} from 'vitest';
import type {Container, Mount} from '../../source/model/container.js';
import {groupStacks} from '../../source/model/stack.js';
import {placesOf} from '../../source/model/stack-volumes.js';
import type {Volume} from '../../source/model/volume.js';
import {container, inspection} from './sample.js';

const mount = (type: string, source: string, destination: string, writable = true): Mount => ({
  type,
  name: type === 'volume' ? source : '',
  source: type === 'volume' ? `/volumes/${source}` : source,
  destination,
  writable,
});
const mounting = (title: string, ...mounts: readonly Mount[]): Container => container(title, {inspection: inspection({mounts})});
const volume = (name: string, project?: string): Volume => ({
  name,
  driver: 'local',
  mountpoint: `/volumes/${name}`,
  labels: project === undefined ? {} : {'com.docker.compose.project': project},
});
const anonymous = 'a1'.repeat(32);

const db = mounting(
  'shop/db',
  mount('volume', 'shop_data', '/data'),
  mount('volume', anonymous, '/log'),
  mount('tmpfs', '', '/tmp'),
);
const web = mounting('shop/web', mount('volume', 'shop_data', '/read', false), mount('bind', '/srv/conf', '/etc/conf', false));
const backup = mounting('backup/job', mount('volume', 'shop_data', '/from', false), mount('bind', '/srv/conf', '/conf'));
const stacks = groupStacks([db, web, backup]);
const shop = stacks.find(({project}) => project === 'shop');
const places = (volumes: readonly Volume[] | null) => {
  if (!shop) throw new Error('there is a shop');
  return placesOf(shop, stacks, volumes);
};

describe('what a stack keeps outside of its containers', () => {
  test('its volumes with all their users, those without a name last', () => {
    const {volumes} = places([volume('shop_data', 'shop'), volume(anonymous), volume('backup_x', 'backup')]);
    expect(volumes.map(({name, anonymous: nameless}) => [name, nameless])).toEqual([
      ['shop_data', false],
      [anonymous, true],
    ]);
    expect(volumes[0]?.users).toEqual([
      {label: 'db', own: true, writable: true, destination: '/data'},
      {label: 'web', own: true, writable: false, destination: '/read'},
      {label: 'backup/job', own: false, writable: false, destination: '/from'},
    ]);
  });
  test('volumes of its project that nobody mounts', () => {
    const {volumes} = places([volume('shop_data', 'shop'), volume('shop_old', 'shop')]);
    expect(volumes.find(({name}) => name === 'shop_old')).toMatchObject({users: [], volume: {driver: 'local'}});
  });
  test('a volume that the engine does not list', () => {
    expect(places([]).volumes[0]).toMatchObject({name: 'shop_data', volume: null});
    expect(places(null).volumes).toHaveLength(2);
  });
  test('folders of the host, also with users of other stacks, and memory', () => {
    const {binds, inMemory} = places(null);
    expect(binds.map(({source, users}) => [source, users.map(({label, writable}) => `${label} ${writable}`)])).toEqual([
      ['/srv/conf', ['web false', 'backup/job true']],
    ]);
    expect(inMemory.map(({label, destination}) => `${label} ${destination}`)).toEqual(['db /tmp']);
  });
});
