import {describe, expect, test} from 'vitest';
import type {Container, DependencyCondition} from '../../../source/model/container.js';
import {noPast, type Past} from '../../../source/model/past.js';
import {whyInWords} from '../../../source/model/report.js';
import type {MissingService, Stack} from '../../../source/model/stack.js';
import {chainsOf, nothingFound, whyMember, whyStack} from '../../../source/model/why.js';
import {container, ended, inspection, minute, needs, now, probe, stackWith} from '../sample.js';

const waits = (service: string, condition: DependencyCondition = 'service_healthy'): Pick<Container, 'dependsOn'> => ({
  dependsOn: [{service, condition}],
});
const ill = (title: string, ...services: readonly string[]): Container =>
  container(title, {health: 'unhealthy', inspection: null, ...needs(...services)});
const well = (title: string, ...services: readonly string[]): Container =>
  container(title, {health: 'healthy', ...needs(...services)});
const unchecked = (title: string, ...services: readonly string[]): Container => container(title, needs(...services));
const created = (title: string, ...services: readonly string[]): Container =>
  container(title, {state: 'created', ...needs(...services)});
const without = (stack: Stack, ...names: readonly string[]): Stack => ({
  ...stack,
  missing: names.map((name): MissingService => ({key: `s/${name}/1`, name, namedBy: 'compose', dependsOn: [], before: 0})),
});
const oom = (title: string): Container => ended(title, 137, {oomKilled: true});

/** The roots of a stack: who, how bad, and what follows. */
const roots = (stack: Stack, pastOf: (key: string) => Past = () => noPast): string[] =>
  chainsOf(stack, now, pastOf).roots.map(({party, severity, effects}) => {
    const name = party.kind === 'member' ? party.member.label : `${party.service.name}?`;
    return `${severity} ${name}: ${effects.map(({member, how}) => `${member.label} ${how}`).join(', ')}`;
  });

describe('root causes and what follows from them', () => {
  test.each<readonly [string, Stack, readonly string[]]>([
    ['none when all is well', stackWith(well('s/db'), well('s/api', 'db')), []],
    ['none when all is stopped', stackWith(ended('s/db', 0), ended('s/api', 143, {}, needs('db'))), []],
    ['one that fails alone', stackWith(ill('s/db'), well('s/api', 'db')), ['bad db: ']],
    [
      'near and far, those that are unwell first, and those of whom nobody knows',
      stackWith(oom('s/redis'), ill('s/api', 'redis'), unchecked('s/nginx', 'api'), ill('s/bridge', 'api')),
      ['bad redis: api unwell, bridge unwell, nginx doubt'],
    ],
    [
      'through one that runs and is not asked how it is',
      stackWith(ended('s/db', 1), unchecked('s/pool', 'db'), ill('s/api', 'pool')),
      ['bad db: api unwell, pool doubt'],
    ],
    [
      'not past one that says it is well',
      stackWith(oom('s/redis'), well('s/api', 'redis'), ill('s/nginx', 'api')),
      ['bad nginx: ', 'bad redis: '],
    ],
    [
      'what waits for its start',
      stackWith(ill('s/db'), container('s/api', {state: 'created', ...waits('db')}), created('s/web', 'api')),
      ['bad db: api waiting, web waiting'],
    ],
    ['what was only created waits for nobody', stackWith(well('s/db'), created('s/api', 'db')), []],
    [
      'a database that was stopped',
      stackWith(ended('s/db', 0, {exposedPorts: ['5432/tcp'], startedAt: now - 60 * minute}), ill('s/api', 'db')),
      ['bad db: api unwell'],
    ],
    [
      'is a warning where nobody says that he is unwell',
      stackWith(ended('s/db', 143), unchecked('s/api', 'db')),
      ['warn db: api doubt'],
    ],
    [
      'also where he says that he is well',
      stackWith(ended('s/db', 143), well('s/api', 'db'), well('s/web', 'api')),
      ['warn db: api doubt'],
    ],
    [
      'only when no replica of it runs',
      stackWith(ended('s/db', 143), {...well('s/db'), id: 'b', number: 2}, well('s/api', 'db')),
      [],
    ],
    [
      'not a job that is done, or that ended well and looks like a server, or that was stopped, to one that is well',
      stackWith(
        ended('s/init', 0),
        ended('s/migrate', 0, {restartPolicy: 'always'}),
        ended('s/seed', 143),
        well('s/api', 'init'),
        container('s/web', {health: 'healthy', ...waits('migrate', 'service_completed_successfully')}),
        container('s/jobs', {health: 'healthy', ...waits('seed', 'service_completed_successfully')}),
      ),
      [],
    ],
    ['not one that failed: that is seen', stackWith(ended('s/db', 1), well('s/api', 'db')), ['bad db: ']],
    ['nor one that only was created', stackWith(created('s/db'), well('s/api', 'db')), []],
    ['one that is paused', stackWith(container('s/db', {state: 'paused'}), ill('s/api', 'db')), ['bad db: api unwell']],
    [
      'one that starts',
      stackWith(container('s/db', {health: 'starting'}), container('s/api', {state: 'created', ...waits('db')})),
      ['warn db: api waiting'],
    ],
    [
      'a job that failed',
      stackWith(
        ended('s/migrate', 2),
        container('s/api', {state: 'created', ...waits('migrate', 'service_completed_successfully')}),
      ),
      ['bad migrate: api waiting'],
    ],
    ['not a job that is done', stackWith(ended('s/migrate', 0), ill('s/api', 'migrate')), ['bad api: ']],
    [
      'not a job that ended well and looks like a server',
      stackWith(
        ended('s/migrate', 0, {restartPolicy: 'always'}),
        container('s/api', {health: 'unhealthy', inspection: null, ...waits('migrate', 'service_completed_successfully')}),
      ),
      ['bad api: '],
    ],
    [
      'not a replica beside one that works',
      stackWith(ill('s/db'), {...well('s/db'), id: 'b', number: 2}, ill('s/api', 'db')),
      ['bad db 1: ', 'bad api: '],
    ],
    [
      'two of their own: the one that ran out of memory has a cause of its own',
      stackWith(ended('s/db', 1), ended('s/api', 137, {oomKilled: true}, needs('db')), ill('s/web', 'api')),
      ['bad api: web unwell', 'bad db: '],
    ],
    [
      'a start that the engine refused is its own',
      stackWith(
        ended('s/db', 1),
        container('s/api', {state: 'created', inspection: inspection({error: 'no space left on device'}), ...needs('db')}),
      ),
      ['bad db: ', 'bad api: '],
    ],
    [
      'a service that has no container',
      without(stackWith(well('s/api', 'redis'), unchecked('s/web', 'api')), 'redis'),
      ['bad redis?: api doubt'],
    ],
    ['which nobody needs', without(stackWith(well('s/api')), 'redis'), []],
    ['which only those need that do not run', without(stackWith(ended('s/api', 143, {}, needs('redis'))), 'redis'), []],
    ['which somebody waits for', without(stackWith(created('s/api', 'redis')), 'redis'), ['warn redis?: api waiting']],
    ['a dependency that nobody knows of but the label', stackWith(unchecked('s/api', 'nowhere')), ['warn nowhere?: api doubt']],
    [
      'a ring: the worst stands for all',
      stackWith(ill('s/a', 'c'), ill('s/b', 'a'), ill('s/c', 'b')),
      ['bad b: c unwell, a unwell'],
    ],
    ['one that nobody started', stackWith(created('s/a'), ill('s/b', 'a')), ['bad a: b unwell']],
  ])('%s', (_, stack, expected) => {
    expect(roots(stack)).toEqual(expected);
  });

  test('one that ends again and again is ill, though it runs just now', () => {
    const exits = [3, 2, 1].map(age => ({time: now - age * minute, code: 1, oomKilled: false, signals: []}));
    const stack = stackWith(unchecked('s/db'), ill('s/api', 'db'));
    expect(roots(stack)).toEqual(['bad api: ']);
    expect(roots(stack, key => (key === 's/db/1' ? {...noPast, exits} : noPast))).toEqual(['bad db: api unwell']);
    expect(roots(stack)).toEqual(['bad api: ']);
  });

  test('are worked out once for a stack that stays as it is', () => {
    const stack = stackWith(oom('s/redis'), ill('s/api', 'redis'));
    expect(chainsOf(stack, now, () => noPast)).toBe(chainsOf(stack, now + minute, () => noPast));
  });
});

describe('in a line', () => {
  const why = (stack: Stack, service: string): string | null => {
    const member = stack.members.find(one => one.container.service === service);
    const found = member ? whyMember(member, stack, now) : null;
    return found && whyInWords(found);
  };
  const auren = stackWith(
    oom('s/redis'),
    ill('s/api', 'redis'),
    unchecked('s/nginx', 'api'),
    container('s/bridge', {state: 'created', ...waits('api')}),
  );

  test.each([
    [
      'redis',
      'redis exited with 137, out of memory of the host, 5 min ago; api cannot work, bridge waits for it, nginx may not work',
    ],
    ['api', 'api ← redis exited with 137, out of memory of the host, 5 min ago; unhealthy'],
    ['nginx', 'nginx ← api ← redis exited with 137, out of memory of the host, 5 min ago; it runs all the same'],
    ['bridge', 'bridge waits for api (unhealthy); ← api ← redis exited with 137, out of memory of the host, 5 min ago'],
  ])('%s', (service, words) => {
    expect(why(auren, service)).toBe(words);
  });

  test('the stack’s names the root, not the one that looks worst', () => {
    const stack = stackWith(ended('s/db', 143), ill('s/api', 'db'));
    const found = whyStack(stack, now);
    expect(found && whyInWords(found)).toBe('db stopped 5 min ago; api cannot work');
    expect(found?.severity).toBe('bad');
  });

  test('many are counted', () => {
    const many = ['a', 'b', 'c', 'd', 'e', 'f'].map(name => ill(`s/${name}`, 'redis'));
    expect(why(stackWith(oom('s/redis'), ...many), 'redis')).toMatch(/; a, b, c and 3 more cannot work$/);
  });

  test('a service that is missing: who names it, and who needs it', () => {
    const stack = without(stackWith(well('s/api', 'redis'), unchecked('s/web', 'redis')), 'redis');
    const words = 'redis is missing: the compose file names it, and it has no container; api, web need it';
    expect(whyInWords(whyStack(stack, now) ?? {severity: 'quiet', clauses: []})).toBe(words);
    expect(why(stack, 'api')).toMatch(/^api ← redis is missing: .*; it runs all the same$/);
  });

  test('of one that is well and needs one that was stopped: that, as a warning', () => {
    const stack = stackWith(ended('s/db', 143, {finishedAt: now - 3 * minute}), well('s/api', 'db'), well('s/web', 'api'));
    expect(why(stack, 'api')).toBe('api ← db stopped 3 min ago; it runs all the same');
    expect(whyInWords(whyStack(stack, now) ?? {severity: 'quiet', clauses: []})).toBe('db stopped 3 min ago; api needs it');
    expect(stack.members.map(member => whyMember(member, stack, now)?.severity)).toEqual(['quiet', 'warn', undefined]);
  });

  test('a missing service whose image is not there either', () => {
    const stack = without(stackWith(well('s/api', 'redis')), 'redis');
    const known = {
      ...nothingFound,
      imageOf: () => 'redis:7',
      findings: new Map([['image redis:7', {kind: 'image', exists: false} as const]]),
    };
    expect(whyInWords(whyStack(stack, now, known) ?? {severity: 'quiet', clauses: []})).toBe(
      'redis is missing: the compose file names it, and it has no container; its image redis:7 is not on this engine: pull or build it; api needs it',
    );
  });

  test('a ring is named', () => {
    const stack = stackWith(ill('s/a', 'b'), ill('s/b', 'a'));
    expect(whyInWords(whyStack(stack, now) ?? {severity: 'quiet', clauses: []})).toBe(
      'b unhealthy; a cannot work; depends_on goes in a ring: b needs a needs b',
    );
  });

  test('a check whose program is not in the image is the check’s own fault, whatever else is ill', () => {
    const api = container('s/api', {
      health: 'unhealthy',
      inspection: inspection({healthTest: ['CMD', 'curl', ':80'], probes: [probe(now, 127, 'sh: curl: not found')]}),
      ...needs('redis'),
    });
    expect(why(stackWith(oom('s/redis'), api), 'api')).toMatch(
      /^api unhealthy for \d+ s; check curl :80 cannot work: curl is not in its image$/,
    );
  });
});
