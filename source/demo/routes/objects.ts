import {goTime} from '../meters/stats.js';
import {between} from '../random.js';
import {type Context, filtersOf, HttpProblem, part} from '../request.js';
import {sendJson} from '../send.js';
import {isUp} from '../world/container.js';
import type {DemoNetwork, World} from '../world/world.js';
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
    network.project === null ? {} : {'com.docker.compose.project': network.project, 'com.docker.compose.network': network.name},
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

const volumeOf = (volume: {readonly name: string; readonly project: string | null; readonly createdAt: number}) => ({
  CreatedAt: goTime(volume.createdAt).replace(/\.\d+Z$/, 'Z'),
  Driver: 'local',
  Labels: volume.project === null ? null : {'com.docker.compose.project': volume.project},
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
