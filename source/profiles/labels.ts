import {ownLabels} from '../model/own-labels.js';
import type {Profile, ServiceProfile} from '../model/profile.js';

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

/**
 * What the labels `stacktop.kind`, `.health`, `.memory` and `.link.NAME` of a container say of its service, over what a profile says; those
 * that lie are passed over (see model/label-problems.ts). The given service comes back untouched when there are none; null in, null out.
 */
export const withLabels = (
  name: string,
  service: ServiceProfile | null,
  labels: Readonly<Record<string, string>>,
): ServiceProfile | null => {
  if (!Object.keys(labels).some(key => key.startsWith('stacktop.'))) return service;
  const {kind, probe, usualMemory, links} = ownLabels(labels);
  if (kind === null && probe === null && usualMemory === null && links.length === 0) return service;
  const base = service ?? unknownService(name);
  return {
    ...base,
    kind: kind ?? base.kind,
    probe: probe ?? base.probe,
    usualMemory: usualMemory ?? base.usualMemory,
    links: [...base.links.filter(one => !links.some(link => link.name === one.name)), ...links],
  };
};

/** The same for a whole profile: each service with the labels of its first container. */
export const labelledProfile = (profile: Profile, labelsOf: (service: string) => Readonly<Record<string, string>>): Profile => ({
  ...profile,
  services: profile.services.map(service => withLabels(service.name, service, labelsOf(service.name)) ?? service),
});
