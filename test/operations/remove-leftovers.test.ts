import {expect, test} from 'vitest';
import {removeLeftovers} from '../../source/operations/remove-leftovers.js';
import {reply} from '../engine-room/support/fake-engine.js';
import {scriptedEngine} from './scripted.js';

const on = scriptedEngine();
/** The engine's clock is three hours behind ours. */
const engineNow = Math.floor(Date.now() / 1000) - 3 * 3600;

const listed = (...ages: readonly number[]): void =>
  on.fake.route('GET', /^\/containers\/json$/, ({query}, response) => {
    expect(query.get('filters')).toBe('{"label":["stacktop.throw-away=yes"]}');
    response.setHeader('Date', new Date(engineNow * 1000).toUTCString());
    reply(
      response,
      200,
      ages.map((age, index) => ({Id: `old-${index}`, Created: engineNow - age, Labels: {'stacktop.throw-away': 'yes'}})),
    );
  });

test('throw-away containers older than an hour are removed, with what they hold; younger ones may be in use', async () => {
  listed(3500, 3700, 90_000);
  on.fake.route('DELETE', /./, (_, response) => void response.writeHead(204).end());
  expect(await removeLeftovers(on.engine, on.signal)).toBe(2);
  expect(on.asked()).toEqual(['DELETE old-1 force=true&v=true', 'DELETE old-2 force=true&v=true']);
});

test('what cannot be removed stays, without a word', async () => {
  listed(3700);
  on.fake.route('DELETE', /./, (_, response) => reply(response, 500, {message: 'busy'}));
  expect(await removeLeftovers(on.engine, on.signal)).toBe(0);
});
