import {type Context, type Filters, filtersOf, nanosOf} from '../request.js';
import {openBody} from '../send.js';
import type {DemoEvent} from '../world/events.js';

const known = [
  'config',
  'container',
  'daemon',
  'event',
  'image',
  'label',
  'network',
  'node',
  'plugin',
  'scope',
  'secret',
  'service',
  'type',
  'volume',
];

/** `health_status`, `exec_create` and `exec_start` are asked for without what follows them (moby:daemon/events/filter.go matchEvent). */
const loose = ['health_status', 'exec_create', 'exec_start'];

const matchesAction = (event: DemoEvent, values: readonly string[]) =>
  loose.some(word => values.includes(word))
    ? values.some(value => event.action.startsWith(value))
    : values.includes(event.action);

const hasLabel = (event: DemoEvent, wanted: string) => {
  const [name = '', ...rest] = wanted.split('=');
  const value = event.attributes[name];
  return value !== undefined && (rest.length === 0 || value === rest.join('='));
};

const isOne = (event: DemoEvent, type: string, values: readonly string[]) =>
  event.type === type && values.some(value => event.id.startsWith(value) || event.attributes.name === value);

const matches = (event: DemoEvent, filters: Filters): boolean =>
  [...filters].every(([key, values]) => {
    if (values.length === 0) return true;
    switch (key) {
      case 'event':
        return matchesAction(event, values);
      case 'type':
        return values.includes(event.type);
      case 'label':
        return values.every(value => hasLabel(event, value));
      case 'image':
        return values.includes(event.attributes.image ?? '');
      case 'scope':
        return values.includes('local');
      default:
        return isOne(event, key, values);
    }
  });

/** Up to API 1.51 the old fields come along, for containers and images; from 1.52 they are gone. */
const encode = (event: DemoEvent, minor: number): string => {
  const old = minor < 52 && (event.type === 'container' || event.type === 'image');
  const legacy = old ? {status: event.action, id: event.id, from: event.attributes.image ?? ''} : {};
  const now = {
    Type: event.type,
    Action: event.action,
    Actor: {ID: event.id, Attributes: event.attributes},
    scope: 'local',
    time: Number(event.timeNano / 1_000_000_000n),
  };
  // Nanoseconds do not fit a double: they are written into the text.
  return `${JSON.stringify({...legacy, ...now}).slice(0, -1)},"timeNano":${event.timeNano}}\n`;
};

/** `GET /events`: what was since `since`, then what comes, until `until` or for ever. */
export const streamEvents = async (context: Context): Promise<void> => {
  const {world, query, minor} = context;
  const filters = filtersOf(context, known);
  const since = nanosOf(query.get('since'));
  const until = nanosOf(query.get('until'));
  const sink = openBody(context, minor >= 52 ? 'application/jsonl' : 'application/json');
  const tell = (event: DemoEvent) => {
    if ((until === null || event.timeNano <= until) && matches(event, filters)) sink.write(encode(event, minor));
  };
  if (since !== null) world.events.past(since).forEach(tell);
  const left = until === null ? Number.POSITIVE_INFINITY : Number(until) / 1e6 - world.now();
  if (left > 0) {
    const deaf = world.events.listen(tell);
    await (until === null ? over(sink.gone, world.ended) : world.wait(left, sink.gone));
    deaf();
  }
  sink.end();
};

const over = (...signals: readonly AbortSignal[]) =>
  new Promise<void>(resolve => {
    const any = AbortSignal.any([...signals]);
    if (any.aborted) resolve();
    else any.addEventListener('abort', () => resolve(), {once: true});
  });
