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
