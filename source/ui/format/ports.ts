import type {Container} from '../../model/container.js';
import type {Stack} from '../../model/stack.js';

const published = (containers: readonly Container[]): string => {
  const ports = new Set<number>();
  for (const container of containers) for (const {publicPort} of container.ports) if (publicPort !== null) ports.add(publicPort);
  return [...ports].sort((a, b) => a - b).join(' ');
};

/** Ports of the host that lead to a container. */
export const portsOf = (container: Container): string => published([container]);

export const stackPortsOf = (stack: Stack): string => published(stack.members.map(member => member.container));
