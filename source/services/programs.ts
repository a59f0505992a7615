import {kafkaDanger, kafkaReads} from './kafka/danger.js';
import {isTool as isKafka, kafkaLine} from './kafka/line.js';
import {scriptDanger} from './mongo/script.js';
import {isTool as isMysql, toolDanger as mysqlDanger} from './mysql/lines.js';
import {isTool as isPostgres, toolDanger as postgresDanger, toolReads as postgresReads} from './postgres/tools.js';
import {isClient as isRedis, lineDanger as redisDanger, lineReads as redisReads} from './redis/line.js';
import {programName, quoteWords, splitWords} from './words.js';

const starters = /^(sudo|env|nice|ionice|exec|command|time|timeout|nohup|stdbuf|gosu|su-exec|setpriv|xargs|busybox|doas)$/;

/** The program that others start, with its arguments: `timeout 5 env A=b rm x` is `rm x`. */
const started = (words: readonly string[]): readonly string[] => {
  let at = 0;
  while (starters.test(programName(words[at]))) {
    const user = /^(gosu|su-exec)$/.test(programName(words[at]));
    at += user ? 2 : 1;
    while (at < words.length && /^-|=|^\d+[smh]?$/.test(words[at] ?? '')) at += 1;
  }
  return words.slice(at);
};

const dangers: readonly (readonly [RegExp, RegExp, string])[] = [
  [/^(rm|rmdir|unlink|shred)$/, /./, 'deletes files'],
  [/^find$/, /-delete\b|-exec\w*\s+\S*(rm|unlink|shred)\b/, 'deletes files'],
  [/^(dd|truncate|mkfs[\w.]*|wipefs)$/, /./, 'overwrites files'],
  [/^(kill|killall|pkill|halt|poweroff|reboot|shutdown|supervisorctl|s6-svc|rabbitmq-server)$/, /(?!^-l$)./, 'ends processes'],
  [/^git$/, /\b(reset --hard|clean|checkout \.|push)\b/, 'throws changes away'],
  [
    /^(prisma|npx|npm|pnpm|yarn|bunx?|python3?|ruby|bundle|php|rails|rake|artisan|alembic|flask|django-admin|manage\.py|sequelize|knex|typeorm|mix|go|node)$/,
    /(?:^|[\s:])(migrate reset|db push --force-reset|--force-reset|--accept-data-loss|db:drop|db:reset|db:purge|migrate:fresh|migrate:reset|migrate:refresh|db:wipe|downgrade base|schema:drop|flush\b.*--no-?input|manage\.py flush|migrate:rollback --all|ecto\.drop|ecto\.reset|queue:flush|cache:flush)/,
    'throws a database away',
  ],
];

const shellText = (words: readonly string[]): string | null => {
  if (!/^(ba|a|da|z|k)?sh$/.test(programName(words[0]))) return null;
  const at = words.findIndex((word, index) => index > 0 && /^-\w*c$/.test(word));
  return at < 0 ? null : (words[at + 1] ?? null);
};

/** What a program of any container would lose or whom it would interrupt; null when nothing that is known. What a shell is told is looked through. */
export const programDanger = (given: readonly string[]): string | null => {
  const words = started(given);
  const [program = '', ...args] = words;
  const name = programName(program);
  const text = shellText(words);
  if (text !== null) {
    for (const part of text.split(/[;&|\n(){}`]+|\$\(/)) {
      const found = programDanger(
        (splitWords(part.trim()) ?? part.trim().split(/\s+/)).filter(word => !/^(then|do|else|if|while|!)$/.test(word)),
      );
      if (found !== null) return found;
    }
    return null;
  }
  if (isPostgres(name)) return postgresDanger(words);
  if (isMysql(name)) return mysqlDanger(words);
  if (isRedis(name)) return redisDanger(quoteWords(words));
  if (isKafka(name)) {
    const line = kafkaLine(words);
    return line && kafkaDanger(line);
  }
  if (/^mongo(sh)?$/.test(name)) return scriptDanger(args.join(' '));
  const joined = args.join(' ');
  const known = dangers.find(([names, pattern]) => names.test(name) && pattern.test(joined));
  if (known) return known[2];
  return /^(nginx|openresty)$/.test(name) && /-s\s*(stop|quit)/.test(joined) ? 'stops the server' : null;
};

/** Programs that only read, with any arguments: none of them can be told to write a file or start another. */
const reading =
  /^(ls|cat|head|tail|wc|grep|egrep|fgrep|stat|df|du|ps|pgrep|id|whoami|uname|uptime|free|printenv|pwd|basename|dirname|readlink|realpath|md5sum|sha1sum|sha256sum|cksum|getent|nslookup|host|ping|netstat|ss|lsof|true|false|echo|nproc|arch|which|type)$/;

/** Whether a program of any container is known to only read. A shell never is. */
export const programReads = (words: readonly string[]): boolean => {
  const [program = '', ...args] = words;
  const name = programName(program);
  if (isPostgres(name)) return postgresReads(words);
  if (isRedis(name)) return redisReads(quoteWords(words));
  if (isKafka(name)) {
    const line = kafkaLine(words);
    return line !== null && kafkaReads(line);
  }
  if (/^(env|date|hostname|top|uptime)$/.test(name)) return args.length === 0; // with arguments they set or start something
  if (name === 'ping') return !args.includes('-f');
  if (name === 'ss') return !args.some(arg => /^(-K|--kill|-D|--diag)/.test(arg));
  if (/^(nginx|openresty)$/.test(name)) return args.length > 0 && args.every(arg => /^-[tTqvVh?]+$/.test(arg));
  if (/^(python3?|node|npm|java|php|ruby|go|perl|traefik|ngrok|curl|wget)$/.test(name))
    return args.length === 1 && /^(--version|-version|version|-V)$/.test(args[0] ?? '');
  return reading.test(name);
};
