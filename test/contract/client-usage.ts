import {afterAll, beforeAll, expect, test} from 'vitest';
import {stopContainer} from '../../source/engine/lifecycle.js';
import {statsOnce, statsStream} from '../../source/engine/stats.js';
import type {UsageSample} from '../../source/model/usage.js';
import {usageBetween} from '../../source/usage/formulas.js';
import {sampleFromStats} from '../../source/usage/stats-reply.js';
import {clientOf} from './client-engine.js';
import {type Clauses, eventually} from './subject.js';

export const clientUsage: Clauses = subject => {
  const client = clientOf(subject);
  let guest = '';
  beforeAll(async () => {
    guest = await subject().bring('talker', 'costly');
  });
  afterAll(() => subject().sendGuestsHome());

  test('one reading has every figure', async () => {
    const {engine, signal} = client();
    const sample = sampleFromStats(await statsOnce(engine, guest, signal));
    expect(sample).toMatchObject({
      cpuTotal: expect.any(Number),
      memory: expect.any(Number),
      cache: expect.any(Number),
      rx: expect.any(Number),
      tx: expect.any(Number),
      pids: expect.any(Number),
    });
    expect(sample?.cpuTotal).toBeGreaterThan(0);
    expect(sample?.memory).toBeGreaterThan(2 ** 20);
    expect(sample?.pids).toBeGreaterThan(0);
    expect(Math.abs((sample?.readAt ?? 0) - Date.now())).toBeLessThan(5000);
  });

  test('a stream has figures that give rates, and none after a stop', async () => {
    const {engine, signal} = client();
    const over = new AbortController();
    const samples: (UsageSample | null)[] = [];
    const streaming = statsStream(engine, guest, {signal: over.signal, onFrame: frame => samples.push(sampleFromStats(frame))});
    await eventually(() => samples.length).toBeGreaterThanOrEqual(2);
    const [first = null, second = null] = samples;
    expect(first?.readAt).toBeLessThan(second?.readAt ?? 0);
    if (!second) throw new Error('a frame of a running container has figures');
    const {cpuPercent, rxRate, memory} = usageBetween(first, second, 'stream');
    expect(cpuPercent).toBeGreaterThanOrEqual(0);
    expect(cpuPercent).toBeLessThan(1000);
    expect(rxRate).toBeGreaterThanOrEqual(0);
    expect(memory).toBeGreaterThan(0);
    await stopContainer(engine, guest, {timeoutS: 5}, signal);
    await eventually(() => samples.at(-1)).toBeNull();
    expect(sampleFromStats(await statsOnce(engine, guest, signal))).toBeNull();
    over.abort();
    await streaming;
  });
};
