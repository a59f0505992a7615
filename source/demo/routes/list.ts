import {hex} from '../random.js';
import {badNumber, type Context, type Filters, filtersOf, flag, HttpProblem} from '../request.js';
import {sendJson} from '../send.js';
import {type DemoContainer, isUp} from '../world/container.js';
import type {World} from '../world/world.js';
import {endpointsOf, mountsOf, publishedOn} from './endpoints.js';
import {statusText} from './status.js';

const known = [
  'ancestor',
  'before',
  'expose',
  'exited',
  'health',
  'id',
  'isolation',
  'is-task',
  'label',
  'name',
  'network',
  'publish',
  'since',
  'status',
  'volume',
];

export const imageIdOf = (image: string): string => `sha256:${hex(64, 'image', image)}`;

const portsOf = (container: DemoContainer, minor: number) =>
  !isUp(container)
    ? []
    : container.spec.ports.map(port =>
        port.host === null
          ? {...(minor >= 52 ? {IP: ''} : {}), PrivatePort: port.container, Type: 'tcp'}
          : {IP: publishedOn(container), PrivatePort: port.container, PublicPort: port.host, Type: 'tcp'},
      );

const commandOf = (container: DemoContainer) =>
  [...container.spec.entrypoint, ...container.spec.command].map(word => (/[\s'"]/.test(word) ? `'${word}'` : word)).join(' ');

const healthOf = (container: DemoContainer) => ({
  Status: container.health?.status ?? 'none',
  FailingStreak: container.health?.failing ?? 0,
});

const networkModeOf = (container: DemoContainer, minor: number) => {
  const first = container.spec.networkMode ?? container.spec.networks[0];
  return first === undefined || first === 'bridge' ? (minor >= 45 ? 'bridge' : 'default') : first;
};

/** One entry of `/containers/json`. */
const entryOf = (world: World, container: DemoContainer, minor: number) => ({
  Id: container.id,
  Names: [`/${container.name}`],
  Image: container.spec.image,
  ImageID: imageIdOf(container.spec.image),
  Command: commandOf(container),
  Created: Math.floor(container.createdAt / 1000),
  Ports: portsOf(container, minor),
  Labels: container.spec.labels,
  State: container.status,
  Status: statusText(container, world.now()),
  HostConfig: {NetworkMode: networkModeOf(container, minor)},
  NetworkSettings: {Networks: endpointsOf(world, container)},
  Mounts: mountsOf(container),
  ...(minor >= 52 ? {Health: healthOf(container)} : {}),
});

/** Names are patterns; one that is none is taken as it stands. */
const patternOf = (text: string): RegExp => {
  try {
    return new RegExp(text);
  } catch {
    return new RegExp(text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  }
};

const matchers: Readonly<Record<string, (container: DemoContainer, value: string) => boolean>> = {
  id: (container, value) => container.id.startsWith(value),
  name: (container, value) => patternOf(value).test(container.name) || patternOf(value).test(`/${container.name}`),
  status: (container, value) => container.status === value,
  health: (container, value) => (container.health?.status ?? 'none') === value,
  exited: (container, value) => container.status === 'exited' && container.exitCode === Number(value),
  network: (container, value) => container.spec.networks.includes(value),
  volume: (container, value) => container.spec.mounts.some(mount => mount.source === value || mount.destination === value),
  ancestor: (container, value) => container.spec.image === value || container.spec.image.split(':')[0] === value,
  publish: (container, value) => container.spec.ports.some(port => String(port.host) === value.split('/')[0]),
  expose: (container, value) => container.spec.ports.some(port => String(port.container) === value.split('/')[0]),
};

/** Labels must all be there; of the other keys one value is enough. */
const matches = (container: DemoContainer, filters: Filters): boolean =>
  [...filters].every(([key, values]) => {
    if (key === 'label') {
      return values.every(value => {
        const [name = '', ...rest] = value.split('=');
        const label = container.spec.labels[name];
        return label !== undefined && (rest.length === 0 || label === rest.join('='));
      });
    }
    const matcher = matchers[key];
    return values.length === 0 || !matcher || values.some(value => matcher(container, value));
  });

const checkStatuses = (filters: Filters) => {
  const states = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'];
  const wrong = filters.get('status')?.find(value => !states.includes(value));
  if (wrong !== undefined) throw new HttpProblem(400, `Invalid filter 'status=${wrong}'`);
};

/** `GET /containers/json`: the newest first. */
export const listContainers = (context: Context): void => {
  const {world, minor, query} = context;
  const filters = filtersOf(context, known);
  checkStatuses(filters);
  const all = flag(context, 'all') || filters.has('status');
  const limit = Number(query.get('limit') ?? 0);
  if (!Number.isInteger(limit)) throw badNumber(context, query.get('limit') ?? '');
  const chosen = [...world.containers.values()]
    .filter(one => (all || limit > 0 || isUp(one) || one.status === 'restarting') && matches(one, filters))
    .sort((a, b) => b.createdAt - a.createdAt)
    .slice(0, limit > 0 ? limit : undefined);
  const nameless = context.faults.take('null-names', context.path) !== null;
  const entries = chosen.map(one => entryOf(world, one, minor));
  sendJson(context, 200, nameless ? entries.map(entry => ({...entry, Names: null})) : entries);
};
