import {describe, expect, test} from 'vitest';
import type {Container} from '../../source/model/container.js';
import {isUp, rankOf, type Status, severityOf, statusOf, unhealthySince} from '../../source/model/status.js';
import {container, ended, hour, inspection, minute, now, probe, second} from './sample.js';

const finished = now - 5 * minute;

describe('what a state amounts to', () => {
  test.each<readonly [string, Container, Status]>([
    ['runs, has no check', container('a'), {kind: 'running'}],
    ['healthy', container('a', {health: 'healthy'}), {kind: 'healthy'}],
    ['starting', container('a', {health: 'starting'}), {kind: 'starting', since: now - hour}],
    ['starting, not inspected', container('a', {health: 'starting', inspection: null}), {kind: 'starting', since: null}],
    ['unhealthy, not inspected', container('a', {health: 'unhealthy', inspection: null}), {kind: 'unhealthy', since: null}],
    ['paused', container('a', {state: 'paused', health: 'healthy'}), {kind: 'paused'}],
    ['dead', container('a', {state: 'dead'}), {kind: 'dead'}],
    ['removing', container('a', {state: 'removing'}), {kind: 'removing'}],
    ['a state from the future', container('a', {state: 'unknown'}), {kind: 'unknown'}],
    ['created', container('a', {state: 'created'}), {kind: 'created', error: ''}],
    [
      'could not start',
      container('a', {state: 'created', inspection: inspection({error: 'port is taken'})}),
      {kind: 'created', error: 'port is taken'},
    ],
    [
      'restarts',
      container('a', {state: 'restarting', inspection: inspection({exitCode: 1})}),
      {kind: 'restarting', exitCode: 1, oomKilled: false},
    ],
    [
      'restarts, only listed',
      container('a', {state: 'restarting', inspection: null, statusExitCode: 137}),
      {kind: 'restarting', exitCode: 137, oomKilled: false},
    ],
    [
      'a one-off run that exited 0 is done',
      ended('a', 0, {exposedPorts: ['80/tcp'], healthTest: ['CMD', 'x']}, {oneOff: true}),
      {kind: 'done'},
    ],
    ['a container without port that exited 0 is done', ended('a', 0), {kind: 'done'}],
    [
      'a job in a server image is done when it was over soon',
      ended('a', 0, {exposedPorts: ['5432/tcp'], startedAt: finished - 20 * second}),
      {kind: 'done'},
    ],
    [
      'a job in a server image is done also when it ended before the engine noted that it started',
      ended('a', 0, {exposedPorts: ['5432/tcp'], startedAt: finished + 3}),
      {kind: 'done'},
    ],
    [
      'a server that exited 0 after long was stopped',
      ended('a', 0, {exposedPorts: ['5432/tcp'], startedAt: finished - hour}),
      {kind: 'stopped', since: finished},
    ],
    ['one that is restarted always was stopped', ended('a', 0, {restartPolicy: 'always'}), {kind: 'stopped', since: finished}],
    ['one with a check was stopped', ended('a', 0, {healthTest: ['CMD', 'true']}), {kind: 'stopped', since: finished}],
    [
      'only listed, exited 0: stopped or done, an inspection will tell',
      container('a', {state: 'exited', inspection: null, statusExitCode: 0}),
      {kind: 'ended'},
    ],
    ['only listed, nobody knows how it ended', container('a', {state: 'exited', inspection: null}), {kind: 'ended'}],
    [
      'only listed, a one-off run',
      container('a', {state: 'exited', inspection: null, statusExitCode: 0, oneOff: true}),
      {kind: 'done'},
    ],
    [
      'only listed, failed',
      container('a', {state: 'exited', inspection: null, statusExitCode: 1}),
      {kind: 'failed', exitCode: 1, oomKilled: false, since: null},
    ],
    ['ended by SIGTERM', ended('a', 143), {kind: 'stopped', since: finished}],
    ['ended by ^C', ended('a', 130), {kind: 'stopped', since: finished}],
    ['failed', ended('a', 1), {kind: 'failed', exitCode: 1, oomKilled: false, since: finished}],
    ['killed', ended('a', 137), {kind: 'failed', exitCode: 137, oomKilled: false, since: finished}],
    ['out of memory', ended('a', 137, {oomKilled: true}), {kind: 'failed', exitCode: 137, oomKilled: true, since: finished}],
    [
      'out of memory, though the code is 0',
      ended('a', 0, {oomKilled: true, restartPolicy: 'always'}),
      {kind: 'failed', exitCode: 0, oomKilled: true, since: finished},
    ],
    [
      'exited, nobody knows how',
      container('a', {state: 'exited', inspection: inspection()}),
      {kind: 'failed', exitCode: null, oomKilled: false, since: null},
    ],
  ])('%s', (_, given, expected) => {
    expect(statusOf(given)).toEqual(expected);
  });
});

describe('since when a check fails', () => {
  const since = (exits: readonly number[], more = {}): number | null =>
    unhealthySince(
      container('a', {
        health: 'unhealthy',
        inspection: inspection({
          probes: exits.map((exit, index) => probe(now - (exits.length - index) * 10 * second, exit)),
          healthInterval: 10,
          ...more,
        }),
      }),
    );

  test('is the first failure after the last success', () => {
    expect(since([0, 0, 1, 1, 1], {failingStreak: 3})).toBe(now - 30 * second);
  });
  test('is reckoned back from the streak when all that the engine keeps have failed', () => {
    expect(since([1, 1, 1, 1, 1], {failingStreak: 61})).toBe(now - 10 * second - 600 * second);
  });
  test('is never before the start', () => {
    expect(since([1, 1, 1, 1, 1], {failingStreak: 6000, startedAt: now - minute})).toBe(now - minute);
  });
  test('takes 30 s for the interval when none is set', () => {
    expect(since([1], {failingStreak: 3, healthInterval: null})).toBe(now - 10 * second - 60 * second);
  });
  test('is unknown without probes', () => {
    expect(since([])).toBeNull();
  });
});

test('trouble is ranked: what fails before what starts before what runs', () => {
  const kinds: readonly Status[] = [
    {kind: 'unhealthy', since: null},
    {kind: 'restarting', exitCode: 1, oomKilled: false},
    {kind: 'failed', exitCode: 1, oomKilled: false, since: null},
    {kind: 'dead'},
    {kind: 'starting', since: null},
    {kind: 'paused'},
    {kind: 'removing'},
    {kind: 'created', error: ''},
    {kind: 'stopped', since: null},
    {kind: 'unknown'},
    {kind: 'running'},
    {kind: 'healthy'},
    {kind: 'done'},
  ];
  expect([...kinds].reverse().sort((a, b) => rankOf(a) - rankOf(b))).toEqual(kinds);
  expect(kinds.map(severityOf).join(' ')).toBe('bad bad bad bad warn warn warn quiet quiet quiet quiet good quiet');
  expect(severityOf({kind: 'created', error: 'no such image'})).toBe('bad');
  expect(rankOf({kind: 'created', error: 'no such image'})).toBeLessThan(rankOf({kind: 'starting', since: null}));
});

test('up are those whose processes run, are frozen or come back', () => {
  const states = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead', 'unknown'] as const;
  expect(states.filter(state => isUp(container('a', {state})))).toEqual(['running', 'paused', 'restarting']);
});
