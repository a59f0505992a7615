import {expect, test} from 'vitest';
import {type RemarkFacts, remarkOn} from '../../source/model/remark.js';
import {whyInWords} from '../../source/model/report.js';
import {container, ended, hour, inspection, MiB, minute, now, stackWith} from './sample.js';

const limited = container('s/a', {image: 'a:1', inspection: inspection({memoryLimit: 600 * MiB})});
const nothing: RemarkFacts = {used: null, usual: null, trend: null, drift: null, composed: null, now};
const composed = (replicas: number) => ({
  files: ['/compose.yml'],
  services: [{name: 'a', image: null, dependsOn: [], replicas, profiles: []}],
});
const trend = (ms: number) => ({fullAt: now + ms, slope: (8.4 * MiB) / 60});
const moved = {image: {kind: 'moved', since: now - 2 * hour}, config: null} as const;

const remark = (facts: Partial<RemarkFacts>, of = limited): string | null => {
  const stack = stackWith(of);
  const [member] = stack.members;
  const why = member ? remarkOn(member, stack, {...nothing, ...facts}) : null;
  return why && `${why.severity}: ${whyInWords(why)}`;
};

test.each<[string, Partial<RemarkFacts>, string | null]>([
  ['nothing', {used: 300 * MiB, usual: 300 * MiB, composed: composed(1)}, null],
  [
    'memory soon full',
    {used: 503 * MiB, trend: trend(11 * minute)},
    'warn: a: memory full in about 10 min; 503M of 600M, 8.4M more a minute',
  ],
  ['memory full some time', {trend: trend(3 * hour)}, 'quiet: a: memory full in about 3 h'],
  ['more than usual', {used: 400 * MiB, usual: 200 * MiB}, 'warn: a holds 400M, usually 200M'],
  ['too few replicas', {composed: composed(3)}, 'quiet: a: 1 of 3 replicas'],
  ['another image', {drift: moved}, 'quiet: a: a:1 is another image by now, tagged 2 h ago; C up recreates it'],
  ['an image without a name is a fact for the detail', {drift: {image: {kind: 'gone'}, config: null}}, null],
  [
    'several, the most urgent first',
    {trend: trend(2 * hour), composed: composed(2), drift: {image: null, config: {kind: 'differs', file: 'compose.yml'}}},
    'quiet: a: memory full in about 2 h; 1 of 2 replicas; runs another configuration than compose.yml has now, as seen from here; C up recreates it',
  ],
])('of %s', (_, facts, said) => {
  expect(remark(facts)).toBe(said);
});

test('memory of one that does not run is none', () => {
  expect(remark({used: 500 * MiB, usual: 100 * MiB, trend: trend(minute)}, ended('s/a', 0))).toBeNull();
});
