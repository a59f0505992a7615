import type {Dependency} from './container.js';

/** A service as a stack's own compose files name it. */
export interface ComposedService {
  readonly name: string;
  /** Image name with tag; null when it is built, or named by a variable. */
  readonly image: string | null;
  readonly dependsOn: readonly Dependency[];
  /** Containers it is meant to have; 0 when it only comes up when it is asked for (a compose profile, `scale: 0`), or nobody can tell. */
  readonly replicas: number;
  /** Compose profiles it belongs to: it comes up with any of them. Empty for one that always does. */
  readonly profiles: readonly string[];
}

/** What follows from an error in a stack's files, for as long as it is there. */
export const untilMended = 'what is missing, and what drifts, is not known until that is mended';

/** What a stack's compose files say, as far as they could be read on this machine. */
export interface Composed {
  /** The files, as the containers' labels name them. */
  readonly files: readonly string[];
  readonly services: readonly ComposedService[];
}
