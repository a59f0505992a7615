import {statsOf} from '../meters/stats.js';
import {type Context, flag, HttpProblem, part} from '../request.js';
import {containerOf, openBody, sendJson} from '../send.js';
import {isUp} from '../world/container.js';

/** moby's collector reads every subscribed container once a second. */
const period = 1000;

/** ms until the collector's next reading. */
const untilReading = (now: number) => period - (now % period);

type Frame = Record<string, unknown>;

const isFrame = (value: unknown): value is Frame => typeof value === 'object' && value !== null && !Array.isArray(value);

const without = (frame: Frame, key: string): Frame => {
  const [first = '', ...rest] = key.split('.');
  const {[first]: inner, ...others} = frame;
  return rest.length > 0 && isFrame(inner) ? {...others, [first]: without(inner, rest.join('.'))} : others;
};

/** Stats as a stream, as two readings (`stream=false`) or as one (`one-shot`), each as fast as that engine is. */
export const containerStats = async (context: Context): Promise<void> => {
  const {world, faults, minor} = context;
  const container = containerOf(context, part(context, 0));
  const stream = flag(context, 'stream', true);
  const oneShot = minor >= 41 && flag(context, 'one-shot');
  if (stream && oneShot && minor < 52) throw new HttpProblem(400, 'cannot have stream=true and one-shot=true');
  const reading = (before: number | null, now = world.now()): Frame => {
    const frame = statsOf(world, container, now, before);
    const missing = faults.take('stats-without', context.path)?.keys ?? [];
    return missing.reduce(without, frame);
  };
  if (!stream) {
    // 20.10 lets a one-shot wait for the collector, too; later engines read at once (moby#40437 and what came after).
    if (isUp(container) && oneShot && minor < 42) await world.wait(untilReading(world.now()));
    if (isUp(container) && !oneShot) {
      await world.wait(untilReading(world.now()) + period);
      const now = world.now();
      return sendJson(context, 200, reading(now - period, now));
    }
    const {name, id, ...nameless} = reading(null);
    // Read at once it has no name from API 1.42 on (seen on 26.1).
    return sendJson(context, 200, minor >= 42 && oneShot && isUp(container) ? nameless : {...nameless, name, id});
  }
  const sink = openBody(context, 'application/json');
  let before: number | null = null;
  if (minor < 42) await world.wait(untilReading(world.now()));
  while (!sink.gone.aborted && world.containers.has(container.id) && !world.closed) {
    const now = world.now();
    if (!sink.write(`${JSON.stringify(reading(before, now))}\n`)) await sink.drained();
    if (oneShot) break;
    before = isUp(container) ? now : null;
    await world.wait(untilReading(now), sink.gone);
  }
  sink.end();
};
