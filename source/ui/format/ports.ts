import type {Container} from '../../model/container.js';
import type {Stack} from '../../model/stack.js';
import type {OpenTunnel} from '../../model/tunnel.js';
import {cellWidth, toWidth} from '../../terminal/widths.js';

const published = (containers: readonly Container[]): string => {
  const ports = new Set<number>();
  for (const container of containers) for (const {publicPort} of container.ports) if (publicPort !== null) ports.add(publicPort);
  return [...ports].sort((a, b) => a - b).join(' ');
};

/** Ports of the host that lead to a container. */
export const portsOf = (container: Container): string => published([container]);

export const stackPortsOf = (stack: Stack): string => published(stack.members.map(member => member.container));

/** Public URL of a stack in a row: of several the first, and how many more there are. */
export const publicUrlOf = (tunnels: readonly OpenTunnel[] | undefined): {readonly url: string; readonly more: string} | null => {
  const [first] = tunnels ?? [];
  return first ? {url: first.url, more: tunnels && tunnels.length > 1 ? ` +${tunnels.length - 1}` : ''} : null;
};

/**
 * A URL in so many cells: whole, else without its scheme, else with the end of its first name left out (the part that changes begins it,
 * and the rest says whose it is), else without its last name too, else cut.
 */
export const shortUrl = (url: string, width: number, cut: string): string => {
  if (cellWidth(url) <= width) return url;
  const bare = url.replace(/^https?:\/\//, '');
  const [, start = '', rest = ''] = /^(.{4})[^.]*(\..*)$/.exec(bare) ?? [];
  const [, owner = ''] = /^(\..+)\.[a-z]+$/i.exec(rest) ?? [];
  const ways = [bare, `${start}${cut}${rest}`, ...(owner === '' ? [] : [`${start}${cut}${owner}`])];
  return (
    ways.find(way => way !== cut && cellWidth(way) <= width) ??
    toWidth(start === '' ? bare : `${start}${cut}${rest}`, width, 'left', cut).trimEnd()
  );
};
