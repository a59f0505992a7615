import {describe, expect, test} from 'vitest';
import type {Container, Inspection} from '../../source/model/container.js';
import type {ContainerEvent} from '../../source/model/engine-info.js';
import {pastLogEvents} from '../../source/state/log-events.js';
import type {State} from '../../source/state/state.js';
import {container, inspection} from '../model/sample.js';
import {logState, source} from './support-logs.js';

const at = Date.UTC(2026, 10, 21, 14);
const sources = [source('web')];

const event = (action: string, ms: number, over: Partial<ContainerEvent> = {}): ContainerEvent => ({
  ...{action, id: 'id-web', name: 'web', time: at + ms, exitCode: null, attributes: {}},
  ...over,
});

const stateWith = (state: Container['state'], told: Partial<Inspection>): State => ({
  ...logState([], {sources}),
  containers: new Map([['id-web', container('shop/web', {id: 'id-web', state, inspection: inspection(told)})]]),
});

const said = (state: State, ...events: readonly ContainerEvent[]): string[] =>
  pastLogEvents(state, sources, events).map(({time, text}) => `${time - at} ${text}`);

const ran = {startedAt: at, finishedAt: null};

describe('what happened to a container before its log was opened', () => {
  test.each<[string, Container['state'], Partial<Inspection>, readonly string[]]>([
    ['running since its first start', 'running', ran, ['0 web started']],
    ['started again', 'running', {...ran, finishedAt: at - 500}, ['-500 web ended', '0 web started']],
    ['exited', 'exited', {...ran, finishedAt: at + 9, exitCode: 0}, ['0 web started', '9 web ended (0)']],
    ['died', 'exited', {...ran, finishedAt: at + 9, exitCode: 3}, ['0 web started', '9 web died: 3']],
    [
      'killed for its memory',
      'exited',
      {...ran, finishedAt: at + 9, exitCode: 137, oomKilled: true},
      ['0 web started', '9 web died: 137, out of memory'],
    ],
    ['never started', 'created', {startedAt: null, finishedAt: null}, []],
  ])('is known from its inspection: %s', (_, state, told, words) => {
    expect(said(stateWith(state, told))).toEqual(words);
  });

  test('is told by events where the engine remembers them, and only what they miss by the inspection', () => {
    const state = stateWith('exited', {startedAt: at, finishedAt: at + 60_000, exitCode: 3});
    const died = event('die', 60_040, {exitCode: 3});
    expect(said(state, died)).toEqual(['0 web started', '60040 web died: 3']);
    expect(said(state, event('start', 90), died)).toEqual(['90 web started', '60040 web died: 3']);
    expect(said(state, event('start', 90), died, event('start', 70_000))).toEqual([
      '90 web started',
      '60040 web died: 3',
      '70000 web started',
    ]);
  });

  test('is of this container, and of no other: not of one that it replaced either, whose lines are gone', () => {
    const labels = {'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'web'};
    const words = said(
      stateWith('created', {startedAt: null, finishedAt: null}),
      event('destroy', 1, {id: 'id-before', attributes: labels}),
      event('destroy', 2, {id: 'id-other', attributes: {...labels, 'com.docker.compose.service': 'other'}}),
      event('start', 3),
      event('exec_die', 4),
    );
    expect(words).toEqual(['3 web started']);
  });
});
