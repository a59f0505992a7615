import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import type {DemoEngine} from '../../source/demo/options.js';
import {startDemoEngine} from '../../source/demo/start.js';

let engine: DemoEngine;
beforeEach(async () => {
  engine = await startDemoEngine();
});
afterEach(() => engine.close());

const addressOf = (reference: string) => [...engine.world.find(reference).addresses.values()][0] ?? '';

const get = (reference: string, port: number, path: string) =>
  fetch(`http://${addressOf(reference)}:${port}${path}`, {headers: {Connection: 'close'}});

// Only Linux has the whole of 127.0.0.0/8; elsewhere these doors stay shut and the tools inside the containers are left.
describe.runIf(process.platform === 'linux')('services of the demo', () => {
  it('answer on addresses that are never another machine, and say that they are the demo', async () => {
    expect(addressOf('auren/auren-api')).toMatch(/^127\./);
    const answer = await vi.waitFor(() => get('agent-tracer/query_api', 8001, '/health'), {timeout: 30_000});
    expect(answer.headers.get('stacktop-demo')).toBe('1');
    expect(await answer.json()).toEqual({status: 'healthy', service: 'query_api', version: '1.4.2'});
    const page = await get('surgical-care-companion/pgadmin', 5050, '/');
    expect(await page.text()).toContain('Nothing here is real');
  });

  it('tell the same public URL by the tunnel’s API and in its log, and another one after a restart', async () => {
    const urlOf = async () => JSON.parse(await (await get('tka_ngrok', 4040, '/api/tunnels')).text()).tunnels[0].public_url;
    const before = await vi.waitFor(urlOf, {timeout: 30_000});
    await engine.world.restart('tka_ngrok');
    const after = await vi.waitFor(urlOf, {timeout: 8000, interval: 200});
    expect(before).toMatch(/^https:\/\/.*\.ngrok-free\.app$/);
    expect(after).not.toBe(before);
  }, 15_000);

  it('keep the last requests of a tunnel, newest first, and make one come again', async () => {
    const requests = async () => JSON.parse(await (await get('tka_ngrok', 4040, '/api/requests/http?limit=5')).text()).requests;
    const before = await vi.waitFor(requests, {timeout: 30_000});
    expect(before).toHaveLength(5);
    const times = before.map(({start}: {start: string}) => Date.parse(start));
    expect(times).toEqual(times.toSorted((a: number, b: number) => b - a));
    const [, one] = before;
    const again = (id: string) =>
      fetch(`http://${addressOf('tka_ngrok')}:4040/api/requests/http`, {
        method: 'POST',
        headers: {'Content-Type': 'application/json', Connection: 'close'},
        body: JSON.stringify({id, tunnel_name: 'command_line'}),
      });
    expect((await again(one.id)).status).toBe(204);
    const [newest] = await requests();
    expect(newest.request.uri).toBe(one.request.uri);
    expect(newest.id).not.toBe(one.id);
    const unknown = await again('airt_nowhere');
    expect([unknown.status, JSON.parse(await unknown.text()).msg]).toEqual([404, 'request not found']);
  });

  it('answer 503 when they are unwell, and nothing when they are stopped', async () => {
    await vi.waitFor(() => get('agent-tracer/ingest_api', 8000, '/health'), {timeout: 30_000});
    engine.world.breakHealth('agent-tracer/ingest_api', {output: 'Database connection failed: timeout'});
    const answer = await get('agent-tracer/ingest_api', 8000, '/health');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({detail: 'Database connection failed: timeout'});
    await engine.world.stop('agent-tracer/ingest_api');
    await expect(get('agent-tracer/ingest_api', 8000, '/health')).rejects.toThrow();
  });
});
