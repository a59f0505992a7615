import {describe, expect, test} from 'vitest';
import {connectionBegun} from '../../../source/state/connections.js';
import {detailIn, detailScreen} from '../../../source/state/detail.js';
import type {State} from '../../../source/state/state.js';
import {push} from '../../../source/state/view-updates.js';
import {now} from '../../model/sample.js';
import {stackSceneOf, told} from '../support/stack-scene.js';
import {deskAt} from './desk.js';

const networks = (more: Partial<State> = {}) => deskAt({...stackSceneOf({tab: 'networks', detail: told}), ...more});
const menuOf = (desk: ReturnType<typeof networks>) => {
  const prompt = desk.prompt();
  if (prompt?.kind !== 'menu') throw new Error(`no menu but ${prompt?.kind}`);
  return {title: prompt.title, items: prompt.items.map(({label, hint}) => `${label} | ${hint}`)};
};

describe('the tabs of a stack', () => {
  test.each([
    [['tab'], 'networks'],
    [['shift-tab'], 'volumes'],
    [['right', 'right'], 'volumes'],
    [['3'], 'volumes'],
    [['2', '1'], 'overview'],
    [['2', 'tab', 'tab'], 'overview'],
  ])('%j leads to %s', (keys, tab) => {
    const desk = deskAt(stackSceneOf({tab: 'overview'}));
    desk.press(...keys);
    expect(detailIn(desk.store.get())?.tab).toBe(tab);
    expect(desk.asked.at(-1)).toBe(`openDetail :shop ${tab}`);
  });

  test.each(['4', '7'])('%s is none of them', key => {
    const desk = deskAt(stackSceneOf({tab: 'overview'}));
    desk.press(key);
    expect([detailIn(desk.store.get())?.tab, desk.asked]).toEqual(['overview', []]);
  });

  test.each(['d', 'i'])('%s says that a stack has none', key => {
    const desk = deskAt(stackSceneOf({tab: 'overview'}));
    desk.press(key);
    expect(desk.said()).toContain('choose one of its containers');
  });

  test.each(['enter', 'esc', 'q'])('%s closes them', key => {
    const desk = networks();
    desk.press(key);
    expect([desk.screens(), desk.asked]).toEqual([['stacks'], ['closeDetail']]);
  });
});

describe('a connection', () => {
  test('starts from the member that is chosen among the networks', () => {
    const desk = networks();
    desk.press('down', 'down');
    expect(desk.footer()).toContain('t test a connection');
    desk.press('t');
    expect(menuOf(desk)).toEqual({
      title: 'Connect from web to',
      items: ['postgres:5432 | back', 'another host | type HOST:PORT'],
    });
    desk.press('enter');
    const goal = {from: 'shop/web/1', to: {key: 'shop/postgres/1', host: 'postgres', port: 5432}};
    expect([desk.asked, desk.prompt()]).toEqual([[`connections.reach ${JSON.stringify(goal)} `], null]);
  });

  test('to one without a network in common is offered, and said to have none', () => {
    const desk = networks();
    desk.press('down', 'down', 'down', 't');
    expect(menuOf(desk)).toEqual({
      title: 'Connect from worker to',
      items: ['postgres:5432 | no network in common', 'web:8000 | no network in common', 'another host | type HOST:PORT'],
    });
  });

  test('goes to whatever is typed, once that is a host and a port', () => {
    const desk = networks();
    desk.press('down', 't', 'end', 'enter');
    desk.type('db.example');
    desk.press('enter');
    expect(desk.prompt()).toMatchObject({kind: 'line', problem: expect.stringContaining('postgres:5432')});
    desk.type(':5432');
    desk.press('enter');
    expect(desk.asked).toEqual([`connections.reach ${JSON.stringify({from: 'shop/postgres/1', to: null})} db.example:5432`]);
  });

  test('is offered first where networks are, elsewhere after shell and restart', () => {
    const offered = (tab: 'env' | 'mounts'): string[] =>
      deskAt(push(stackSceneOf({tab: 'overview'}), detailScreen('shop/web/1', tab))).footer();
    const placeOf = (keys: readonly string[], word: string): number => keys.findIndex(key => key.endsWith(word));
    expect(placeOf(offered('mounts'), 'test a connection')).toBeLessThan(placeOf(offered('mounts'), 'shell'));
    expect(placeOf(offered('env'), 'test a connection')).toBeGreaterThan(placeOf(offered('env'), 'restart'));
  });

  test('does not start from what does not run, nor without a choice', () => {
    const desk = networks();
    desk.press('t');
    expect(desk.said()).toContain('job does not run');
    const other = deskAt(stackSceneOf({tab: 'overview'}));
    other.press('t');
    expect(other.said()).toContain('open Networks (2)');
    expect(other.footer().join()).not.toContain('test a connection');
    const unknown = deskAt(stackSceneOf({tab: 'networks'}));
    unknown.press('t');
    expect(unknown.said()).toContain('nobody is on a network here');
  });

  test('starts from a container in its own detail, where its networks are', () => {
    const desk = deskAt(push(stackSceneOf({tab: 'overview'}), detailScreen('shop/web/1', 'env')));
    desk.press('t');
    expect([detailIn(desk.store.get())?.tab, desk.asked]).toEqual(['mounts', ['openDetail shop/web/1 mounts']]);
    expect(menuOf(desk).title).toBe('Connect from web to');
  });

  test('works in read-only mode: it changes nothing', () => {
    const desk = networks({readOnly: true});
    desk.press('down', 't');
    expect(menuOf(desk).title).toBe('Connect from postgres to');
  });

  test.each(['esc', 'ctrl-c'])('that is being tried is stopped by %s, which then closes', key => {
    const state = stackSceneOf({tab: 'networks', detail: told});
    const test = {id: 1, from: 'shop/web/1', way: 'web → db:1', startedAt: now, result: null};
    const desk = deskAt(connectionBegun(state, test));
    desk.press(key);
    expect([desk.asked, desk.screens()]).toEqual([['connections.stop'], ['stacks', 'detail']]);
    desk.press('q');
    expect(desk.screens()).toEqual(['stacks']);
  });
});
