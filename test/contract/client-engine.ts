import {afterAll, beforeAll} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import {resolveEndpoints} from '../../source/engine/endpoint.js';
import type {Subject} from './subject.js';

export interface Client {
  readonly engine: Engine;
  readonly signal: AbortSignal;
}

/** For the clauses of a group: stacktop's own client, connected to the subject; ended after them. */
export const clientOf = (subject: () => Subject): (() => Client) => {
  const over = new AbortController();
  let client: Client | null = null;
  beforeAll(async () => {
    const [endpoint] = await resolveEndpoints({host: subject().host, env: {}, home: '/'});
    if (!endpoint) throw new Error(`${subject().host} is no endpoint`);
    client = {engine: await connect(endpoint, {signal: over.signal, env: {}}), signal: over.signal};
  });
  afterAll(() => {
    over.abort();
    client?.engine.close();
  });
  return () => {
    if (!client) throw new Error('the client is there when a clause runs, not before');
    return client;
  };
};
