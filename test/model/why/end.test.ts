import {describe, expect, test} from 'vitest';
import type {ContainerEvent} from '../../../source/model/engine-info.js';
import {noPast, type Past, withEvent} from '../../../source/model/past.js';
import {endInWords, endOf, isOwnEnd} from '../../../source/model/why/end.js';
import {ended, MiB, minute, now, second, stackWith} from '../sample.js';

const finished = now - 5 * minute;
const event = (action: string, ago: number, more: {exitCode?: number; signal?: string} = {}): ContainerEvent => ({
  action,
  id: 'x',
  name: 'x',
  time: finished - ago,
  exitCode: more.exitCode ?? null,
  attributes: more.signal === undefined ? {} : {signal: more.signal},
});
const pastOf = (...events: readonly ContainerEvent[]): Past => events.reduce(withEvent, noPast);
const die = (exitCode: number) => event('die', 0, {exitCode});

const said = (code: number, past: Past = noPast, more: Parameters<typeof ended>[2] = {}): string | null => {
  const [member] = stackWith(ended('s/a', code, more)).members;
  const end = member ? endOf(member, past) : null;
  return end && endInWords(end, member?.container.inspection?.memoryLimit);
};

describe('how a container ended', () => {
  test.each([
    [
      'for its memory, at its limit',
      said(137, noPast, {oomKilled: true, memoryLimit: 300 * MiB}),
      '137, out of memory at its limit of 300M',
    ],
    ['for its memory, without a limit', said(137, noPast, {oomKilled: true}), '137, out of memory of the host'],
    [
      'for its memory, which only the event told',
      said(137, pastOf(event('oom', second), die(137)), {memoryLimit: 20 * MiB}),
      '137, out of memory at its limit of 20M',
    ],
    ['killed, and nobody watched', said(137), '137, killed (SIGKILL), not for its memory'],
    [
      'killed through the engine',
      said(137, pastOf(event('kill', 20, {signal: '9'}), die(137))),
      '137, killed by somebody (SIGKILL)',
    ],
    [
      'killed by its name',
      said(137, pastOf(event('kill', 20, {signal: 'SIGKILL'}), die(137))),
      '137, killed by somebody (SIGKILL)',
    ],
    [
      'stopped, and it did not listen',
      said(137, pastOf(event('kill', 10 * second, {signal: '15'}), event('kill', 20, {signal: '9'}), die(137))),
      '137, killed: it did not stop when it was told to',
    ],
    ['killed past the engine', said(137, pastOf(die(137))), '137, killed (SIGKILL) from outside of the engine'],
    [
      'the signal of another run',
      said(137, pastOf(event('kill', 10 * minute, {signal: '9'}), die(137))),
      '137, killed (SIGKILL) from outside of the engine',
    ],
    [
      'the event is of another end',
      said(137, {...noPast, exits: [{time: now, code: 137, oomKilled: true, signals: []}]}),
      '137, killed (SIGKILL), not for its memory',
    ],
    ['crashed', said(139), '139, crashed (SIGSEGV)'],
    ['aborted', said(134), '134, aborted itself (SIGABRT)'],
    ['not executable', said(126), '126, command not executable'],
    ['not found', said(127), '127, command not found'],
    ['by itself', said(3), '3'],
    ['as it was told to', said(143), null],
  ])('%s', (_, words, expected) => {
    expect(words).toBe(expected);
  });

  test('is not called a kill before it is known whether the kernel did it', () => {
    expect(endInWords({code: 137, oomKilled: null, signals: null}, undefined)).toBe('137, killed (SIGKILL)');
  });
});

test.each([
  [{code: 137, oomKilled: true, signals: null}, true],
  [{code: 137, oomKilled: false, signals: [9]}, true],
  [{code: 137, oomKilled: false, signals: null}, false],
  [{code: 127, oomKilled: false, signals: []}, true],
  [{code: 1, oomKilled: false, signals: []}, false],
])('an end that nobody else has to do with: %j', (end, own) => {
  expect(isOwnEnd(end)).toBe(own);
});
