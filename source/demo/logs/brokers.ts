import {between, chance, pick} from '../random.js';
import {dateTimeMs, err, out, type Voice} from './voice.js';

const log4j = (time: number) => dateTimeMs(time).replace('.', ',');
const topics = ['biometric-events', 'neuros-mode-switches', 'agent-communications', 'system-events'] as const;

/** Kafka through log4j: `[2026-01-05 12:00:00,123] INFO … (kafka.server.…)`. */
export const kafkaVoice: Voice = {
  opening: (_, time) => [
    out('===> User'),
    out('uid=1000(appuser) gid=1000(appuser) groups=1000(appuser)'),
    out('===> Configuring ...'),
    out('===> Running preflight checks ...'),
    out('===> Check if Zookeeper is healthy ...'),
    out('===> Launching kafka ...'),
    out(`[${log4j(time)}] INFO starting (kafka.server.KafkaServer)`),
    out(`[${log4j(time)}] INFO Connecting to zookeeper on zookeeper:2181 (kafka.server.KafkaServer)`),
    out(`[${log4j(time)}] INFO Awaiting socket connections on 0.0.0.0:9092. (kafka.network.DataPlaneAcceptor)`),
    out(`[${log4j(time)}] INFO [KafkaServer id=1] started (kafka.server.KafkaServer)`),
  ],
  closing: (_, time) => [
    out(`[${log4j(time)}] INFO Terminating process due to signal SIGTERM (org.apache.kafka.common.utils.LoggingSignalHandler)`),
    out(`[${log4j(time)}] INFO [KafkaServer id=1] shutting down (kafka.server.KafkaServer)`),
  ],
  period: 4300,
  line: (speaker, index, time) => {
    const kind = chance(speaker.seed, index, 'kind');
    const topic = pick(topics, speaker.seed, index, 'topic');
    const partition = `${topic}-${between(0, 2, speaker.seed, index, 'partition')}`;
    if (kind < 0.04) {
      return [
        out(`[${log4j(time)}] WARN Exception when following the leader (org.apache.zookeeper.server.quorum.Learner)`),
        out('java.io.IOException: Connection reset by peer'),
        out('\tat java.base/sun.nio.ch.FileDispatcherImpl.read0(Native Method)'),
        out('\tat java.base/sun.nio.ch.SocketDispatcher.read(SocketDispatcher.java:39)'),
        out('\tat org.apache.kafka.common.network.PlaintextTransportLayer.read(PlaintextTransportLayer.java:103)'),
      ];
    }
    if (kind < 0.07) {
      // A broker that is away is told again and again.
      const away = `[Controller id=1, targetBrokerId=2] Connection to node 2 (kafka-2/172.18.0.9:9092) could not be established. Node may not be available. (org.apache.kafka.clients.NetworkClient)`;
      return Array.from({length: between(4, 14, speaker.seed, index, 'times')}, (_, times) =>
        out(`[${log4j(time + times * 51)}] WARN ${away}`),
      );
    }
    if (kind < 0.3) {
      const offset = between(10_000, 900_000, speaker.seed, index);
      return [
        out(
          `[${log4j(time)}] INFO [UnifiedLog partition=${partition}, dir=/var/lib/kafka/data] Rolled new log segment at offset ${offset} in 3 ms. (kafka.log.UnifiedLog)`,
        ),
      ];
    }
    if (kind < 0.6) {
      return [
        out(
          `[${log4j(time)}] INFO [GroupCoordinator 1]: Stabilized group biometric-bridge generation ${between(2, 60, speaker.seed, index)} (__consumer_offsets-14) with 3 members (kafka.coordinator.group.GroupCoordinator)`,
        ),
      ];
    }
    return [
      out(
        `[${log4j(time)}] INFO [ProducerStateManager partition=${partition}] Wrote producer snapshot with ${between(1, 9, speaker.seed, index)} producer ids in 1 ms. (org.apache.kafka.storage.internals.log.ProducerStateManager)`,
      ),
    ];
  },
};

/** ZooKeeper through log4j. */
export const zookeeperVoice: Voice = {
  opening: (_, time) => [
    out('===> Launching zookeeper ...'),
    out(`[${log4j(time)}] INFO binding to port 0.0.0.0/0.0.0.0:2181 (org.apache.zookeeper.server.NIOServerCnxnFactory)`),
    out(
      `[${log4j(time)}] INFO zookeeper.request_throttler.shutdownTimeout = 10000 ms (org.apache.zookeeper.server.RequestThrottler)`,
    ),
  ],
  closing: () => [],
  period: 47_000,
  line: (speaker, index, time) =>
    chance(speaker.seed, index) < 0.2
      ? [
          err(
            `[${log4j(time)}] WARN Close of session 0x${between(1e8, 4e9, speaker.seed, index).toString(16)} (org.apache.zookeeper.server.NIOServerCnxn)`,
          ),
        ]
      : [
          out(
            `[${log4j(time)}] INFO Expiring session 0x${between(1e8, 4e9, speaker.seed, index).toString(16)}, timeout of 18000ms exceeded (org.apache.zookeeper.server.ZooKeeperServer)`,
          ),
        ],
};
