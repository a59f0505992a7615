import type {Container} from '../model/container.js';
import {type ServiceKind, type ServiceProfile, serviceKinds} from '../model/profile.js';
import {http} from './http.js';
import {kafka} from './kafka.js';
import {mongo} from './mongo.js';
import {mysql} from './mysql.js';
import {nginx} from './nginx.js';
import {ngrok} from './ngrok-service.js';
import {job, other} from './other.js';
import {postgres} from './postgres.js';
import {rabbitmq} from './rabbitmq.js';
import {redis} from './redis.js';
import type {Service} from './service.js';
import {traefik} from './traefik.js';
import {zookeeper} from './zookeeper.js';

const services: Readonly<Record<ServiceKind, Service>> = {
  postgres,
  redis,
  kafka,
  ngrok,
  mysql,
  mongo,
  rabbitmq,
  zookeeper,
  nginx,
  traefik,
  http,
  job,
  other,
};

/** Asked in this order: HTTP by its port comes last, as databases have a page of their own too. */
const guesses: readonly Service[] = [postgres, redis, kafka, zookeeper, mysql, mongo, rabbitmq, traefik, nginx, ngrok, http];

/**
 * What kind of service a container is. The label `stacktop.kind` decides, so that a wrong guess can be overruled; then the profile; then
 * image, command and exposed ports. A profile's `other` is no statement (labels alone make one with it): only its ports are not guessed by.
 */
export const kindOf = (container: Container, profile: ServiceProfile | null): ServiceKind => {
  const label = serviceKinds.find(kind => kind === container.labels['stacktop.kind']);
  if (label !== undefined) return label;
  if (profile !== null && profile.kind !== 'other') return profile.kind;
  if (profile?.job === true) return 'job';
  const guess = guesses.find(service => service.recognises(container))?.kind ?? 'other';
  if (profile?.probe) return guess === 'other' ? 'http' : guess;
  return guess === 'http' && profile !== null && profile.role !== '' ? 'other' : guess;
};

/** How one speaks to services of a kind. */
export const serviceFor = (kind: ServiceKind): Service => services[kind];
