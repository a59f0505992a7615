import {afterAll, beforeAll, expect, test} from 'vitest';
import {list, record, text as textOf} from '../../source/engine/read.js';
import {json, never, number, text, time} from './forms.js';
import {type Clauses, eventually, refusal} from './subject.js';

const noUsage = {total_usage: 0, usage_in_kernelmode: 0, usage_in_usermode: 0};

export const stats: Clauses = subject => {
  let guest = '';
  let cgroup = '';
  beforeAll(async () => {
    guest = await subject().bring('talker', 'measured');
    cgroup = textOf(record(await subject().read('/info')).CgroupVersion);
  });
  afterAll(() => subject().sendGuestsHome());

  const read = (query: string) => subject().read(`/containers/${guest}/stats?${query}`);
  const framesOf = (body: string) =>
    body
      .split('\n')
      .slice(0, -1)
      .map(line => record(JSON.parse(line)));

  /** Of a container that runs, without what was before. */
  const running = () => ({
    read: time,
    name: expect.stringMatching(/^\/.*measured/),
    id: guest,
    pids_stats: {current: number},
    num_procs: 0,
    cpu_stats: {
      cpu_usage: {total_usage: number, usage_in_kernelmode: number, usage_in_usermode: number},
      system_cpu_usage: number,
      online_cpus: number,
      throttling_data: {periods: number, throttled_periods: number, throttled_time: number},
    },
    memory_stats: {
      usage: number,
      limit: number,
      stats:
        cgroup === '1' ? {total_inactive_file: number, total_active_file: number} : {inactive_file: number, active_file: number},
    },
    networks: {
      eth0: {
        ...{rx_bytes: number, rx_packets: number, rx_errors: 0, rx_dropped: number},
        ...{tx_bytes: number, tx_packets: number, tx_errors: 0, tx_dropped: number},
      },
    },
  });

  test('one reading leaves what was before empty', async () => {
    const reading = record(await read('stream=false&one-shot=true'));
    const {name, id, ...figures} = running();
    // Later engines do not say whose it is.
    const whose = subject().minor < 42 ? {name, id} : {};
    expect(reading).toMatchObject({...figures, ...whose, preread: never, precpu_stats: {cpu_usage: {total_usage: 0}}});
    if (subject().minor === 45) expect(reading).not.toHaveProperty('id');
    expect(reading.precpu_stats).not.toHaveProperty('system_cpu_usage');
  });

  test('the figures say which version of cgroups they come from', async () => {
    const reading = record(await read('stream=0&one-shot=1'));
    const {stats: memory} = record(reading.memory_stats);
    expect('total_inactive_file' in record(memory)).toBe(cgroup === '1');
    expect('percpu_usage' in record(record(reading.cpu_stats).cpu_usage)).toBe(cgroup === '1');
    const words = list(record(reading.blkio_stats).io_service_bytes_recursive).map(entry => textOf(record(entry).op));
    for (const word of words) expect(word).toMatch(cgroup === '1' ? /^[A-Z]/ : /^[a-z]/);
  });

  test('two readings, a second apart, are one answer', async () => {
    const reading = record(await read('stream=false'));
    expect(reading).toMatchObject({...running(), preread: time, precpu_stats: {system_cpu_usage: number}});
    const apart = Date.parse(textOf(reading.read)) - Date.parse(textOf(reading.preread));
    expect(apart).toBeGreaterThan(500);
    expect(apart).toBeLessThan(3000);
  });

  test('a stream has a frame a second, each with the one before in it, and goes on without figures after a stop', async () => {
    const {follow, ask} = subject();
    const stream = await follow(`/containers/${guest}/stats`);
    await eventually(() => framesOf(stream.text()).length).toBeGreaterThanOrEqual(2);
    const [first, second] = framesOf(stream.text());
    expect(first).toMatchObject({...running(), preread: never, precpu_stats: {cpu_usage: {total_usage: 0}}});
    expect(second).toMatchObject({...running(), preread: first?.read, precpu_stats: first?.cpu_stats});
    const apart = Date.parse(textOf(second?.read)) - Date.parse(textOf(first?.read));
    expect(apart).toBeLessThan(3000);
    await ask('POST', `/containers/${guest}/stop?t=5`);
    await eventually(() => framesOf(stream.text()).filter(frame => frame.read === never).length).toBeGreaterThanOrEqual(2);
    expect(stream.ended()).toBe(false);
    await ask('POST', `/containers/${guest}/start`);
    await eventually(() => framesOf(stream.text()).at(-1)?.read).toEqual(time);
    await subject().sendGuestsHome();
    await eventually(() => stream.ended()).toBe(true);
    guest = await subject().bring('talker', 'measured');
  });

  test.each(['stream=false', 'stream=false&one-shot=true'])(
    'one that is stopped is answered at once, without figures (%s)',
    async query => {
      await subject().ask('POST', `/containers/${guest}/stop?t=5`);
      expect(await read(query)).toMatchObject({
        read: never,
        preread: never,
        pids_stats: {},
        cpu_stats: {cpu_usage: noUsage},
        precpu_stats: {cpu_usage: noUsage},
        memory_stats: {},
        blkio_stats: {io_service_bytes_recursive: null},
        name: text,
        id: guest,
      });
      expect(await read(query)).not.toHaveProperty('networks');
    },
  );

  test('a stream of single readings is refused before API 1.52', async () => {
    if (subject().minor >= 52) return;
    expect(refusal(await subject().ask('GET', `/containers/${guest}/stats?stream=true&one-shot=true`))).toEqual({
      status: 400,
      type: json,
      message: 'cannot have stream=true and one-shot=true',
    });
  });
};
