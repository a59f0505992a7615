import {describe, expect, test} from 'vitest';
import type {Container} from '../../source/model/container.js';
import {
  type ConfigNow,
  configDriftsOf,
  driftSentences,
  imageDriftOf,
  isDrifted,
  isMovable,
  madeBefore,
} from '../../source/model/drift.js';
import {container, hour, minute, now} from './sample.js';

describe('the name of an image', () => {
  test.each([
    ['postgres:15', true],
    ['registry:5000/a/b', true],
    ['', false],
    ['sha256:abc', false],
    ['0123456789ab', false],
    ['postgres@sha256:0123', false],
  ])('%s may come to mean another: %s', (image, movable) => {
    expect(isMovable(image)).toBe(movable);
  });

  const made = container('s/a', {
    imageId: 'sha256:old',
    createdAt: now - 3 * hour,
    labels: {'com.docker.compose.image': 'sha256:index'},
  });
  test.each([
    ['the same', {ids: ['sha256:old'], taggedAt: null}, null],
    ['the same without its prefix, as Podman has it', {ids: ['old'], taggedAt: null}, null],
    ['known to compose by another id', {ids: ['sha256:index'], taggedAt: null}, null],
    ['another', {ids: ['sha256:new'], taggedAt: now - hour}, {kind: 'moved', since: now - hour}],
    ['another, tagged before', {ids: ['sha256:new'], taggedAt: now - 9 * hour}, {kind: 'moved', since: null}],
    ['none', null, {kind: 'gone'}],
  ])('is %s', (_, named, drift) => {
    expect(imageDriftOf(made, named)).toEqual(drift);
  });

  test('of a container whose image the engine does not tell says nothing', () => {
    expect(imageDriftOf(container('s/a', {imageId: ''}), {ids: ['sha256:new'], taggedAt: null})).toBeNull();
  });
});

describe('the configuration in the files', () => {
  const hash = (letter: string): string => letter.repeat(64);
  const made = (service: string, letter: string, more: Partial<Container> = {}): Container =>
    container(`s/${service}`, {
      createdAt: now - hour,
      labels: {'com.docker.compose.config-hash': hash(letter), 'com.docker.compose.version': '2.26.1'},
      ...more,
    });
  const current = (hashes: Readonly<Record<string, string>>, more: Partial<ConfigNow> = {}, version = '2.26.1'): ConfigNow => ({
    hashes: {version, byService: new Map(Object.entries(hashes).map(([service, letter]) => [service, hash(letter)]))},
    file: 'compose.yml',
    changedAt: now,
    inEnvFiles: new Set(),
    ...more,
  });
  const kinds = (containers: readonly Container[], config: ConfigNow): Record<string, string> =>
    Object.fromEntries(
      [...configDriftsOf(containers, config)].map(([id, drift]) => [
        id.replace(/^id-s-|-1$/g, ''),
        drift.kind === 'unknown' ? drift.reason : drift.kind,
      ]),
    );
  const both = [made('a', 'a'), made('b', 'b')];

  test('the same, and another', () => {
    expect(kinds(both, current({a: 'a', b: 'b'}))).toEqual({});
    expect(kinds(both, current({a: 'a', b: 'c'}))).toEqual({b: 'differs'});
    expect(kinds(both, current({a: 'x', b: 'y'}))).toEqual({a: 'differs', b: 'differs'});
  });

  test('only of containers made before the files were changed, by compose, and no one-off ones', () => {
    const mixed = [made('a', 'a', {createdAt: now + minute}), made('b', 'b', {oneOff: true}), container('s/c'), made('d', 'd')];
    expect(madeBefore(mixed, now).map(({service}) => service)).toEqual(['d']);
    expect(kinds(mixed, current({a: 'x', b: 'x', c: 'x', d: 'x'}))).toEqual({d: 'differs'});
  });

  test('what cannot be compared is said, and is no drift', () => {
    expect(kinds(both, current({a: 'x', b: 'c'}, {inEnvFiles: new Set(['b'])}))).toEqual({
      a: 'differs',
      b: 'compose does not tell what its environment files make of it',
    });
    expect(kinds(both, current({a: 'a'}))).toEqual({b: 'they no longer name its service'});
    expect(kinds(both, current({}, {hashes: {reason: 'compose cannot read them'}}))).toEqual({
      a: 'compose cannot read them',
      b: 'compose cannot read them',
    });
  });

  test('another version of compose, by which all differ, may only have other hashes', () => {
    expect(kinds(both, current({a: 'x', b: 'y'}, {}, '2.30.0'))).toEqual({
      a: 'compose 2.26.1 made it, and here is 2.30.0',
      b: 'compose 2.26.1 made it, and here is 2.30.0',
    });
    expect(kinds(both, current({a: 'a', b: 'y'}, {}, '2.30.0'))).toEqual({b: 'differs'});
  });

  test('Compose 1 counts environment files', () => {
    expect(
      kinds(
        [made('a', 'a', {labels: {'com.docker.compose.config-hash': hash('a'), 'com.docker.compose.version': '1.29.2'}})],
        current({a: 'x'}, {inEnvFiles: new Set(['a'])}, '1.29.2'),
      ),
    ).toEqual({a: 'differs'});
  });
});

test('a drift in sentences', () => {
  const own = container('s/a', {image: 'postgres:15'});
  const said = (drift: Parameters<typeof driftSentences>[1]): string[] => driftSentences(own, drift, now);
  expect(said({image: {kind: 'moved', since: now - 2 * hour}, config: {kind: 'differs', file: 'compose.yml'}})).toEqual([
    'runs another configuration than compose.yml has now, as seen from here',
    'postgres:15 is another image by now, tagged 2 h ago',
  ]);
  expect(said({image: {kind: 'moved', since: null}, config: null})).toEqual(['postgres:15 is another image by now']);
  const quiet = {image: {kind: 'gone'}, config: {kind: 'unknown', reason: 'compose cannot read them'}} as const;
  expect(said(quiet)).toEqual([
    'no image is called postgres:15 any more',
    'its files changed after it was made; compose cannot read them',
  ]);
  expect(isDrifted(quiet)).toBe(false);
  expect(isDrifted({image: {kind: 'moved', since: null}, config: null})).toBe(true);
  expect(isDrifted(undefined)).toBe(false);
});
