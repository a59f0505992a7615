import {describe, expect, test} from 'vitest';
import {whatIsLeft} from '../../source/model/compose-left.js';
import type {Container, ContainerState} from '../../source/model/container.js';
import {container} from './sample.js';

const one = (name: string, id: string, state: ContainerState): Container => container(name, {name, id, state});
const web = one('shop-web-1', 'a', 'running');
const db = one('shop-db-1', 'b', 'running');

describe('what compose left', () => {
  test.each([
    ['nothing happened', [web, db], [web, db], ['Nothing was done: 2 of 2 containers run.']],
    ['there was nothing, and is nothing', [], [], ['Nothing was done: there is no container.']],
    [
      'one is up, one was not started',
      [],
      [db, one('shop-web-1', 'a', 'created')],
      [
        'Half done: 1 of 2 containers run; before there was none.',
        'shop-db-1 is new and runs',
        'shop-web-1 is new: created, not started',
      ],
    ],
    [
      'one was recreated, one is gone',
      [web, db],
      [one('shop-web-1', 'c', 'running')],
      [
        'Half done: 1 of 1 container run; before 2 of 2 containers ran.',
        'shop-db-1 is gone',
        'shop-web-1 was recreated and runs',
      ],
    ],
    [
      'one was stopped on the way down',
      [web, db],
      [one('shop-web-1', 'a', 'exited'), db],
      ['Half done: 1 of 2 containers run; before 2 of 2 containers ran.', 'shop-web-1 was stopped'],
    ],
    ['all is gone', [web], [], ['Half done: no container is left; before 1 of 1 container ran.', 'shop-web-1 is gone']],
  ])('%s', (_, before, after, lines) => {
    expect(whatIsLeft(before, after)).toEqual(lines);
  });
});
