import type {Member, Stack} from '../stack.js';
import {apartFrom} from './networks.js';

/** A place that a container connects to, as its own programs would call it. */
export interface Reach {
  readonly host: string;
  readonly port: number;
}

/** The port that a service is most likely spoken to at: the lowest that its image exposes. */
const portOf = ({container}: Member): number | null => {
  const exposed = container.inspection?.exposedPorts ?? [];
  const ports = exposed.flatMap(text => /^(\d+)(?:\/tcp)?$/.exec(text)?.[1] ?? []).map(Number);
  return ports.length === 0 ? null : Math.min(...ports);
};

/** What a running container that is unwell should reach: its dependencies that run, on a network that both are on. */
export const reachable = (member: Member, stack: Stack): readonly Reach[] => {
  if (member.status.kind !== 'unhealthy' || member.dependsOn.length === 0) return [];
  const apart = apartFrom(member, stack);
  return member.dependsOn.flatMap(({service, condition}) => {
    if (condition === 'service_completed_successfully') return [];
    const other = stack.members.find(({container}) => container.service === service && container.state === 'running');
    const port = other && !apart.includes(other) ? portOf(other) : null;
    return port === null ? [] : [{host: service, port}];
  });
};
