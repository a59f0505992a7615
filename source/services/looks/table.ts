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

export const looks: Readonly<Record<LookedFor, Look>> = {
  postgres: {
    names: /^(postgres|postgresql|timescaledb|timescale|postgis|pgvector|pgvecto|pgrouting|citus|spilo|paradedb|orioledb)$/,
    programs: /^(postgres|postmaster)$/,
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

export const kinds = Object.keys(looks).filter((kind): kind is LookedFor => Object.hasOwn(looks, kind));
