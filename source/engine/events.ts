import type {ContainerEvent} from '../model/engine-info.js';
import type {Engine} from './client.js';
import {readEventLines} from './event-lines.js';
import {numeric, positive, record, stringRecord, text} from './read.js';

/** Asked for by name: a filter on type alone lets through three exec events for every health check. */
const WANTED = [
  'create',
  'start',
  'die',
  'stop',
  'kill',
  'oom',
  'pause',
  'unpause',
  'rename',
  'destroy',
  'restart',
  'update',
  'health_status',
];

/** What gives a name to an image, or takes it: whether a container's image is still the one of that name is asked again then. */
const IMAGE_WANTED = ['tag', 'untag', 'pull', 'load', 'import', 'delete'];

/** A start that the engine refuses is told by no event of the container: that it is off its networks again is all there is to hear. */
const NETWORK_WANTED = ['connect', 'disconnect'];

/** Podman's own words; it filters by its inner name `died` although it sends `die`. */
const PODMAN_WANTED = [...WANTED, 'died', 'remove', 'cleanup', 'init'];

export interface WatchEventsOptions {
  /** ms since 1970: events since then are replayed first. */
  readonly since?: number;
  readonly signal: AbortSignal;
  readonly onEvent: (event: ContainerEvent) => void;
  /** An image was given a name, or lost one. */
  readonly onImage?: () => void;
  /** The engine has accepted the subscription. */
  readonly onOpen?: () => void;
}

/**
 * Hands over the events of containers until the stream ends: resolves when the engine ended it, rejects with EngineError when
 * the connection broke, with the signal's reason when aborted.
 */
export async function watchEvents(engine: Engine, {since, signal, onEvent, onImage, onOpen}: WatchEventsOptions): Promise<void> {
  const podman = engine.product === 'Podman'; // it tells of networks in other words
  const filters = {
    type: ['container', ...(podman ? [] : ['network']), ...(onImage ? ['image'] : [])],
    event: [...(podman ? PODMAN_WANTED : [...WANTED, ...NETWORK_WANTED]), ...(onImage ? IMAGE_WANTED : [])],
  };
  const query = {filters, since: since === undefined ? undefined : (since / 1000).toFixed(6)};
  const onLine = (line: string): void => {
    const event = eventFromLine(line);
    if (event) onEvent(event);
    else if (onImage && isOfImage(line)) onImage();
  };
  await readEventLines(engine, {query, signal, onLine, ...(onOpen ? {onOpen} : {})});
}

function isOfImage(line: string): boolean {
  try {
    const event = record(JSON.parse(line));
    return text(event.Type) === 'image' && IMAGE_WANTED.includes(text(event.Action) || text(event.status));
  } catch {
    return false; // a torn line, as below
  }
}

/** One line of the stream; null for what is no container event. */
export function eventFromLine(line: string): ContainerEvent | null {
  try {
    return eventFrom(JSON.parse(line));
  } catch {
    return null; // a line torn by the end of the connection: the relist that follows makes up for it
  }
}

/** One of a network, as that of the container that came or went: `network connect`, `network disconnect`. */
function networkEvent(action: string, attributes: Readonly<Record<string, string>>, time: number): ContainerEvent | null {
  const id = attributes.container ?? '';
  if (id === '' || !NETWORK_WANTED.includes(action)) return null;
  return {action: `network ${action}`, id, name: '', time, exitCode: null, attributes: {}};
}

/**
 * Reads an event of any age: before API 1.52 `status` and `id` double `Action` and `Actor.ID`. Podman's words become Docker's
 * (`remove` is `destroy`, `died` is `die`) and its `HealthStatus` joins the action, as in `health_status: healthy`.
 */
export function eventFrom(raw: unknown): ContainerEvent | null {
  const event = record(raw);
  const actor = record(event.Actor);
  const id = text(actor.ID) || text(event.id);
  const action = actionFrom(text(event.Action) || text(event.status), text(event.HealthStatus));
  const type = text(event.Type, 'container');
  const attributes = stringRecord(actor.Attributes);
  const nano = positive(event.timeNano);
  const time = nano === null ? (positive(event.time) ?? 0) * 1000 : nano / 1e6;
  if (type === 'network') return networkEvent(action, attributes, time);
  if (id === '' || action === '' || type !== 'container') return null;
  return {
    action,
    id,
    name: attributes.name ?? '',
    time,
    exitCode: numeric(attributes.exitCode ?? attributes.containerExitCode),
    attributes,
  };
}

function actionFrom(action: string, health: string): string {
  if (action === 'remove') return 'destroy';
  if (action === 'died') return 'die';
  if (action === 'health_status' && health !== '') return `health_status: ${health}`;
  return action;
}
