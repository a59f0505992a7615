import fc from 'fast-check';
import type {Container} from '../../source/model/container.js';
import type {Usage} from '../../source/model/usage.js';
import {container, inspection, MiB, minute, now, probe, usage} from '../model/sample.js';

const part = fc.oneof(
  fc.constantFrom(
    'kafka',
    '-',
    'x'.repeat(300),
    '名前',
    '👩‍👩‍👧',
    '🇩🇪',
    'e\u0301\u0301',
    '\u0301',
    '\u200d',
    '\ufe0f',
    'שלום',
    '\u202e',
    '\u200f',
  ),
  fc.constantFrom(
    '\u001b[31m',
    '\u001b[2J',
    '\u001b]0;pwned\u0007',
    '\u001b]52;c;cm0=\u001b\\',
    '\u009b2J',
    '\u001bP',
    '\u001b',
    '\n',
    '\t',
    '\r',
    '\u0000',
  ),
  fc.constantFrom(
    '\ud83d',
    '\u3164',
    '\u00ad',
    '\u1100\u1161\u11a8',
    'ﾊﾟ',
    '한',
    '\u0600',
    'ก็็็',
    '"',
    "'",
    '\\',
    '%s',
    '#\ufe0f\u20e3',
  ),
  fc.string({unit: 'binary', maxLength: 8}),
);
/** Names as nobody should give them. */
export const hostileName = fc.array(part, {minLength: 0, maxLength: 5}).map(parts => parts.join(''));

const figure = fc.option(fc.oneof(fc.constant(0), fc.double({min: 0, max: 1e16, noNaN: true})), {nil: null});
const hostileUsage: fc.Arbitrary<Usage> = fc
  .record({cpuPercent: figure, memory: figure, rxRate: figure, txRate: figure, readRate: figure, writeRate: figure})
  .map(more => usage({...more, readAt: now - 1000}));

const hostileContainer = (project: string, id: number): fc.Arbitrary<Container> =>
  fc
    .record({
      name: hostileName,
      service: fc.option(hostileName, {nil: null}),
      image: hostileName,
      state: fc.constantFrom('created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead', 'unknown'),
      health: fc.constantFrom('healthy', 'unhealthy', 'starting', 'none'),
      oneOff: fc.boolean(),
      limit: fc.option(fc.integer({min: 0, max: 2 ** 45}), {nil: null}),
      restarts: fc.integer({min: 0, max: 200_000}),
      exitCode: fc.option(fc.integer({min: 0, max: 255}), {nil: null}),
      age: fc.integer({min: 0, max: 99 * 365 * 24 * 60}),
      output: hostileName,
      error: hostileName,
      ports: fc.array(fc.integer({min: 1, max: 65_535}), {maxLength: 20}),
    })
    .map(({limit, restarts, exitCode, age, output, error, ports, ...more}) =>
      container('x', {
        ...more,
        id: `id${id}`,
        project,
        number: id,
        statusExitCode: exitCode,
        ports: ports.map(port => ({ip: null, privatePort: port, publicPort: port, protocol: 'tcp'})),
        inspection: inspection({
          memoryLimit: limit,
          restarts,
          exitCode,
          error,
          startedAt: now - age * minute,
          finishedAt: now - minute,
          healthTest: ['CMD-SHELL', output],
          probes: [probe(now - minute, 1, output)],
        }),
      }),
    );

/** A stack with a hostile name, hostile containers, and absurd figures of them. */
export const hostileStack = fc.record({project: hostileName, count: fc.integer({min: 1, max: 3})}).chain(({project, count}) =>
  fc.record({
    containers: fc.tuple(...Array.from({length: count}, (_, index) => hostileContainer(project, index + 1))),
    usages: fc.array(hostileUsage, {minLength: count, maxLength: count}),
  }),
);

export const tidy = [
  container('auren/postgres', {health: 'healthy', inspection: inspection({memoryLimit: 800 * MiB})}),
  container('auren/kafka', {health: 'unhealthy', inspection: inspection({memoryLimit: 800 * MiB, restarts: 3})}),
];
