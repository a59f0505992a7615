import {expect, test} from 'vitest';
import {fileCache, memoryUsed} from '../../source/model/memory.js';

const none = {totalInactiveFile: null, totalActiveFile: null, inactiveFile: null, activeFile: null};

const memoryCases: readonly (readonly [string, number, Partial<typeof none> | Record<string, number>, number])[] = [
  ['v1: the total of the cgroup and those below counts', 1000, {totalInactiveFile: 300, inactiveFile: 100}, 700],
  ['v1: no inactive cache leaves all of it', 1000, {totalInactiveFile: 0, inactiveFile: 0}, 1000],
  ['v1: a total not below usage gives way to its own', 1000, {totalInactiveFile: 1000, inactiveFile: 400}, 600],
  ['v2: inactive cache is not memory in use', 1000, {inactiveFile: 250}, 750],
  ['v2: more inactive cache than usage is not subtracted', 1000, {inactiveFile: 1000}, 1000],
  ['Podman: usage comes without the cache already', 1000, {}, 1000],
  ['an empty cgroup', 0, {inactiveFile: 0}, 0],
];

test.each(memoryCases)('memory as docker stats prints it: %s', (_, usage, stats, expected) => {
  expect(memoryUsed(usage, {...none, ...stats})).toBe(expected);
});

test('cache is inactive and active file cache, of the cgroups below too where told', () => {
  expect(fileCache({totalInactiveFile: 10, totalActiveFile: 5, inactiveFile: 3, activeFile: 2})).toBe(15);
  expect(fileCache({...none, inactiveFile: 3, activeFile: 2})).toBe(5);
  expect(fileCache(none)).toBeNull();
});
