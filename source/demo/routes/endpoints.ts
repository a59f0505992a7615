import {hex} from '../random.js';
import {type DemoContainer, isUp} from '../world/container.js';
import type {World} from '../world/world.js';

/** `02:42` and the address, as Docker's bridge driver makes it. */
const macOf = (address: string) =>
  ['02', '42', ...address.split('.').map(part => Number(part).toString(16).padStart(2, '0'))].join(':');

/** `NetworkSettings.Networks`, by name. Addresses are '' while it does not run. */
export const endpointsOf = (world: World, container: DemoContainer): Record<string, Record<string, unknown>> =>
  Object.fromEntries(
    container.spec.networks.map(name => {
      const up = isUp(container);
      const network = world.networks.get(name);
      const address = up ? (container.addresses.get(name) ?? '') : '';
      const aliases = container.spec.project === null ? null : [container.name, container.spec.service];
      return [
        name,
        {
          IPAMConfig: null,
          Links: null,
          Aliases: aliases,
          NetworkID: network?.id ?? '',
          EndpointID: up ? hex(64, container.id, name, container.pid) : '',
          Gateway: address === '' ? '' : `${network?.block}.1`,
          IPAddress: address,
          IPPrefixLen: address === '' ? 0 : 24,
          IPv6Gateway: '',
          GlobalIPv6Address: '',
          GlobalIPv6PrefixLen: 0,
          MacAddress: address === '' ? '' : macOf(address),
          DriverOpts: null,
        },
      ];
    }),
  );

/** Address its ports are published on: its own, within 127.0.0.0/8, so that two demos and the host's own servers never meet. */
export const publishedOn = (container: DemoContainer): string => [...container.addresses.values()][0] ?? '127.0.0.1';

/** The list's `Mounts` and inspect's, which are alike. */
export const mountsOf = (container: DemoContainer): readonly Record<string, unknown>[] =>
  container.spec.mounts.map(mount =>
    mount.type === 'volume'
      ? {
          Type: 'volume',
          Name: mount.source,
          Source: `/var/lib/docker/volumes/${mount.source}/_data`,
          Destination: mount.destination,
          Driver: 'local',
          Mode: 'z',
          RW: mount.writable,
          Propagation: '',
        }
      : {
          Type: mount.type,
          Source: mount.type === 'tmpfs' ? '' : mount.source,
          Destination: mount.destination,
          Mode: mount.writable ? 'rw' : 'ro',
          RW: mount.writable,
          Propagation: mount.type === 'bind' ? 'rprivate' : '',
        },
  );
