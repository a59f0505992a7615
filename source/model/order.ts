import type {Container, Dependency} from './container.js';
import {compareNames} from './name-order.js';

/** Services in the order they start: each after what it depends on, else by name. A cycle is cut where it is met. */
export const dependencyOrder = (dependencies: ReadonlyMap<string, readonly string[]>): string[] => {
  const ordered: string[] = [];
  const seen = new Set<string>();
  const visit = (service: string): void => {
    if (seen.has(service)) return;
    seen.add(service);
    for (const dependency of [...(dependencies.get(service) ?? [])].sort()) if (dependencies.has(dependency)) visit(dependency);
    ordered.push(service);
  };
  for (const service of [...dependencies.keys()].sort()) visit(service);
  return ordered;
};

/** How deep each service stands in the order: 0 needs nothing. */
const depths = (dependencies: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, number> => {
  const known = new Map<string, number>();
  for (const service of dependencyOrder(dependencies)) {
    const below = (dependencies.get(service) ?? []).map(dependency => known.get(dependency) ?? -1);
    known.set(service, Math.max(-1, ...below) + 1);
  }
  return known;
};

/** What a container waits for at its start. */
export type DependsOf = (container: Container) => readonly Dependency[];
const asLabelled: DependsOf = container => container.dependsOn;

/** Dependencies between the services of one stack, from the containers' labels when nothing better is given. */
export const dependenciesOf = (
  containers: readonly Container[],
  dependsOf: DependsOf = asLabelled,
): Map<string, readonly string[]> => {
  const dependencies = new Map<string, readonly string[]>();
  for (const container of containers) {
    const service = container.service ?? container.name;
    const named = dependsOf(container).map(dependency => dependency.service);
    dependencies.set(service, [...new Set([...(dependencies.get(service) ?? []), ...named])]);
  }
  return dependencies;
};

/** Containers of one stack: foundations first (by depth of dependency), then by name and replica; one-off jobs last. */
export const inDependencyOrder = (containers: readonly Container[], dependsOf: DependsOf = asLabelled): Container[] =>
  orderWith(containers, dependsOf, new Map()).ordered;

/**
 * The same, and where services without a container stand in it: by name, how many of the containers come before; in their order.
 * @param without what each of these services waits for
 */
export const orderWith = (
  containers: readonly Container[],
  dependsOf: DependsOf,
  without: ReadonlyMap<string, readonly Dependency[]>,
): {readonly ordered: Container[]; readonly before: ReadonlyMap<string, number>} => {
  const dependencies = dependenciesOf(containers, dependsOf);
  for (const [service, dependsOn] of without)
    dependencies.set(
      service,
      dependsOn.map(dependency => dependency.service),
    );
  const depth = depths(dependencies);
  const depthOf = (container: Container): number => depth.get(container.service ?? container.name) ?? 0;
  const ordered = [...containers].sort(
    (a, b) =>
      Number(a.oneOff) - Number(b.oneOff) ||
      depthOf(a) - depthOf(b) ||
      compareNames(a.service ?? a.name, b.service ?? b.name) ||
      (a.number ?? 0) - (b.number ?? 0) ||
      a.createdAt - b.createdAt ||
      compareNames(a.id, b.id),
  );
  const comesAfter = (service: string, container: Container): boolean => {
    const deeper = (depth.get(service) ?? 0) - depthOf(container) || compareNames(service, container.service ?? container.name);
    return !container.oneOff && deeper > 0;
  };
  const before = [...without.keys()]
    .sort((a, b) => (depth.get(a) ?? 0) - (depth.get(b) ?? 0) || compareNames(a, b))
    .map(service => [service, ordered.filter(container => comesAfter(service, container)).length] as const);
  return {ordered, before: new Map(before)};
};
