import type {Container} from '../model/container.js';
import {programName, splitWords} from './words.js';

/** The kinds that a container can look like by itself. */
export type LookedFor = 'postgres' | 'redis' | 'kafka' | 'zookeeper' | 'mysql' | 'mongo' | 'rabbitmq' | 'nginx' | 'traefik';

interface Look {
  /** Words of an image's name that are the server itself. */
  readonly names: RegExp;
  /** Its programs, as the container's entry point or command starts them. */
  readonly programs: RegExp;
  /** Programs that speak to it: a container that starts one of them from its image is a client or a job. */
  readonly clients: RegExp;
  /** Variables that only its images have. */
  readonly variables: RegExp;
}

const nothing = /^$/;

const looks: Readonly<Record<LookedFor, Look>> = {
  postgres: {
    names: /^(postgres|postgresql|timescaledb|timescale|postgis|pgvector|pgvecto|pgrouting|citus|spilo|paradedb|orioledb)$/,
    programs: /^(postgres|postmaster|start-postgres)$/,
    clients: /^(psql|pg_\w+|createdb|dropdb|vacuumdb|pgbench)$/,
    variables: /^(PGDATA|PG_MAJOR|POSTGRESQL_VOLUME_DIR)=/,
  },
  redis: {
    names: /^(redis|valkey|keydb|dragonfly|redismod|rejson|redisearch)$/,
    programs: /^(redis-server|valkey-server|keydb-server|dragonfly)$/,
    clients: /^((redis|valkey|keydb)-(cli|benchmark|sentinel))$/,
    variables: /^(REDIS_VERSION|VALKEY_VERSION|REDIS_DOWNLOAD_SHA)=/,
  },
  kafka: {
    names: /^(kafka|redpanda)$/,
    programs: /^(kafka-server-start(\.sh)?|redpanda|rpk)$/,
    clients: /^(kafka-(?!server-start)[\w-]+(\.sh)?|cub|kafkacat|kcat|connect-\w+(\.sh)?)$/,
    variables: /^(KAFKA_(CFG_)?ADVERTISED_LISTENERS)=/,
  },
  zookeeper: {
    names: /^zookeeper$/,
    programs: /^(zookeeper-server-start(\.sh)?|zkServer\.sh)$/,
    clients: /^(zookeeper-shell(\.sh)?|zkCli\.sh|cub)$/,
    variables: /^(ZOOKEEPER_CLIENT_PORT|ZOO_MY_ID|ZOO_DATA_DIR|ZOO_CONF_DIR)=/,
  },
  mysql: {
    names: /^(mysql|mariadb|percona)$/,
    programs: /^(mysqld|mysqld_safe|mariadbd|mariadbd-safe)$/,
    clients: /^((mysql|mariadb)(-?\w+)?)$/,
    variables: /^(MYSQL_MAJOR|MARIADB_VERSION)=/,
  },
  mongo: {
    names: /^(mongo|mongodb)$/,
    programs: /^(mongod|mongos)$/,
    clients: /^(mongosh|mongo|mongo(dump|restore|export|import|stat|top|files))$/,
    variables: /^MONGO_(VERSION|MAJOR)=/,
  },
  rabbitmq: {
    names: /^rabbitmq$/,
    programs: /^rabbitmq-server$/,
    clients: /^(rabbitmqctl|rabbitmqadmin|rabbitmq-(?!server)\w+)$/,
    variables: /^RABBITMQ_VERSION=/,
  },
  nginx: {
    names: /^(nginx|openresty)$/,
    programs: /^(nginx|nginx-debug|openresty)$/,
    clients: nothing,
    variables: /^NGINX_VERSION=/,
  },
  traefik: {names: /^traefik$/, programs: /^traefik$/, clients: nothing, variables: nothing},
};

const kinds = Object.keys(looks).filter((kind): kind is LookedFor => Object.hasOwn(looks, kind));

/** Images with a name of their own that says less than it is. */
const special: Readonly<Record<string, LookedFor>> = {
  'cp-server': 'kafka',
  'cp-enterprise-kafka': 'kafka',
  'confluent-local': 'kafka',
  'percona-server-mongodb': 'mongo',
  'mongodb-community-server': 'mongo',
  'mongodb-enterprise-server': 'mongo',
  'percona-xtradb-cluster': 'mysql',
  'percona-postgresql': 'postgres',
  'nginx-proxy': 'nginx',
};

/** What may follow the server's name: how it is built or what part it plays. Versions may too. */
const harmless =
  /^(alpine|debian|ubuntu|slim|ha|repmgr|cluster|replica|replicaset|primary|master|slave|secondary|standby|stack|server|oss|db|database|dev|local|test|prod|production|staging|community|enterprise|native|sharded|galera|unprivileged|rtmp|docker|image|custom|base|main|node|broker|single|management|edge|age|cron|bundle|[a-z]{0,8}\d\w*|[a-z])$/;

/** After the server's name: it is not the server but something about it. */
const about =
  /^(exporter|metrics|monitor|monitoring|ui|web|gui|webui|admin|commander|insight|express|backups?|dump|restore|operator|client|cli|tools?|init|migrat\w+|setup|seed|wait|check|connect|connector|registry|rest|bridge|consumer|producer|console|manager|sentinel|router|ingress|controller|agent|sidecar|gateway|ksql\w*|lag|mirrormaker|replicator|cruise|schema|sync|auth|dumper|companion|prometheus|proxy|stat|benchmark)$/;

/** Before the name, where a project's stands too. */
const aboutBefore = /^(exporter|backups?|init|migrat\w+|seed|wait|setup|dump|restore)$/;

/** Images that listen where a server does, or in front of one. */
const besides =
  /^(exporter|pgbouncer|pgpool|pgadmin4?|pgcat|odyssey|haproxy|envoy|toxiproxy|twemproxy|predixy|proxysql|maxscale|socat|akhq|kafdrop|cmak|kminion|adminer|phpmyadmin|phpredisadmin|cloudbeaver|redisinsight)$/;

const baseName = (image: string): string =>
  (
    image
      .toLowerCase()
      .replace(/@.*$/, '')
      .replace(/:[^/:]*$/, '')
      .split('/')
      .at(-1) ?? ''
  ).trim();

/** The kind that the image's name says; `beside` when it is something about a server; null when it says neither. */
const kindByImage = (image: string): LookedFor | 'beside' | null => {
  const name = baseName(image);
  const known = special[name];
  if (known !== undefined) return known;
  const words = name.split(/[-_.]+/);
  if (words.some(word => besides.test(word))) return 'beside';
  const at = words.findLastIndex(word => kinds.some(kind => looks[kind].names.test(word)));
  if (at < 0) return null;
  const after = words.slice(at + 1);
  if (after.some(word => about.test(word)) || words.slice(0, at).some(word => aboutBefore.test(word))) return 'beside';
  if (!after.every(word => harmless.test(word))) return null;
  return kinds.find(kind => looks[kind].names.test(words[at] ?? '')) ?? null;
};

/** Programs that start others, and words of a shell before one. */
const wrapper =
  /^((docker-)?(entrypoint|entry-point|run|start|init|cmd)[\w-]*(\.sh)?|docker-\w+-entrypoint|__cacert_entrypoint\.sh|tini|dumb-init|catatonit|gosu|su-exec|exec|env|sudo|nice|ionice|setpriv|stdbuf|nohup|timeout|s6-\w+|(ba|a|da|z)?sh|-.*|\d+|while|until|if|then|do|else|true|!|\{)$/;

/** The first program that is no wrapper; the user that gosu becomes and variables are no programs. */
const firstProgram = (words: readonly string[]): string | null => {
  const names = words.map(programName);
  return (
    names.find(
      (name, at) =>
        name !== '' && !words[at]?.includes('=') && !wrapper.test(name) && !/^(gosu|su-exec)$/.test(names[at - 1] ?? ''),
    ) ?? null
  );
};

/** What a container starts: its entry point and command, the text of `sh -c` taken apart. */
const programsOf = ({inspection}: Container): readonly string[] => {
  const words = [...(inspection?.entrypoint ?? []), ...(inspection?.command ?? [])];
  const shell = words.findIndex(word => /^(ba|a|da|z)?sh$/.test(programName(word)));
  const told = shell < 0 ? -1 : words.findIndex((word, at) => at > shell && /^-\w*c$/.test(word));
  const parts =
    told < 0 ? [words] : (words[told + 1] ?? '').split(/[;&|\n()]+/).map(part => splitWords(part) ?? part.trim().split(/\s+/));
  // arguments follow a program: only the first of each part is one; the lab's and others' own starters count too
  return [...parts.map(firstProgram), ...(told < 0 ? words.slice(0, 1).map(programName) : [])].filter(name => name !== null);
};

const byProgram = (container: Container): LookedFor | null => {
  const programs = programsOf(container);
  if (container.inspection?.command.includes('--sentinel')) return null;
  return kinds.find(kind => programs.some(program => looks[kind].programs.test(program))) ?? null;
};

const byVariable = ({inspection}: Container): LookedFor | null =>
  kinds.find(kind => inspection?.env.some(one => looks[kind].variables.test(one))) ?? null;

/** Whether it starts a client from the server's image: a job, not the server. */
const isClientOf = (container: Container, kind: LookedFor): boolean => {
  const programs = programsOf(container);
  return (
    programs.some(program => looks[kind].clients.test(program)) && !programs.some(program => looks[kind].programs.test(program))
  );
};

const remembered = new WeakMap<Container, LookedFor | null>();

const lookOf = (container: Container): LookedFor | null => {
  const image = kindByImage(container.image);
  if (image === 'beside') return null;
  if (image !== null) return isClientOf(container, image) ? null : image;
  const program = byProgram(container);
  if (program !== null) return program;
  const variable = byVariable(container);
  return variable === null || isClientOf(container, variable) ? null : variable;
};

/** The kind of server that image, command or environment say; null when none of them does. Never throws, whatever the engine told. */
export const lookedLike = (container: Container): LookedFor | null => {
  const known = remembered.get(container);
  if (known !== undefined) return known;
  const look = lookOf(container);
  remembered.set(container, look);
  return look;
};

export const looksLike = (container: Container, kind: LookedFor): boolean => lookedLike(container) === kind;

/** Ports of a container, by TCP: published or exposed, as the list or an inspect tell. */
export const portsOf = ({ports, inspection}: Container): ReadonlySet<number> =>
  new Set([
    ...ports.filter(({protocol}) => protocol === 'tcp').map(({privatePort}) => privatePort),
    ...(inspection?.exposedPorts ?? []).flatMap(one => (/^\d+(\/tcp)?$/.test(one) ? [Number.parseInt(one, 10)] : [])),
  ]);

/** Whether nothing but the port tells: the last resort, and none for what stands beside a server. */
export const exposes = (container: Container, port: number): boolean =>
  portsOf(container).has(port) && kindByImage(container.image) === null && lookedLike(container) === null;
