import {describe, expect, test} from 'vitest';
import type {Composed} from '../../source/model/composed.js';
import {parseFilter, passesMissing} from '../../source/model/filter.js';
import {informed} from '../../source/model/informed.js';
import {countMissing, severityOfMissing, whyMissing, worstMissing} from '../../source/model/missing.js';
import {whyInWords} from '../../source/model/report.js';
import {rowName, rowsOf} from '../../source/model/rows.js';
import type {SortField} from '../../source/model/sort.js';
import type {Stack} from '../../source/model/stack.js';
import {totalsOf} from '../../source/model/totals.js';
import {container, ended, needs, stackWith} from './sample.js';

const composed = (services: Readonly<Record<string, readonly string[]>>, ...files: readonly string[]): Composed => ({
  files: files.length > 0 ? files : ['/srv/shop/compose.yml'],
  services: Object.entries(services).map(([name, dependencies]) => ({
    ...{name, image: null, replicas: 1, profiles: []},
    dependsOn: dependencies.map(service => ({service, condition: 'service_started' as const})),
  })),
});
const files = composed({db: [], cache: [], api: ['db'], web: ['api'], zed: []});
const withFiles = (stack: Stack, of: Composed = files): Stack => informed(stack, {profile: null, composed: of});
const naming = {composed: files, profile: undefined};

const shown = (
  stack: Stack,
  {
    field = 'order',
    inverted = false,
    all = true,
    filter = '',
  }: {field?: SortField; inverted?: boolean; all?: boolean; filter?: string} = {},
): string[] =>
  rowsOf(
    [stack],
    {sort: {field, inverted}, all, filter: parseFilter(filter), isFolded: () => false},
    {usageOf: () => undefined, totalsOf: one => totalsOf(one, () => undefined)},
  ).flatMap(row => (row.kind === 'stack' ? [] : [`${row.kind === 'missing' ? '?' : ''}${rowName(row)}${row.last ? '.' : ''}`]));

describe('services that are meant to be there', () => {
  const stack = withFiles(stackWith(container('shop/api', needs('db')), container('shop/web', needs('api'))));

  test('stand where they will be, in order of dependency', () => {
    expect(shown(stack)).toEqual(['?cache', '?db', '?zed', 'api', 'web.']);
    expect(shown(stack, {inverted: true})).toEqual(['web', 'api', '?zed', '?db', '?cache.']);
    const middle = withFiles(
      stackWith(container('shop/db'), container('shop/cache'), container('shop/zed'), container('shop/web', needs('api'))),
    );
    expect(shown(middle)).toEqual(['cache', 'db', 'zed', '?api', 'web.']);
  });

  test('by name and health among the others, by figures last', () => {
    expect(shown(stack, {field: 'name'})).toEqual(['api', '?cache', '?db', 'web', '?zed.']);
    expect(shown(stack, {field: 'health'})).toEqual(['?db', '?cache', '?zed', 'api', 'web.']);
    expect(shown(stack, {field: 'health', inverted: true})).toEqual(['api', 'web', '?cache', '?zed', '?db.']);
    expect(shown(stack, {field: 'memory'})).toEqual(['api', 'web', '?cache', '?db', '?zed.']);
  });

  test('have the key of the container to come, and are counted', () => {
    expect(stack.missing.map(({key}) => key)).toEqual(['shop/cache/1', 'shop/db/1', 'shop/zed/1']);
    expect([stack.running, stack.total]).toEqual([2, 5]);
    expect(countMissing([stack])).toEqual({all: 3, needed: 1});
  });

  test('with running ones only: those that something running needs', () => {
    expect(shown(stack, {all: false})).toEqual(['?db', 'api', 'web.']);
  });

  test.each([
    ['state=missing', ['?cache', '?db', '?zed.']],
    ['health=miss', ['?cache', '?db', '?zed.']],
    ['db', ['?db.']],
    ['shop/db', ['?db.']],
    ['service=db', ['?db.']],
    ['stack=shop state=missing !db', ['?cache', '?zed.']],
    ['image=postgres', []],
    ['!state=missing', ['api', 'web.']],
  ])('the filter %s', (filter, rows) => {
    expect(shown(stack, {filter})).toEqual(rows);
    const [first] = stack.missing;
    expect(first && passesMissing(parseFilter(filter), first, stack)).toBe(rows.some(row => row.startsWith('?cache')));
  });

  test('they are bad when something that runs needs them', () => {
    const severities = (of: Stack) => Object.fromEntries(of.missing.map(one => [one.name, severityOfMissing(one, of)]));
    expect(severities(stack)).toEqual({cache: 'warn', db: 'bad', zed: 'warn'});
    expect(worstMissing(stack)?.name).toBe('db');
    const down = withFiles(stackWith(ended('shop/api', 0, {}, needs('db'))));
    expect(severities(down)).toEqual({cache: 'warn', db: 'warn', zed: 'warn', web: 'warn'});
    expect(worstMissing(withFiles(stackWith(container('shop/db')), composed({db: []})))).toBeUndefined();
  });

  test('who names them, and who needs them', () => {
    const words = (name: string, by: Parameters<typeof whyMissing>[2] = naming, of = stack): string => {
      const missing = of.missing.find(one => one.name === name);
      return missing ? whyInWords(whyMissing(missing, of, by)) : '';
    };
    expect(words('db')).toBe('db is named by compose.yml, and has no container; api needs it');
    expect(words('zed')).toBe('zed is named by compose.yml, and has no container');
    expect(words('zed', {...naming, composed: composed({}, '/a.yml', '/b.yml')})).toBe(
      'zed is named by the compose files and has no container',
    );
    const only = withFiles(stackWith(container('shop/db')), composed({db: [], api: ['db'], web: ['api', 'db'], ui: ['api']}));
    expect(words('api', naming, only)).toBe('api is named by compose.yml, and has no container; ui, web need it');
  });

  test('nothing is missing while the files are being read', () => {
    const reading = informed(stackWith(container('shop/api')), {profile: null, composed: files, reading: true});
    expect(reading.missing).toEqual([]);
  });

  test('a stack is informed again without being counted twice, and takes back what has come', () => {
    expect(withFiles(stack)).toBe(stack);
    const less = withFiles(stack, composed({db: [], api: ['db'], web: ['api']}));
    expect([less.missing.map(({name}) => name), less.total]).toEqual([['db'], 3]);
  });
});
