import {environmentOf, firstOf, startWords} from '../credentials.js';
import type {ServiceTarget} from '../service.js';

interface Listener {
  readonly name: string;
  readonly host: string;
  readonly port: string;
}

/** `PLAINTEXT://kafka:9092,PLAINTEXT_HOST://localhost:29092`; a host may be missing, or an IPv6 address in brackets. */
const listenersIn = (text: string | null): readonly Listener[] =>
  (text ?? '').split(',').flatMap(one => {
    const [, name, host = '', port] = /^\s*(?:([\w-]+):\/\/)?(\[[^\]]*\]|[^:,]*):(\d{1,5})\s*$/.exec(one) ?? [];
    return port === undefined ? [] : [{name: (name ?? 'PLAINTEXT').toUpperCase(), host, port}];
  });

/** Names by protocol, as KAFKA_LISTENER_SECURITY_PROTOCOL_MAP has them; a name that is not there is its own protocol. */
const protocolsIn = (text: string | null): ReadonlyMap<string, string> =>
  new Map(
    (text ?? '').split(',').flatMap(pair => {
      const [name, protocol] = pair.trim().toUpperCase().split(':');
      return name && protocol ? [[name, protocol]] : [];
    }),
  );

const everywhere = /^(|0\.0\.0\.0|\[?::\]?|\*)$/;

/** `--kafka-addr internal://0.0.0.0:9092,external://…` of Redpanda. */
const redpandaListeners = (words: readonly string[]): string | null => {
  const text = words.join(' ');
  return /--kafka-addr[=\s]+(\S+)/.exec(text)?.[1] ?? null;
};

/**
 * Where a tool inside of the container reaches its broker. A listener that names a host is bound to that address only; else every port
 * is bound everywhere and localhost answers. What it advertises is asked for the port alone: the first of the plain ones, as another
 * wants a login that only the person has.
 */
export const bootstrapOf = (target: ServiceTarget): string => {
  const env = environmentOf(target);
  const bound = listenersIn(firstOf(env, 'KAFKA_LISTENERS', 'KAFKA_CFG_LISTENERS') ?? redpandaListeners(startWords(target)));
  const advertised = listenersIn(firstOf(env, 'KAFKA_ADVERTISED_LISTENERS', 'KAFKA_CFG_ADVERTISED_LISTENERS'));
  const protocols = protocolsIn(firstOf(env, 'KAFKA_LISTENER_SECURITY_PROTOCOL_MAP', 'KAFKA_CFG_LISTENER_SECURITY_PROTOCOL_MAP'));
  const controllers = new Set(
    (firstOf(env, 'KAFKA_CONTROLLER_LISTENER_NAMES', 'KAFKA_CFG_CONTROLLER_LISTENER_NAMES') ?? 'CONTROLLER')
      .toUpperCase()
      .split(','),
  );
  const usable = (listener: Listener): boolean => !controllers.has(listener.name);
  const isPlain = ({name}: Listener): boolean => (protocols.get(name) ?? name) === 'PLAINTEXT';
  const best = (listeners: readonly Listener[]): Listener | undefined =>
    listeners.filter(usable).find(isPlain) ?? listeners.find(usable);
  const listener = best(bound);
  if (listener) return `${everywhere.test(listener.host) ? 'localhost' : listener.host}:${listener.port}`;
  return `localhost:${best(advertised)?.port ?? firstOf(env, 'KAFKA_PORT') ?? '9092'}`;
};
