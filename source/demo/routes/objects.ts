import {goTime, noTime} from '../meters/stats.js';
import {between} from '../random.js';
import {type Context, filtersOf, flag, HttpProblem, part} from '../request.js';
import {sendJson} from '../send.js';
import {isUp} from '../world/container.js';
import type {DemoNetwork, DemoVolume, World} from '../world/world.js';
import {endpointsOf} from './endpoints.js';
import {imageIdOf} from './list.js';

const attached = (world: World, network: DemoNetwork) =>
  Object.fromEntries(
    [...world.containers.values()]
      .filter(one => isUp(one) && one.spec.networks.includes(network.name))
      .map(one => {
        const endpoint = endpointsOf(world, one)[network.name];
        const entry = {
          Name: one.name,
          EndpointID: endpoint?.EndpointID,
          MacAddress: endpoint?.MacAddress,
          IPv4Address: `${endpoint?.IPAddress}/24`,
          IPv6Address: '',
        };
        return [one.id, entry];
      }),
  );

/** As its compose file calls it, where Compose has made it the project's by its name. */
const ownName = (name: string, project: string): string =>
  name.startsWith(`${project}_`) ? name.slice(project.length + 1) : name;

const networkOf = (network: DemoNetwork, containers: Record<string, unknown>) => ({
  Name: network.name,
  Id: network.id,
  Created: goTime(network.createdAt),
  Scope: 'local',
  Driver: network.driver,
  EnableIPv6: false,
  IPAM: {
    Driver: 'default',
    Options: null,
    Config: network.block === '' ? [] : [{Subnet: `${network.block}.0/24`, Gateway: `${network.block}.1`}],
  },
  Internal: false,
  Attachable: false,
  Ingress: false,
  ConfigFrom: {Network: ''},
  ConfigOnly: false,
  Containers: containers,
  Options: {},
  Labels:
    network.project === null
      ? {}
      : {'com.docker.compose.project': network.project, 'com.docker.compose.network': ownName(network.name, network.project)},
});

/** `GET /networks`: who is attached is told by inspecting one only, as the engine does. */
export const listNetworks = (context: Context): void => {
  const filters = filtersOf(context, ['driver', 'id', 'label', 'name', 'scope', 'type', 'dangling']);
  const names = filters.get('name') ?? [];
  const chosen = [...context.world.networks.values()].filter(
    one => names.length === 0 || names.some(name => one.name.includes(name)),
  );
  sendJson(
    context,
    200,
    chosen.map(one => networkOf(one, {})),
  );
};

export const inspectNetwork = (context: Context): void => {
  const name = part(context, 0);
  const all = [...context.world.networks.values()];
  const network = all.find(one => one.name === name || one.id === name) ?? all.find(one => one.id.startsWith(name));
  if (!network) throw new HttpProblem(404, `network ${name} not found`);
  sendJson(context, 200, networkOf(network, attached(context.world, network)));
};

const volumeOf = (volume: DemoVolume) => ({
  CreatedAt: goTime(volume.createdAt).replace(/\.\d+Z$/, 'Z'),
  Driver: 'local',
  Labels:
    volume.project === null
      ? null
      : {'com.docker.compose.project': volume.project, 'com.docker.compose.volume': ownName(volume.name, volume.project)},
  Mountpoint: `/var/lib/docker/volumes/${volume.name}/_data`,
  Name: volume.name,
  Options: null,
  Scope: 'local',
});

export const listVolumes = (context: Context): void => {
  filtersOf(context, ['dangling', 'driver', 'label', 'name']);
  sendJson(context, 200, {Volumes: [...context.world.volumes.values()].map(volumeOf), Warnings: null});
};

export const inspectVolume = (context: Context): void => {
  const volume = context.world.volumes.get(part(context, 0));
  if (!volume) throw new HttpProblem(404, `get ${part(context, 0)}: no such volume`);
  sendJson(context, 200, volumeOf(volume));
};

/** What a database fills in some weeks, and what a cache leaves on disk. */
const volumeSize = (world: World, {name}: DemoVolume): number => {
  const user = [...world.containers.values()].find(({spec}) => spec.mounts.some(mount => mount.source === name));
  const most = user?.spec.behaviour.kind === 'redis' ? 12_000_000 : 3_200_000_000;
  return between(most / 100, most, 'volume', name);
};

const usageOf = (world: World, volume: DemoVolume) => ({
  ...volumeOf(volume),
  UsageData: {
    Size: volumeSize(world, volume),
    RefCount: [...world.containers.values()].filter(({spec}) => spec.mounts.some(({source}) => source === volume.name)).length,
  },
});

/** `GET /system/df`: of volumes. The demo's images and containers fill no disk. Before API 1.42 all is told, whatever was asked for. */
export const diskUsage = (context: Context): void => {
  const {world, minor, query} = context;
  const types = query.getAll('type');
  const wanted = (type: string) => minor < 42 || types.length === 0 || types.includes(type);
  const volumes = [...world.volumes.values()].map(volume => usageOf(world, volume));
  const verbose = flag(context, 'verbose');
  sendJson(context, 200, {
    ...(wanted('image') ? {LayersSize: 0, Images: []} : {}),
    ...(wanted('container') ? {Containers: []} : {}),
    ...(wanted('volume') && (minor < 52 || !verbose) ? {Volumes: volumes} : {}),
    ...(wanted('volume') && minor >= 52 ? {VolumeUsage: {TotalCount: volumes.length, ...(verbose ? {Items: volumes} : {})}} : {}),
    ...(wanted('build-cache') ? {BuildCache: []} : {}),
  });
};

/** `GET /images/{name}/json`: by name, with or without its tag, or by id. */
export const inspectImage = (context: Context): void => {
  const {world} = context;
  const name = part(context, 0);
  const whole = (image: string): string => (image.slice(image.lastIndexOf('/')).includes(':') ? image : `${image}:latest`);
  const specs = [...world.containers.values()].map(({spec}) => spec);
  const byName = specs.filter(({image}) => whole(image) === whole(name));
  const [spec] =
    byName.length > 0
      ? byName
      : specs.filter(({image}) => imageIdOf(image).replace('sha256:', '').startsWith(name.replace('sha256:', '')));
  if (!spec) throw new HttpProblem(404, `No such image: ${whole(name)}`);
  const moved = byName.find(({imageMoved}) => imageMoved !== undefined)?.imageMoved;
  const created = world.bornAt - (moved === undefined ? 30 * 24 : moved + 24) * 3_600_000;
  sendJson(context, 200, {
    Id: imageIdOf(moved === undefined ? spec.image : `${spec.image} of ${moved}`),
    RepoTags: [whole(spec.image)],
    RepoDigests: [],
    Parent: '',
    Comment: '',
    Created: goTime(created),
    Author: '',
    Config: {Env: spec.env, Cmd: spec.command, Entrypoint: spec.entrypoint},
    Architecture: 'amd64',
    Os: 'linux',
    Size: between(7_000_000, 900_000_000, 'size', spec.image),
    Metadata: {LastTagTime: moved === undefined ? noTime : goTime(world.bornAt - moved * 3_600_000)},
  });
};

export const listImages = (context: Context): void => {
  const {world, minor} = context;
  const images = [...new Set([...world.containers.values()].map(one => one.spec.image))];
  sendJson(
    context,
    200,
    images.map(image => {
      const size = between(7_000_000, 900_000_000, 'size', image);
      return {
        Containers: -1,
        Created: Math.floor(world.bornAt / 1000) - 30 * 86_400,
        Id: imageIdOf(image),
        Labels: null,
        ParentId: '',
        RepoDigests: null,
        RepoTags: [image.includes(':') ? image : `${image}:latest`],
        SharedSize: -1,
        Size: size,
        ...(minor < 44 ? {VirtualSize: size} : {}),
      };
    }),
  );
};
