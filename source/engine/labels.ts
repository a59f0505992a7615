import type {Dependency, DependencyCondition} from '../model/container.js';
import {numeric} from './read.js';

type Labels = Readonly<Record<string, string>>;

export interface Membership {
  readonly project: string | null;
  readonly service: string | null;
  readonly number: number | null;
  readonly oneOff: boolean;
  readonly dependsOn: readonly Dependency[];
}

const CONDITIONS: readonly DependencyCondition[] = ['service_started', 'service_healthy', 'service_completed_successfully'];

/** Which stack and service a container belongs to, by its labels: Compose (compose:pkg/api/labels.go), podman-compose, then Swarm. */
export function membershipOf(labels: Labels): Membership {
  const swarm = swarmMembership(labels);
  const service = labels['com.docker.compose.service'] || labels['io.podman.compose.service'] || swarm.service;
  return {
    project: labels['com.docker.compose.project'] || labels['io.podman.compose.project'] || swarm.project,
    service,
    number: replicaNumber(labels['com.docker.compose.container-number']) ?? swarm.number,
    oneOff: isTrue(labels['com.docker.compose.oneoff']) || Boolean(labels['com.docker.compose.hook']),
    dependsOn: sensible(parseDependsOn(labels['com.docker.compose.depends_on'] ?? ''), service),
  };
}

/** Reads Compose's `db:service_healthy:true,cache:service_started:false`; older versions wrote bare service names. */
export function parseDependsOn(label: string): readonly Dependency[] {
  return label
    .split(',')
    .map(entry => entry.trim().split(':'))
    .filter(([service]) => service)
    .map(([service = '', condition]) => ({
      service,
      condition: CONDITIONS.find(known => known === condition) ?? 'service_started',
    }));
}

function swarmMembership(labels: Labels) {
  const project = labels['com.docker.stack.namespace'] || null;
  const full = labels['com.docker.swarm.service.name'] || null;
  const prefix = `${project}_`;
  const service = project && full?.startsWith(prefix) ? full.slice(prefix.length) : full;
  // A replicated task is named SERVICE.SLOT.TASK; a global one has its node's id where the slot would be.
  const slot = full ? labels['com.docker.swarm.task.name']?.slice(full.length + 1).split('.')[0] : undefined;
  return {project, service, number: numeric(slot)};
}

/** Anyone can write a label: nothing waits for itself, and what is named twice is waited for once. */
function sensible(dependencies: readonly Dependency[], service: string | null): readonly Dependency[] {
  const byService = new Map(dependencies.map(one => [one.service, one]));
  if (service !== null) byService.delete(service);
  return byService.size === dependencies.length ? dependencies : [...byService.values()];
}

/** Replicas are counted from 1; a label of another kind says nothing. */
function replicaNumber(label: string | undefined): number | null {
  return label !== undefined && /^[1-9]\d{0,5}$/.test(label) ? Number(label) : null;
}

function isTrue(label: string | undefined): boolean {
  return label?.toLowerCase() === 'true';
}
