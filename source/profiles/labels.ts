import {probeOf} from '../model/probe-text.js';
import {type Profile, type ProfileLink, type ServiceKind, type ServiceProfile, serviceKinds} from '../model/profile.js';
import {bytesOf} from '../model/units.js';

const prefix = 'stacktop.';

/** A service that nobody has said anything about. */
export const unknownService = (name: string): ServiceProfile => ({
  name,
  kind: 'other',
  image: null,
  base: null,
  container: null,
  role: '',
  ports: [],
  dependsOn: [],
  check: null,
  probe: null,
  usualMemory: null,
  memoryLimit: null,
  job: false,
  slowStart: null,
  user: null,
  database: null,
  volumes: [],
  topics: [],
  tables: [],
  keys: [],
  commands: [],
  links: [],
  webhooks: [],
  tunnel: null,
});

const kindOf = (text: string | undefined): ServiceKind | null => serviceKinds.find(kind => kind === text) ?? null;

const linkOf = (name: string, text: string): ProfileLink => {
  const probe = /^https?:/.test(text) ? null : probeOf(text);
  return probe ? {name, url: null, ...probe} : {name, url: text, port: null, path: '/'};
};

/**
 * What the labels `stacktop.kind`, `.health`, `.memory` and `.link.NAME` of a container say of its service, over what a profile says.
 * The given service comes back untouched when there are none; null in, null out.
 */
export const withLabels = (
  name: string,
  service: ServiceProfile | null,
  labels: Readonly<Record<string, string>>,
): ServiceProfile | null => {
  const own = Object.entries(labels).filter(([key]) => key.startsWith(prefix));
  if (own.length === 0) return service;
  const base = service ?? unknownService(name);
  const linkPrefix = `${prefix}link.`;
  const links = own.filter(([key]) => key.startsWith(linkPrefix)).map(([key, url]) => linkOf(key.slice(linkPrefix.length), url));
  return {
    ...base,
    kind: kindOf(labels[`${prefix}kind`]) ?? base.kind,
    probe: probeOf(labels[`${prefix}health`]) ?? base.probe,
    usualMemory: bytesOf(labels[`${prefix}memory`] ?? '') ?? base.usualMemory,
    links: [...base.links.filter(one => !links.some(link => link.name === one.name)), ...links],
  };
};

/** The same for a whole profile: each service with the labels of its first container. */
export const labelledProfile = (profile: Profile, labelsOf: (service: string) => Readonly<Record<string, string>>): Profile => ({
  ...profile,
  services: profile.services.map(service => withLabels(service.name, service, labelsOf(service.name)) ?? service),
});
