import type {Endpoint} from '../engine/endpoint.js';
import type {Container} from '../model/container.js';

/** Somewhere a container's port answers. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

const isEverywhere = (ip: string | null): boolean => ip === null || ip === '' || ip === '0.0.0.0' || ip === '::';
const isLoopback = (ip: string): boolean => ip === '::1' || ip === 'localhost' || ip.startsWith('127.');

/** Where it is published, as seen from here. None behind ssh: those addresses would be other machines. */
export const publishedAddresses = ({ports}: Container, endpoint: Endpoint, port: number): Address[] => {
  if (endpoint.kind === 'ssh') return [];
  const engineHost = endpoint.kind === 'tcp' ? endpoint.host : '127.0.0.1';
  return ports.flatMap(({ip, privatePort, publicPort, protocol}) => {
    if (privatePort !== port || publicPort === null || protocol !== 'tcp') return [];
    const host = isEverywhere(ip) ? engineHost : (ip ?? engineHost);
    return isLoopback(engineHost) || !isLoopback(host) ? [{host, port: publicPort}] : [];
  });
};

/** Its own addresses, which only the engine's host can reach; on the host's network that is the host. */
export const ownAddresses = ({inspection, networkMode}: Container, endpoint: Endpoint, port: number): Address[] => {
  const engineHost = endpoint.kind === 'unix' ? '127.0.0.1' : endpoint.kind === 'tcp' ? endpoint.host : null;
  if (engineHost === null) return [];
  if (networkMode === 'host') return [{host: engineHost, port}];
  return isLoopback(engineHost) ? (inspection?.networks ?? []).filter(({ip}) => ip !== '').map(({ip}) => ({host: ip, port})) : [];
};

export const httpUrl = ({host, port}: Address, path: string): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}${path}`;
