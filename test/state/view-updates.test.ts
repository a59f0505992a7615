import {describe, expect, test} from 'vitest';
import {changed, listed, removed} from '../../source/state/engine-updates.js';
import {listHeight, scrolled, visibleRowsIn} from '../../source/state/layout.js';
import {drawnIn, taggedIn} from '../../source/state/selectors.js';
import type {State} from '../../source/state/state.js';
import {sampled} from '../../source/state/usage-updates.js';
import {
  fold,
  foldAll,
  move,
  noted,
  pop,
  push,
  resized,
  selectIndex,
  sortBy,
  sortNext,
  toggleFrozen,
  toggleTag,
  withFilter,
} from '../../source/state/view-updates.js';
import {container, now, usage} from '../model/sample.js';
import {listOf, selectedLabel, stateWith} from './sample.js';

const titles = ['auren/api', 'auren/kafka', 'auren/postgres', 'dimini/api', 'dimini/web'];
const containers = titles.map(title => container(title));
const start = stateWith(containers);
/** Moves the selection to a container. */
const on = (title: string, state: State = start): State => {
  const [stack, label] = title.split('/');
  const index = listOf(state).findIndex((line, at, lines) => {
    const head = lines.slice(0, at).findLast(other => /^.\S/.test(other));
    return line.slice(1).trim() === label && head?.slice(1) === stack;
  });
  return selectIndex(state, index);
};

describe('the selection', () => {
  test('begins at the top and stays within the list', () => {
    expect(selectedLabel(start)).toBe('auren');
    expect(selectedLabel(move(start, -5))).toBe('auren');
    expect(selectedLabel(move(start, 2))).toBe('kafka');
    expect(selectedLabel(move(start, 99))).toBe('web');
  });

  test('follows the container over a new order', () => {
    const told = ['id-dimini-web-1', 'id-dimini-api-1'].map(id => [id, usage({memory: id.includes('web') ? 5 : 1})] as const);
    const state = sampled(on('auren/kafka'), new Map(told), now);
    const sorted = noted(sortBy(state, 'memory'));
    expect(listOf(sorted)).toEqual([' dimini', '  web', '  api', ' auren', '  api', '> kafka', '  postgres']);
  });

  test('follows the service over a recreate: another id, the same project, service and number', () => {
    const recreated = container('auren/kafka', {id: 'another', name: 'auren-kafka-1'});
    let state = removed(on('auren/kafka'), 'id-auren-kafka-1', now);
    state = noted(state);
    expect(selectedLabel(state)).toBe('postgres');
    state = noted(changed(state, [recreated], now));
    expect(selectedLabel(state)).toBe('kafka');
  });

  test('stays at its place when its row goes', () => {
    expect(selectedLabel(noted(removed(on('auren/kafka'), 'id-auren-kafka-1', now)))).toBe('postgres');
    const last = noted(removed(on('dimini/web'), 'id-dimini-web-1', now));
    expect(selectedLabel(last)).toBe('api');
  });

  test('stays at the place it had after a new order, not before it', () => {
    const busy = sampled(on('auren/kafka'), new Map([['id-dimini-web-1', usage({memory: 5})]]), now);
    const sorted = noted(sortBy(busy, 'memory'));
    expect(selectedLabel(noted(removed(sorted, 'id-auren-kafka-1', now)))).toBe('postgres');
  });

  test('of nothing is nothing', () => {
    const empty = noted(listed(on('auren/kafka'), [], now));
    expect(listOf(empty)).toEqual([]);
    expect(selectedLabel(move(empty, 1))).toBeUndefined();
  });

  test('comes back when the containers do', () => {
    const back = noted(listed(noted(listed(on('auren/kafka'), [], now)), containers, now));
    expect(selectedLabel(back)).toBe('kafka');
  });
});

describe('a filter', () => {
  test('keeps the selected row where it finds it, else takes the first container', () => {
    const key = on('dimini/api').view.selected;
    expect(listOf(withFilter(on('dimini/api'), 'api', key))).toEqual([' auren', '  api', ' dimini', '> api']);
    expect(listOf(withFilter(on('dimini/api'), 'kafka', key))).toEqual([' auren', '> kafka']);
    expect(listOf(withFilter(on('dimini/api'), 'nothing', key))).toEqual([]);
  });

  test('gives the selected row back when letters are taken back', () => {
    const key = on('dimini/api').view.selected;
    const none = withFilter(withFilter(on('dimini/api'), 'x', key), 'xx', key);
    expect(selectedLabel(withFilter(none, '', key))).toBe('api');
    expect(withFilter(none, '', key).view.selected).toBe(key);
  });
});

describe('folding', () => {
  test('from a container folds its stack and selects it', () => {
    expect(listOf(fold(on('auren/kafka'), 'fold'))).toEqual(['>auren', ' dimini', '  api', '  web']);
  });
  test('and unfolding stay where they are', () => {
    const folded = fold(start, 'toggle');
    expect(listOf(folded)[0]).toBe('>auren');
    expect(listOf(fold(folded, 'toggle'))).toEqual(listOf(start));
    expect(listOf(fold(folded, 'unfold'))).toEqual(listOf(start));
  });
  test('all, and unfolding all, keep the stack selected', () => {
    const folded = foldAll(on('dimini/web'), true);
    expect(listOf(folded)).toEqual([' auren', '>dimini']);
    expect(selectedLabel(foldAll(folded, false))).toBe('dimini');
  });
  test('of an empty list does nothing', () => {
    const empty = stateWith([]);
    expect([fold(empty, 'toggle'), listOf(foldAll(empty, true))]).toEqual([empty, []]);
  });
});

describe('sorting', () => {
  test('by the same field again turns the order round, by another begins anew', () => {
    expect(sortBy(start, 'cpu').view.sort).toEqual({field: 'cpu', inverted: false});
    expect(sortBy(sortBy(start, 'cpu'), 'cpu').view.sort).toEqual({field: 'cpu', inverted: true});
    expect(sortBy(sortBy(sortBy(start, 'cpu'), 'cpu'), 'name').view.sort).toEqual({field: 'name', inverted: false});
  });
  test('goes round the columns both ways', () => {
    expect(sortNext(start, -1).view.sort.field).toBe('uptime');
    expect(sortNext(sortNext(start, -1), 1).view.sort.field).toBe('order');
  });
});

describe('tags', () => {
  test('of a stack are those of its containers', () => {
    const tagged = toggleTag(start);
    expect(taggedIn(tagged).map(({member}) => member.label)).toEqual(['api', 'kafka', 'postgres']);
    expect(taggedIn(toggleTag(tagged))).toEqual([]);
    expect(taggedIn(toggleTag(toggleTag(on('auren/kafka')))).length).toBe(0);
  });
  test('of containers that are no more do not count', () => {
    expect(taggedIn(removed(toggleTag(on('auren/kafka')), 'id-auren-kafka-1', now))).toEqual([]);
  });
  test('are told in order of dependency, whatever order they were made in', () => {
    const tagged = toggleTag(on('auren/api', toggleTag(on('dimini/web'))));
    expect(taggedIn(tagged).map(({member}) => member.key)).toEqual(['auren/api/1', 'dimini/web/1']);
  });
});

describe('a frozen list', () => {
  const frozen = toggleFrozen(on('auren/kafka'));
  const later = noted(removed(changed(frozen, [container('auren/aaa')], now), 'id-dimini-web-1', now));

  test('shows what it showed, and keys hit what is seen', () => {
    expect(listOf(later)).toEqual(listOf(on('auren/kafka')));
    expect(selectedLabel(move(later, 1))).toBe('postgres');
    expect(drawnIn(later).stacks).toBe(on('auren/kafka').stacks);
  });
  test('still tells when the engine is lost', () => {
    expect(drawnIn({...later, connection: {kind: 'connecting', since: 0}}).connection.kind).toBe('connecting');
  });
  test('goes on with what came meanwhile', () => {
    expect(listOf(toggleFrozen(later))).toEqual([' auren', '  aaa', '  api', '> kafka', '  postgres', ' dimini', '  api']);
  });
});

describe('scrolling', () => {
  test.each([
    ['above: up to it', 10, 5, 8, 100, 5],
    ['below: no further than needed', 0, 8, 8, 100, 1],
    ['in sight: not at all', 3, 5, 8, 100, 3],
    ['never past the end', 95, 99, 8, 100, 92],
    ['a short list from its top', 5, 1, 8, 3, 0],
    ['an empty list', 5, 0, 8, 0, 0],
  ])('%s', (_, top, at, height, length, expected) => {
    expect(scrolled(top, at, height, length)).toBe(expected);
  });

  const many = resized(stateWith(Array.from({length: 100}, (_, index) => container(`s/svc${index}`))), 80, 24);
  test('keeps the selected row in sight, wherever it goes', () => {
    for (const by of [1, 20, 50, 100, -1, -40, -100]) {
      const state = move(many, by);
      const {top, rows} = visibleRowsIn(state);
      expect(rows).toHaveLength(listHeight(state));
      expect(rows.map(row => row.key)).toContain(state.view.selected);
      expect(top).toBe(state.view.top);
    }
  });
  test('follows the selection over a new order', () => {
    const state = sortBy(sortBy(selectIndex(many, 3), 'name'), 'name');
    expect(visibleRowsIn(state).rows.map(row => row.key)).toContain(state.view.selected);
  });
  test('fits a terminal that has become small', () => {
    const {rows} = visibleRowsIn(resized(selectIndex(many, 90), 80, 8));
    expect(rows).toHaveLength(2);
    expect(rows.map(row => row.key)).toContain(selectIndex(many, 90).view.selected);
  });
});

test('screens close one by one, the list stays', () => {
  const state = push(push(start, {kind: 'help', scroll: 0}), {kind: 'logs', key: 'x'});
  expect(pop(state).view.screens.at(-1)?.kind).toBe('help');
  expect(pop(pop(pop(state))).view.screens).toEqual([{kind: 'stacks'}]);
});
