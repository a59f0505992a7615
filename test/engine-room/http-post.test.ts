import {afterEach, expect, it} from 'vitest';
import {httpPost} from '../../source/engine/http-post.js';
import {type FakeAgent, startFakeAgent} from '../support/fake-agent.js';

const {signal} = new AbortController();
let agent: FakeAgent | null = null;
afterEach(() => agent?.close());

it('sends a value as JSON, and gives status and body whatever they are', async () => {
  agent = await startFakeAgent();
  const url = `${agent.base}/api/requests/http`;
  expect(await httpPost(url, {id: 'größe'}, signal)).toEqual({status: 204, body: ''});
  agent.replay = {status: 404, body: 'gone'};
  expect(await httpPost(url, {id: 'x'}, signal)).toEqual({status: 404, body: 'gone'});
  expect(agent.posted).toEqual(['{"id":"größe"}', '{"id":"x"}']);
});

it('a reply that is too long is none', async () => {
  agent = await startFakeAgent();
  agent.replay = {status: 200, body: 'x'.repeat(2 ** 16 + 1)};
  expect(await httpPost(`${agent.base}/api/requests/http`, {}, signal)).toBeNull();
});

it('nobody there is no answer', async () => {
  const gone = await startFakeAgent();
  await gone.close();
  expect(await httpPost(gone.base, {}, signal)).toBeNull();
});
