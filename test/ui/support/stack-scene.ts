import type {Container, NetworkAttachment} from '../../../source/model/container.js';
import type {Network} from '../../../source/model/network.js';
import {type DetailData, detailScreen, nothingYet} from '../../../source/state/detail.js';
import type {State} from '../../../source/state/state.js';
import {sampled} from '../../../source/state/usage-updates.js';
import type {DetailTab} from '../../../source/state/view.js';
import {push, resized} from '../../../source/state/view-updates.js';
import {container, inspection, MiB, now, usage} from '../../model/sample.js';
import {stateWith} from '../../state/sample.js';

const attached = (name: string, ip: string, ...aliases: readonly string[]): NetworkAttachment => ({
  ...{name, ip, aliases},
  networkId: `net-${name}`,
  gateway: '172.18.0.1',
  mac: '',
});

const compose = {
  'com.docker.compose.project': 'shop',
  'com.docker.compose.version': '2.26.1',
  'com.docker.compose.project.working_dir': '/srv/shop',
  'com.docker.compose.project.config_files': '/srv/shop/compose.yml,/srv/shop/prod.yml',
};

/** A small shop: a database that the web waits for, a worker on a network of its own, and a job that has ended. */
export const shop: readonly Container[] = [
  container('shop/postgres', {
    health: 'healthy',
    labels: compose,
    networks: ['back'],
    ports: [{ip: null, privatePort: 5432, publicPort: null, protocol: 'tcp'}],
    inspection: inspection({
      memoryLimit: 512 * MiB,
      networks: [attached('back', '172.18.0.2', 'postgres', 'db')],
      mounts: [{type: 'volume', name: 'shop_data', source: '/v/shop_data', destination: '/data', writable: true}],
    }),
  }),
  container('shop/web', {
    health: 'unhealthy',
    labels: compose,
    dependsOn: [{service: 'postgres', condition: 'service_healthy'}],
    networks: ['back'],
    ports: [{ip: '0.0.0.0', privatePort: 8000, publicPort: 8080, protocol: 'tcp'}],
    inspection: inspection({
      networks: [attached('back', '172.18.0.3', 'web')],
      mounts: [{type: 'bind', name: '', source: '/srv/shop/web.conf', destination: '/etc/web.conf', writable: false}],
    }),
  }),
  container('shop/worker', {
    labels: compose,
    networks: ['lonely'],
    inspection: inspection({networks: [attached('lonely', '172.19.0.2', 'worker')]}),
  }),
  container('shop/job', {
    labels: compose,
    state: 'exited',
    networks: ['back'],
    inspection: inspection({exitCode: 0, networks: [attached('back', '')]}),
  }),
];

/** Of another stack, on the same network. */
export const guest = container('other/guest', {
  networks: ['back'],
  inspection: inspection({networks: [attached('back', '172.18.0.9')]}),
});

export const network = (name: string, of: readonly Container[] = [], more: Partial<Network> = {}): Network => ({
  id: `net-${name}`,
  name,
  driver: 'bridge',
  scope: 'local',
  internal: false,
  subnets: [{range: '172.18.0.0/16', gateway: '172.18.0.1'}],
  labels: {},
  endpoints: of.map(one => ({
    containerId: one.id,
    name: one.name,
    ip: one.inspection?.networks.find(each => each.name === name)?.ip ?? '',
  })),
  ...more,
});

export const stackKey = ':shop';

export interface StackScene {
  readonly tab: DetailTab;
  readonly containers?: readonly Container[];
  readonly columns?: number;
  readonly rows?: number;
  readonly detail?: Partial<Omit<DetailData, 'key'>>;
}

/** The state with the shop's own detail open. */
export const stackSceneOf = ({tab, containers = [...shop, guest], columns = 100, rows = 40, detail}: StackScene): State => {
  let state = stateWith(containers);
  for (const [at, one] of containers.entries())
    state = sampled(state, new Map([[one.id, usage({cpuPercent: 1 + at, memory: (at + 1) * 100 * MiB})]]), now);
  if (detail) state = {...state, detail: {...nothingYet(stackKey), ...detail}};
  return push(resized(state, columns, rows), detailScreen(stackKey, tab, 'stack'));
};

/** As the engine tells of the shop's networks. */
export const told: Partial<DetailData> = {
  networks: {
    kind: 'loaded',
    value: [network('back', [...shop.slice(0, 2), guest], {internal: true}), network('lonely', shop.slice(2, 3))],
    readAt: now,
  },
};
