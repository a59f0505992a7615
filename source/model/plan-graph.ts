import type {Dependency, DependencyCondition} from './container.js';
import type {Member, Stack} from './stack.js';

/** Services that need each other in a circle, in the order of need; the last one's need of the first is what is not waited for. */
export type Circle = readonly string[];

/** What the services of one stack need of each other. */
export interface ServiceGraph {
  /** As they say it: also what is not there, and all of a circle. */
  readonly said: ReadonlyMap<string, readonly Dependency[]>;
  /** Of those that are there, and without circles. */
  readonly needs: ReadonlyMap<string, readonly Dependency[]>;
  readonly circles: readonly Circle[];
}

/** What a container is in the graph: its service. One-off runs and containers of no service stand for themselves. */
export const nodeOf = ({container}: Member): string =>
  container.service === null || container.oneOff ? `=${container.name}` : container.service;

const strengths: Readonly<Record<DependencyCondition, number>> = {
  service_started: 0,
  service_healthy: 1,
  service_completed_successfully: 2,
};

/** Replicas may have been made at different times, and say different things: all of it holds, and the stronger condition. */
const joined = (some: readonly Dependency[], more: readonly Dependency[]): Dependency[] => {
  const byService = new Map<string, Dependency>();
  for (const one of [...some, ...more]) {
    const before = byService.get(one.service);
    if (!before || strengths[one.condition] > strengths[before.condition]) byService.set(one.service, one);
  }
  return [...byService.values()];
};

/** Each need once, and none that closes a circle. Always the same one is cut, whatever order the containers come in. */
const withoutCircles = (said: ReadonlyMap<string, readonly Dependency[]>): Pick<ServiceGraph, 'needs' | 'circles'> => {
  const needs = new Map<string, readonly Dependency[]>();
  const circles: Circle[] = [];
  const path: string[] = [];
  const visit = (service: string): void => {
    path.push(service);
    const kept: Dependency[] = [];
    for (const need of [...(said.get(service) ?? [])].sort((a, b) => (a.service < b.service ? -1 : 1))) {
      if (!said.has(need.service)) continue;
      const open = path.indexOf(need.service);
      if (open !== -1) {
        circles.push(path.slice(open));
        continue;
      }
      if (!needs.has(need.service)) visit(need.service);
      kept.push(need);
    }
    path.pop();
    needs.set(service, kept);
  };
  for (const service of [...said.keys()].sort()) if (!needs.has(service)) visit(service);
  return {needs, circles};
};

/** The graph of a stack's services. */
export const serviceGraph = ({members}: Pick<Stack, 'members'>): ServiceGraph => {
  const said = new Map<string, readonly Dependency[]>();
  for (const member of members) {
    const node = nodeOf(member);
    said.set(node, joined(said.get(node) ?? [], member.dependsOn));
  }
  return {said, ...withoutCircles(said)};
};
