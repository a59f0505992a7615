import {kinds, type LookedFor, looks} from './table.js';

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
export const kindByImage = (image: string): LookedFor | 'beside' | null => {
  const name = baseName(image);
  const known = Object.hasOwn(special, name) ? special[name] : undefined;
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
