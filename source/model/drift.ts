import type {Container} from './container.js';
import {spokenDuration} from './duration.js';
import type {WhyPart} from './why.js';

/** How the image's name has moved on since the container was made. */
export type ImageDrift =
  /** It names another image by now; `since` when it was given to that (ms since 1970), null where the engine does not tell. */
  | {readonly kind: 'moved'; readonly since: number | null}
  /** Nothing has this name any more. */
  | {readonly kind: 'gone'};

/** How the compose files have moved on since the container was made. */
export type ConfigDrift =
  /** `file`: the newest of the files, by its name. */
  | {readonly kind: 'differs'; readonly file: string}
  /** It may differ: why that could not be found out. */
  | {readonly kind: 'unknown'; readonly reason: string};

/** How a container differs from what would come of its files and its image's name now. */
export interface Drift {
  readonly image: ImageDrift | null;
  readonly config: ConfigDrift | null;
}

/** Whether bringing its service up again would make another container of it. */
export const isDrifted = (drift: Drift | undefined): boolean =>
  drift?.image?.kind === 'moved' || drift?.config?.kind === 'differs';

/** What an image's name means now; null: nothing. */
export interface NameNow {
  /** All by which a container may know the image. */
  readonly ids: readonly string[];
  readonly taggedAt: number | null;
}

/** Whether a name may come to mean another image: an id or a digest never does. */
export const isMovable = (image: string): boolean =>
  image !== '' && !image.includes('@') && !image.startsWith('sha256:') && !/^[0-9a-f]{12,64}$/.test(image);

const bareId = (id: string): string => id.replace(/^sha256:/, '');

/** What has become of the name of a container's image. */
export const imageDriftOf = ({imageId, createdAt, labels}: Container, now: NameNow | null): ImageDrift | null => {
  if (!now) return {kind: 'gone'};
  const own = [imageId, labels['com.docker.compose.image'] ?? ''].filter(id => id !== '').map(bareId);
  if (own.length === 0 || now.ids.some(id => own.includes(bareId(id)))) return null;
  return {kind: 'moved', since: now.taggedAt !== null && now.taggedAt >= createdAt ? now.taggedAt : null};
};

/** The configuration of a stack's services as compose would have it now. */
export interface ConfigNow {
  /** Hashes by service, and the version of the compose that made them; a reason in words when there are none. */
  readonly hashes: {readonly version: string; readonly byService: ReadonlyMap<string, string>} | {readonly reason: string};
  /** The newest file, by its name. */
  readonly file: string;
  /** When the newest file was changed, ms since 1970. */
  readonly changedAt: number;
  /** Services whose environment comes from files: Compose 2 leaves those out of the hashes that it tells, and not of those that it writes. */
  readonly inEnvFiles: ReadonlySet<string>;
}

const prefix = 'com.docker.compose.';
const hashOf = ({labels}: Container): string => labels[`${prefix}config-hash`] ?? '';

/** The containers that were made before a file was changed: only they may have another configuration. */
export const madeBefore = (containers: readonly Container[], changedAt: number): readonly Container[] =>
  containers.filter(container => !container.oneOff && hashOf(container) !== '' && container.createdAt < changedAt);

/** By id, for those of the containers that may have another configuration; one that has the same is not in it. */
export const configDriftsOf = (containers: readonly Container[], now: ConfigNow): Map<string, ConfigDrift> => {
  const drifts = new Map<string, ConfigDrift>();
  const {hashes, file, inEnvFiles} = now;
  const old = madeBefore(containers, now.changedAt);
  const unknown = (of: readonly Container[], reason: string): void => {
    for (const {id} of of) drifts.set(id, {kind: 'unknown', reason});
  };
  if ('reason' in hashes) {
    unknown(old, hashes.reason);
    return drifts;
  }
  const {version, byService} = hashes;
  const comparable = old.filter(
    ({service}) => byService.has(service ?? '') && (version.startsWith('1.') || !inEnvFiles.has(service ?? '')),
  );
  const differing = comparable.filter(container => byService.get(container.service ?? '') !== hashOf(container));
  const others = old.filter(container => !comparable.includes(container));
  unknown(
    others.filter(({service}) => byService.has(service ?? '')),
    'compose does not tell what its environment files make of it',
  );
  unknown(
    others.filter(({service}) => !byService.has(service ?? '')),
    'they no longer name its service',
  );
  for (const container of differing) {
    const made = container.labels[`${prefix}version`] ?? '';
    // Another version may write other hashes of the same files: then all of them differ.
    const doubtful = made !== version && differing.length === comparable.length;
    drifts.set(
      container.id,
      doubtful ? {kind: 'unknown', reason: `compose ${made} made it, and here is ${version}`} : {kind: 'differs', file},
    );
  }
  return drifts;
};

const plain = (text: string): WhyPart => ({kind: 'plain', text});
const fact = (text: string): WhyPart => ({kind: 'fact', text});

/** What is to be said of it, clause by clause; empty when there is no drift. */
export const driftClauses = ({image: name}: Container, {config, image}: Drift, now: number): WhyPart[][] => {
  const clauses: WhyPart[][] = [];
  if (config?.kind === 'differs')
    clauses.push([plain('runs another configuration than'), fact(config.file), plain('has now, as seen from here')]);
  if (image?.kind === 'moved') {
    const {since} = image;
    const when = since === null || since > now ? null : fact(spokenDuration(now - since));
    clauses.push(
      when
        ? [fact(name), plain('is another image by now, tagged'), when, plain('ago')]
        : [fact(name), plain('is another image by now')],
    );
  }
  return clauses;
};

/** All that is known of it as sentences, for the detail: also what is less than a drift. */
export const driftSentences = (container: Container, drift: Drift, now: number): string[] => [
  ...driftClauses(container, drift, now).map(parts => parts.map(({text}) => text).join(' ')),
  ...(drift.image?.kind === 'gone' ? [`no image is called ${container.image} any more`] : []),
  ...(drift.config?.kind === 'unknown' ? [`its files changed after it was made; ${drift.config.reason}`] : []),
];
