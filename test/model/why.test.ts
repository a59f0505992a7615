import {describe, expect, test} from 'vitest';
import type {Container} from '../../source/model/container.js';
import {noPast, type Past} from '../../source/model/past.js';
import {whyInWords} from '../../source/model/report.js';
import {checkCommand, namingStack, nothingFound, whyMember, whyStack} from '../../source/model/why.js';
import {container, ended, inspection, minute, needs, now, probe, second, stackWith} from './sample.js';

const waits = (service: string): Pick<Container, 'dependsOn'> => ({dependsOn: [{service, condition: 'service_healthy'}]});

/** The why of the first container, in words; null when nothing is wrong. */
const why = (first: Container, past: Past = noPast, ...others: readonly Container[]): string | null => {
  const stack = stackWith(first, ...others);
  const member = stack.members.find(candidate => candidate.container === first);
  const found = member
    ? whyMember(member, stack, now, {...nothingFound, pastOf: key => (key === member.key ? past : noPast)})
    : null;
  return found ? whyInWords(found) : null;
};
const exits = (count: number, code: number, oomKilled = false): Past => ({
  ...noPast,
  exits: Array.from({length: count}, (_, index) => ({time: now - (count - index) * minute, code, oomKilled, signals: []})),
});
const failing = inspection({
  healthTest: ['CMD-SHELL', 'nc -z localhost 9092'],
  probes: [probe(now - 2 * minute, 0, 'ok'), probe(now - 90 * second, 1, 'connecting\ntimed out\n')],
  restarts: 3,
});

describe('why a container is unwell, in one sentence', () => {
  test.each<readonly [string, string | null, string | null]>([
    ['healthy', why(container('s/a', {health: 'healthy'})), null],
    ['running', why(container('s/a')), null],
    [
      'starting',
      why(container('s/a', {health: 'starting', inspection: inspection({startedAt: now - 20 * second})})),
      'a starting for 20 s',
    ],
    ['paused', why(container('s/a', {state: 'paused'})), 'a is paused: its processes are frozen'],
    ['dead', why(container('s/a', {state: 'dead'})), 'a is dead: the engine could not remove it'],
    ['removing', why(container('s/a', {state: 'removing'})), 'a is being removed'],
    ['stopped', why(ended('s/a', 143)), 'a stopped 5 min ago'],
    ['done', why(ended('s/a', 0)), 'a is done: it exited with 0, 5 min ago'],
    ['created', why(container('s/a', {state: 'created'})), 'a was created and never started'],
    [
      'created, for what it waits for is not well',
      why(
        container('s/a', {
          state: 'created',
          dependsOn: [
            {service: 'kafka', condition: 'service_healthy'},
            {service: 'db', condition: 'service_healthy'},
            {service: 'redis', condition: 'service_started'},
            {service: 'migrate', condition: 'service_completed_successfully'},
            {service: 'seed', condition: 'service_completed_successfully'},
            {service: 'nowhere', condition: 'service_started'},
          ],
        }),
        noPast,
        container('s/kafka', {health: 'unhealthy', inspection: null}),
        container('s/db', {health: 'healthy'}),
        container('s/redis', {health: 'starting'}),
        ended('s/migrate', 0),
        ended('s/seed', 2),
      ),
      'a waits for kafka (unhealthy), seed (exited 2), nowhere (not there); ← kafka unhealthy',
    ],
    [
      'not started',
      why(container('s/a', {state: 'created', inspection: inspection({error: 'port is taken'})})),
      'a did not start: "port is taken"',
    ],
    ['failed', why(ended('s/a', 127)), 'a exited with 127, command not found, 5 min ago'],
    ['failed with a message', why(ended('s/a', 1, {error: 'oops'})), 'a exited with 1, its own error, 5 min ago; "oops"'],
    ['out of memory', why(ended('s/a', 137, {oomKilled: true})), 'a exited with 137, out of memory of the host, 5 min ago'],
    ['failed unknown', why(container('s/a', {state: 'exited', inspection: inspection()})), 'a exited with an error'],
    ['failed just now', why(ended('s/a', 3, {finishedAt: now - 400})), 'a exited with 3, just now'],
    [
      'restarting',
      why(container('s/a', {state: 'restarting', inspection: inspection({exitCode: 1, restarts: 7})})),
      'a restarts again and again, exit code 1; 7 restarts',
    ],
    [
      'unhealthy, with the last words of its check',
      why(container('s/a', {health: 'unhealthy', inspection: failing})),
      'a unhealthy for 1 min; check nc -z localhost 9092 said "timed out"; 3 restarts',
    ],
    [
      'unhealthy, a password in the last words of its check',
      why(
        container('s/a', {
          health: 'unhealthy',
          inspection: inspection({
            healthTest: ['CMD', 'curl', '-u', 'app:hunter2', 'http://db'],
            probes: [probe(now - minute, 1, 'db?password=hunter2 is not well')],
          }),
        }),
      ),
      'a unhealthy for 1 min; check curl -u app:•••••• http://db said "db?password=•••••• is not well"',
    ],
    [
      'unhealthy, the check is silent',
      why(
        container('s/a', {
          health: 'unhealthy',
          inspection: inspection({healthTest: ['CMD', 'true', 'x'], probes: [probe(now - minute, 2, ' \n')], restarts: 1}),
        }),
      ),
      'a unhealthy for 1 min; check true x exits 2; 1 restart',
    ],
    [
      'the event knows since when better than the probes',
      why(container('s/a', {health: 'unhealthy', inspection: null}), {...noPast, unhealthySince: now - 9 * minute}),
      'a unhealthy for 9 min',
    ],
    [
      'its last exit',
      why(container('s/a', {health: 'unhealthy', inspection: null}), exits(1, 137, true)),
      'a unhealthy; last exit 137, out of memory',
    ],
    [
      'what waits for it',
      why(
        container('s/a', {health: 'unhealthy', inspection: null}),
        noPast,
        container('s/b', {state: 'created', ...waits('a')}),
        container('s/c', {state: 'created', ...waits('a')}),
        container('s/d', needs('a')),
      ),
      'a unhealthy; b, c wait for it, d may not work',
    ],
    [
      'a restart loop, though it runs just now',
      why(container('s/a'), exits(3, 1)),
      'a running; 3 ends in 10 min, about every 1 min; last exit 1',
    ],
  ])('%s', (_, said, expected) => {
    expect(said).toBe(expected);
  });
});

test('for those who look at another stack it says whose container it is', () => {
  const stack = stackWith(ended('s/a', 1));
  const loose = stackWith(ended('a', 1));
  const said = ({members: [member], ...rest}: typeof stack): string => {
    const found = member && whyMember(member, {members: [member], ...rest}, now);
    return found ? whyInWords(namingStack(found, {members: [member], ...rest})) : '';
  };
  expect([said(stack), said(loose)]).toEqual([
    's/a exited with 1, its own error, 5 min ago',
    'a exited with 1, its own error, 5 min ago',
  ]);
});

describe('why a stack is unwell', () => {
  const said = (stack: ReturnType<typeof stackWith>, pasts: Readonly<Record<string, Past>> = {}): string | null => {
    const found = whyStack(stack, now, {...nothingFound, pastOf: key => pasts[key] ?? noPast});
    return found ? whyInWords(found) : null;
  };

  test('is that of its worst member', () => {
    expect(said(stackWith(container('s/a', {health: 'starting', inspection: null}), ended('s/b', 2)))).toBe(
      'b exited with 2, 5 min ago',
    );
  });
  test('is nothing when all is well, stopped or done', () => {
    expect(said(stackWith(container('s/a', {health: 'healthy'}), ended('s/b', 143), ended('s/c', 0)))).toBeNull();
  });
  test('is a member that ends again and again, and runs just now', () => {
    expect(said(stackWith(container('s/a', {health: 'healthy'}), container('s/b')), {'s/b/1': exits(4, 1)})).toMatch(
      /^b running; 4 ends/,
    );
  });
  test('is the sick one before the looping one', () => {
    expect(
      said(stackWith(container('s/a', {health: 'unhealthy', inspection: null}), container('s/b')), {'s/b/1': exits(4, 1)}),
    ).toBe('a unhealthy');
  });
});

test.each([
  [['CMD-SHELL', 'curl -f localhost'], 'curl -f localhost'],
  [['CMD', 'pg_isready', '-U', 'app'], 'pg_isready -U app'],
  [['pg_isready'], 'pg_isready'],
  [[], ''],
])('a check %j is written %j', (given, expected) => {
  expect(checkCommand(given)).toBe(expected);
});
