import type {Composed} from './composed.js';
import {type Profile, type ServiceKind, type ServiceProfile, serviceOf} from './profile.js';
import type {Stack} from './stack.js';

/** What is known of a container as a service, once and until it changes. */
export interface ServiceFacts {
  readonly kind: ServiceKind;
  /** The profile's word on it, with the container's labels over it; null when neither says anything. */
  readonly profile: ServiceProfile | null;
  /** What `x` opens, in a word: `psql`, `topics`; null when it has no console. */
  readonly console: string | null;
}

/** All of an engine's containers as services. */
export interface KnownServices {
  /** By the member's key. */
  readonly byKey: ReadonlyMap<string, ServiceFacts>;
  /** The profile that a stack was recognised by, by the stack's key. */
  readonly profiles: ReadonlyMap<string, Profile>;
  /** What the stacks' compose files say, by the stack's key; a stack whose files cannot be read here is not in it. */
  readonly composed: ReadonlyMap<string, Composed>;
}

export const nothingKnown: KnownServices = {byKey: new Map(), profiles: new Map(), composed: new Map()};

/** The image that a service is meant to have, by its compose file, else by its profile; null when it is built or not known. */
export const imagesIn =
  ({composed, profiles}: KnownServices) =>
  ({key}: Stack, name: string): string | null => {
    const inFiles = composed.get(key)?.services.find(service => service.name === name);
    return inFiles ? inFiles.image : (serviceOf(profiles.get(key) ?? null, name)?.image ?? null);
  };
