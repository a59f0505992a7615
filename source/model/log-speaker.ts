import {stampEnd} from './log-stamp.js';

/** What stands between a level and its message: thread, process, logger, place in the source. The group is who speaks. */
const patterns: readonly RegExp[] = [
  /^\d+ --- (?:\[[^\]]{0,80}\] *){1,3}(\S+) *: /, // Spring
  /^(?:\[[^\]]{1,80}\] +)?((?:[A-Za-z_$][\w$]*\.)+[\w$]+)(?::\d+)? +- +/, // logback, log4j
  /^(?:\[[^\]]{1,80}\] +)?([A-Za-z_$][\w$]*) +- +/,
  /^\[[^\]]{1,80}\] ((?:\w+\.){2,}\w+) /, // Tomcat
  /^([\w.<>]+:[\w.<>]+:\d+) - /, // loguru
  /^([A-Za-z][\w./-]*:\d+) - /, // Cassandra
  /^((?:\w+::)+\w+): /, // Rust's tracing
  /^(?:\w+ )?((?:[A-Za-z_$][\w$]*\.)+[\w$#]+): /, // Python, Odoo, Jenkins
  /^((?:\w+\.){2,}\w+) (?=[A-Z[])/, // SQLAlchemy
  /^in ([\w.]+): /, // Flask
  /^\[MY-\d+\] \[(\w+)\] /, // MySQL
  /^\[([a-z]\w*(?:\.\w+)+) *\] (?:\([\w-]+\) )?/, // Elasticsearch, Quarkus
  /^\([\w-]+\) \[([a-z]\w*(?:\.\w+)+)\] /, // Home Assistant
  /^(?:\[\w+\] )?\[([\w./-]+:\d+)\] /, // Envoy
  /^([\w./-]+\.(?:go|rs|py|cc|cpp):\d+)(?:\t| > | )/, // zap, zerolog
  /^<\d+\.\d+\.\d+> ?/, // RabbitMQ: its process alone
  /^\[pid \d+(?::tid \d+)?\] /, // Apache
  /^\(\d+\) ?: /, // pino-pretty, HAProxy
];

/** How long what stands before a message is, and who speaks in it, of what is left of a line behind its level. */
export const speakerAt = (text: string): readonly [length: number, from: string | null] => {
  for (const pattern of patterns) {
    const found = pattern.exec(text);
    if (found && found[0].length < text.length) return [found[0].length, found[1] ?? null];
  }
  return [0, null];
};

/** Python's usual format has no spaces: `WARNING:app.worker:queue is long`. */
const basic = /^[A-Z]{4,8}:([A-Za-z_][\w.]{0,80}):(?=\S)/;
export const basicSpeaker = (line: string): readonly [end: number, from: string] | null => {
  const found = basic.exec(line);
  return found?.[1] !== undefined && stampEnd(line, found[0].length) === -1 ? [found[0].length, found[1]] : null;
};

/** log4j's pattern of Kafka and ZooKeeper puts the logger at the end. */
const last = / \(((?:[a-z][\w$]*\.)+[\w$]+|[a-z]+\.logger)\)$/;

/** Where a message ends, and who speaks behind it; null when nobody is named there. */
export const speakerBehind = (message: string): readonly [end: number, from: string] | null => {
  const found = last.exec(message);
  return found?.[1] === undefined ? null : [found.index, found[1]];
};

/** A class stands for its package: `org.apache.kafka.clients.NetworkClient` says no more than its end. */
export const shortSpeaker = (name: string): string => /^(?:[\w$-]+\.){2,}([A-Z][\w$]*)$/.exec(name)?.[1] ?? name;

/** Numbers of a node or thread are nobody. */
export const isNobody = (name: string): boolean => /^(?:myid:\d*|id=\d+|root)$/.test(name) || !/[a-z]/i.test(name);
