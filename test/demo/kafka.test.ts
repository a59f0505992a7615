import {connect} from 'node:net';
import {afterAll, beforeAll, describe, expect, test, vi} from 'vitest';
import type {DemoEngine} from '../../source/demo/options.js';
import {startDemoEngine} from '../../source/demo/start.js';
import {connect as connectEngine, type Engine} from '../../source/engine/client.js';
import {parseEndpoint} from '../../source/engine/endpoint.js';
import {runExec} from '../../source/engine/run-exec.js';
import {type Kafka, openKafka} from '../../source/services/kafka-client/open.js';
import {kafkaContract} from '../contract/kafka.js';

const {signal} = new AbortController();

const routeTo = (engine: DemoEngine) => {
  const [host = ''] = [...engine.world.find('auren/kafka').addresses.values()];
  return {addresses: [{host, port: 9092}], problem: null, resolve: () => []};
};
/** Its door opens a moment after the engine. */
const opened = (engine: DemoEngine): Promise<Kafka> => vi.waitFor(() => openKafka(routeTo(engine), signal), {timeout: 10_000});

// Only Linux has the whole of 127.0.0.0/8; elsewhere the demo's broker is not to be had over TCP.
describe.runIf(process.platform === 'linux')('the broker of the demo', () => {
  kafkaContract(async () => {
    const engine = await startDemoEngine();
    (await opened(engine)).close();
    return {
      open: () => openKafka(routeTo(engine), signal),
      topic: 'biometric-events',
      arrive: async () => {}, // they come by themselves
      behind: 'biometric-bridge',
      upToDate: 'auren-api',
      close: () => engine.close(),
    };
  });

  describe('beside the tools in its container', () => {
    let engine: DemoEngine;
    let client: Engine;
    let kafka: Kafka;
    beforeAll(async () => {
      engine = await startDemoEngine();
      client = await connectEngine(parseEndpoint(engine.host, 'test', null), {signal, env: {}});
      kafka = await opened(engine);
    });
    afterAll(async () => {
      kafka.close();
      client.close();
      await engine.close();
    });
    const tool = async (...cmd: readonly string[]) => (await runExec(client, 'auren-kafka', {cmd, signal})).stdout;

    test('tells the same topics, those made and deleted too; one of the profile was never made', async () => {
      const overTcp = async () => (await kafka.overview(signal)).topics.map(({name}) => name).join('\n');
      expect(await tool('kafka-topics', '--list')).toBe(`${await overTcp()}\n`);
      expect(await overTcp()).not.toContain('agent-communications');
      await kafka.create({name: 'made-over-tcp', partitions: 2, replication: 1}, {validateOnly: false}, signal);
      await tool('kafka-topics', '--delete', '--topic', 'system-events');
      expect(await tool('kafka-topics', '--list')).toBe(`${await overTcp()}\n`);
      expect(await overTcp()).toContain('made-over-tcp');
      expect(await overTcp()).not.toContain('system-events');
    }, 20_000);

    test('tells the same messages', async () => {
      const said = await tool('kafka-console-consumer', '--topic', 'biometric-events', '--from-beginning', '--max-messages', '1');
      const [, at = ''] = /"at":"([^"]+)"/.exec(said) ?? [];
      const found: string[] = [];
      for await (const items of kafka.tail('biometric-events', {from: {at: 'last', count: 200}}, signal)) {
        found.push(...items.flatMap(item => (item.kind === 'message' && item.value ? item.value.text : [])));
        break;
      }
      expect(found.find(value => value.includes(at))).toBe(said.trim());
    }, 20_000);

    test('keeps what is written to a topic that somebody made, and tells it to who waits for it', async () => {
      await tool('kafka-topics', '--create', '--topic', 'notes');
      const waiting = (async () => {
        for await (const items of kafka.tail('notes', {from: {at: 'now'}}, signal)) return items;
      })();
      // Written again until it is heard: nobody knows when the reader has begun.
      const heard = await vi.waitUntil(
        async () => {
          const cmd = ['kafka-console-producer', '--topic', 'notes'];
          await runExec(client, 'auren-kafka', {cmd, signal, stdin: 'first\nsecond\n'});
          return Promise.race([waiting, new Promise<null>(resolve => setImmediate(resolve, null))]);
        },
        {timeout: 15_000},
      );
      expect(heard?.[0]).toMatchObject({kind: 'message', key: null, value: {text: expect.stringMatching(/^(first|second)$/)}});
      const said = await tool('kafka-console-consumer', '--topic', 'notes', '--from-beginning', '--max-messages', '2');
      expect(said.split('\n')).toEqual(expect.arrayContaining(['first', 'second']));
    }, 20_000);

    test('takes no harm from another protocol', async () => {
      const [address] = routeTo(engine).addresses;
      for (const bytes of [
        Buffer.from('GET / HTTP/1.1\r\n\r\n'),
        Buffer.alloc(64),
        Buffer.from([0, 0, 0, 10, 0, 3, 0, 9, 0, 0, 0, 1, 255, 255]),
      ]) {
        await new Promise<void>(resolve => {
          const socket = connect(address?.port ?? 0, address?.host ?? '', () => socket.write(bytes));
          socket.on('error', () => {}).on('close', () => resolve());
        });
      }
      expect((await kafka.overview(signal)).brokers).toHaveLength(1);
    });

    test('answers when it was paused, and nobody when it is stopped', async () => {
      const container = engine.world.find('auren/kafka');
      engine.world.pause('auren/kafka');
      const late = kafka.overview(signal);
      engine.world.unpause('auren/kafka');
      expect((await late).brokers).toHaveLength(1);
      await engine.world.stop('auren/kafka');
      expect(container.status).toBe('exited');
      await expect(kafka.overview(signal)).rejects.toThrow(/connection broken$/);
    }, 20_000);
  });
});
