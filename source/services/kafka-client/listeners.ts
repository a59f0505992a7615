import type {Container} from '../../model/container.js';

/** Where a broker listens, as its configuration has it. */
export interface Listener {
  /** `PLAINTEXT`, `INTERNAL`. */
  readonly name: string;
  /** '' and `0.0.0.0` are everywhere. */
  readonly host: string;
  readonly port: number;
  /** `PLAINTEXT`, `SSL`, `SASL_PLAINTEXT`, `SASL_SSL`. */
  readonly security: string;
}

/** What Kafka listens on when nothing is configured. */
const usualPort = 9092;

/** By Confluent's and Apache's images; by Bitnami's. */
const prefixes = ['KAFKA_', 'KAFKA_CFG_'];

const variable = (env: readonly string[], name: string): string => {
  for (const prefix of prefixes) {
    const found = env.find(line => line.startsWith(`${prefix}${name}=`));
    if (found !== undefined) return found.slice(found.indexOf('=') + 1);
  }
  return '';
};

/** `A:B,C:D` as a map of upper-case words. */
const pairs = (text: string): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const pair of text.toUpperCase().split(',')) {
    const [name = '', value = ''] = pair.split(':').map(word => word.trim());
    if (name !== '' && value !== '') found.set(name, value);
  }
  return found;
};

const parse = (text: string, securityOf: (name: string) => string): Listener[] =>
  text.split(',').flatMap(each => {
    const [, name = '', host = '', port = ''] = /^\s*(?:([\w.-]+):\/\/)?(\[[^\]]*\]|[^:[\]]*):(\d{1,5})\s*$/.exec(each) ?? [];
    if (port === '' || Number(port) < 1 || Number(port) > 65535) return [];
    return [
      {
        name: name || 'PLAINTEXT',
        host: host.replace(/^\[|\]$/g, ''),
        port: Number(port),
        security: securityOf(name || 'PLAINTEXT'),
      },
    ];
  });

/** The value of `--name value` or `--name=value` on a command line. */
const flag = (words: readonly string[], name: string): string => {
  const at = words.indexOf(name);
  return at >= 0 ? (words[at + 1] ?? '') : (words.find(word => word.startsWith(`${name}=`))?.slice(name.length + 1) ?? '');
};

/**
 * The listeners of a container's broker for clients: KAFKA_LISTENERS, else the ports of KAFKA_ADVERTISED_LISTENERS (images bind those
 * everywhere), Redpanda's `--kafka-addr`, else 9092. Those for controllers are left out.
 */
export const listenersOf = ({inspection}: Pick<Container, 'inspection'>): Listener[] => {
  const env = inspection?.env ?? [];
  const securities = pairs(variable(env, 'LISTENER_SECURITY_PROTOCOL_MAP'));
  // A name that is no protocol and is in no map: a broker would not start with it, Redpanda's are plain.
  const securityOf = (name: string): string => {
    const upper = name.toUpperCase();
    return securities.get(upper) ?? (/^(SASL_)?(PLAINTEXT|SSL)$/.test(upper) ? upper : 'PLAINTEXT');
  };
  const controllers = variable(env, 'CONTROLLER_LISTENER_NAMES')
    .toUpperCase()
    .split(',')
    .map(name => name.trim());
  const forClients = (listeners: readonly Listener[]): Listener[] =>
    listeners.filter(({name}) => !controllers.includes(name.toUpperCase()) && name.toUpperCase() !== 'CONTROLLER');

  const words = [...(inspection?.entrypoint ?? []), ...(inspection?.command ?? [])];
  const bound = forClients(parse(variable(env, 'LISTENERS') || flag(words, '--kafka-addr'), securityOf));
  if (bound.length > 0) return bound;
  const advertised = forClients(parse(variable(env, 'ADVERTISED_LISTENERS'), securityOf));
  if (advertised.length > 0) return advertised.map(listener => ({...listener, host: ''}));
  return [{name: 'PLAINTEXT', host: '', port: usualPort, security: 'PLAINTEXT'}];
};
