import type {Container} from '../model/container.js';
import type {ServiceKind} from '../model/profile.js';
import type {Member, Stack} from '../model/stack.js';
import {draftService} from './draft-service.js';
import type {WrittenProfile, WrittenService} from './schema.js';

/** What has to be asked for beyond a stack's containers. */
export interface DraftSources {
  /** What a container is, by its label or its looks. */
  kindOf(container: Container): ServiceKind;
  /** Bytes it takes now; null when that is not known. */
  memoryOf(id: string): number | null;
  /** Whom and what its own tools connect to: never a password. */
  accountOf(container: Container, kind: ServiceKind): {readonly user: string | null; readonly database: string | null};
}

export interface Draft {
  readonly profile: WrittenProfile;
  /** What a person should look at, a line each: of the profile (''), or of a service by its name. */
  readonly notes: ReadonlyMap<string, readonly string[]>;
}

const profileName = (project: string): string =>
  project
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^[-_]+/, '') || 'stack';

const mostlyOn = (containers: readonly Container[], project: string): string | undefined => {
  const counts = new Map<string, number>();
  for (const name of containers.flatMap(({networks}) => networks)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const own = [...counts].filter(([name]) => !['', `${project}_default`, 'bridge', 'host', 'none'].includes(name));
  return own.sort(([, a], [, b]) => b - a)[0]?.[0];
};

const filesOf = (containers: readonly Container[]): readonly string[] => {
  const paths = containers.flatMap(({labels}) => labels['com.docker.compose.project.config_files']?.split(',') ?? []);
  return [...new Set(paths.map(path => path.replace(/^.*[/\\]/, '').trim()))].filter(name => name !== '' && name !== '-');
};

type Dependencies = NonNullable<WrittenService['depends_on']>;

/** Dependencies of each service on others of the stack, without what would go round in a circle; that is noted. */
const dependenciesOf = (services: ReadonlyMap<string, readonly Member[]>, note: (service: string, line: string) => void) => {
  const kept = new Map<string, Dependencies>();
  const reaches = (from: string, to: string): boolean => {
    const seen = new Set<string>();
    const left = [from];
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      if (next === to) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      left.push(...Object.keys(kept.get(next) ?? {}));
    }
    return false;
  };
  for (const [name, members] of services) {
    const wanted = members.flatMap(({dependsOn}) => dependsOn);
    const dependencies: Dependencies = {};
    kept.set(name, dependencies);
    for (const {service, condition} of wanted) {
      if (Object.hasOwn(dependencies, service)) continue;
      if (!services.has(service)) note(name, `it depends on ${service} too, which is not there now`);
      else if (reaches(service, name)) note(name, `left out: it depends on ${service}, which goes round in a circle`);
      else dependencies[service] = condition;
    }
  }
  return kept;
};

/** Plain objects have no room for it. */
const unwritable = '__proto__';

/** The services in order of dependency, each with its containers. */
const servicesOf = ({members}: Stack): Map<string, Member[]> => {
  const services = new Map<string, Member[]>();
  for (const member of members) {
    const {service, name, oneOff} = member.container;
    const key = service ?? name;
    if (!oneOff && key !== unwritable) services.set(key, [...(services.get(key) ?? []), member]);
  }
  return services;
};

/**
 * A profile to begin with, from what an engine knows of a stack whose containers are inspected. It is one that `readProfile` takes
 * without a problem.
 */
export const draftOf = (stack: Stack, project: string, sources: DraftSources): Draft => {
  const notes = new Map<string, string[]>();
  const note = (service: string, line: string): void => void notes.set(service, [...(notes.get(service) ?? []), line]);
  const services = servicesOf(stack);
  const dependencies = dependenciesOf(services, note);
  const containers = [...services.values()].flat().map(({container}) => container);
  const files = filesOf(containers);
  const network = mostlyOn(containers, project);
  return {
    notes,
    profile: {
      name: profileName(project),
      title: project,
      projects: [project],
      ...(files.length > 0 ? {compose: [...files]} : {}),
      ...(network === undefined ? {} : {network}),
      services: Object.fromEntries(
        [...services].map(([name, members]) => [
          name,
          draftService({
            name,
            project,
            members,
            dependencies: dependencies.get(name) ?? {},
            names: new Set(services.keys()),
            sources,
            note: line => note(name, line),
          }),
        ]),
      ),
    },
  };
};
