/** Commands that never change data, settings or connections (redis.io/commands, flag `readonly`, and what shows state). */
const reading = new Set(
  [
    'GET MGET STRLEN GETRANGE SUBSTR LCS GETBIT BITCOUNT BITPOS BITFIELD_RO EXISTS TYPE TTL PTTL EXPIRETIME PEXPIRETIME KEYS SCAN DBSIZE RANDOMKEY DUMP',
    'HGET HGETALL HKEYS HVALS HLEN HMGET HSCAN HEXISTS HSTRLEN HRANDFIELD HTTL HPTTL HEXPIRETIME HPEXPIRETIME',
    'LRANGE LLEN LINDEX LPOS SMEMBERS SCARD SISMEMBER SMISMEMBER SRANDMEMBER SSCAN SINTER SUNION SDIFF SINTERCARD SORT_RO',
    'ZRANGE ZREVRANGE ZRANGEBYSCORE ZREVRANGEBYSCORE ZRANGEBYLEX ZREVRANGEBYLEX ZCARD ZCOUNT ZLEXCOUNT ZSCORE ZMSCORE ZRANK ZREVRANK ZSCAN ZRANDMEMBER ZINTER ZUNION ZDIFF ZINTERCARD',
    'XRANGE XREVRANGE XLEN XINFO XPENDING XREAD GEOPOS GEODIST GEOHASH GEOSEARCH GEORADIUS_RO GEORADIUSBYMEMBER_RO PFCOUNT',
    'INFO PING ECHO TIME LASTSAVE ROLE LOLWUT SELECT COMMAND MONITOR SUBSCRIBE PSUBSCRIBE SSUBSCRIBE PUBSUB EVAL_RO EVALSHA_RO FCALL_RO',
    'JSON.GET JSON.MGET JSON.TYPE JSON.OBJKEYS JSON.OBJLEN JSON.ARRLEN JSON.ARRINDEX JSON.STRLEN FT.SEARCH FT.AGGREGATE FT.INFO FT._LIST TS.RANGE TS.REVRANGE TS.GET TS.MGET TS.INFO TS.QUERYINDEX',
  ]
    .join(' ')
    .split(' '),
);

/** Of these only some subcommands just read. */
const readingPairs: Readonly<Record<string, RegExp>> = {
  CONFIG: /^(GET|HELP)$/,
  CLIENT: /^(LIST|INFO|ID|GETNAME|GETREDIR|TRACKINGINFO|HELP)$/,
  SLOWLOG: /^(GET|LEN|HELP)$/,
  LATENCY: /^(LATEST|HISTORY|DOCTOR|GRAPH|HISTOGRAM|HELP)$/,
  MEMORY: /^(USAGE|STATS|DOCTOR|MALLOC-STATS|HELP)$/,
  OBJECT: /^(ENCODING|FREQ|IDLETIME|REFCOUNT|HELP)$/,
  ACL: /^(LIST|USERS|WHOAMI|GETUSER|CAT|DRYRUN|HELP)$/,
  CLUSTER:
    /^(INFO|NODES|SLOTS|SHARDS|LINKS|MYID|MYSHARDID|KEYSLOT|COUNTKEYSINSLOT|GETKEYSINSLOT|REPLICAS|SLAVES|COUNT-FAILURE-REPORTS|HELP)$/,
  SCRIPT: /^(EXISTS|HELP)$/,
  FUNCTION: /^(LIST|DUMP|STATS|HELP)$/,
  MODULE: /^(LIST|HELP)$/,
  DEBUG: /^(OBJECT|LISTPACK|ZIPLIST|STRINGMATCH-LEN|HELP)$/,
  SENTINEL: /^(MASTERS|MASTER|REPLICAS|SLAVES|SENTINELS|GET-MASTER-ADDR-BY-NAME|CKQUORUM|HELP)$/,
};

/** Whether a command of the server is known to only read. */
export const commandReads = (words: readonly string[]): boolean => {
  const name = (words[0] ?? '').toUpperCase();
  const pair = readingPairs[name];
  return pair ? pair.test((words[1] ?? '').toUpperCase()) : reading.has(name);
};

const losses: Readonly<Record<string, string>> = {
  FLUSHALL: 'deletes every key of every database',
  FLUSHDB: 'deletes every key of the database',
  SHUTDOWN: 'stops the server',
  SWAPDB: 'swaps two databases under everybody',
  FAILOVER: 'hands over to a replica',
  SAVE: 'holds everybody up until the snapshot is written',
  PSYNC: 'turns the connection into a replica',
  MIGRATE: 'moves keys to another server',
};

const lossyPairs: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  CONFIG: [[/^(SET|REWRITE)$/, "changes the server's settings"]],
  DEBUG: [[/^(?!OBJECT$|LISTPACK$|ZIPLIST$|STRINGMATCH-LEN$|HELP$)/, 'can stop or hang the server']],
  SCRIPT: [[/^(FLUSH|KILL)$/, 'forgets or ends scripts that applications use']],
  FUNCTION: [[/^(FLUSH|DELETE|RESTORE|KILL)$/, 'deletes or ends functions that applications use']],
  CLUSTER: [[/^(RESET|FLUSHSLOTS|DELSLOTS|DELSLOTSRANGE|FAILOVER|FORGET|REPLICATE|SETSLOT|BUMPEPOCH)$/, 'changes the cluster']],
  CLIENT: [
    [/^KILL$/, 'ends connections of clients'],
    [/^PAUSE$/, 'holds every client up'],
  ],
  ACL: [[/^(SETUSER|DELUSER|LOAD)$/, 'changes who may log in']],
  MODULE: [[/^(LOAD|LOADEX|UNLOAD)$/, 'changes the code of the server']],
  SENTINEL: [[/^(FAILOVER|REMOVE|RESET|SET|MONITOR)$/, 'changes what the sentinels watch']],
};

const inScripts =
  /\b(flushall|flushdb|shutdown|swapdb)\b|\bconfig['"\s,]+set\b|\b(keys|scan)\b[\s\S]*\b(del|unlink)\b|\b(del|unlink)\b[\s\S]*\b(keys|scan)\b/i;

const scriptDanger = (script: string): string | null => {
  const joined = script.replace(/['"]\s*\.\.\s*['"]/g, ''); // 'FLUSH' .. 'ALL'
  const found = inScripts.exec(joined.replace(/\bKEYS\s*\[|#\s*KEYS\b/g, 'K[')); // KEYS[1] is an argument of the script
  if (found === null) return null;
  const [all, plain] = found;
  return plain === undefined
    ? /config/i.test(all)
      ? "runs a script that changes the server's settings"
      : 'runs a script that deletes keys by pattern'
    : `runs a script with ${plain.toUpperCase()} in it`;
};

/** What a command of the server would lose or whom it would interrupt; null when nothing and nobody. Keys that are named one by one are meant. */
export const commandDanger = (words: readonly string[]): string | null => {
  const [name = '', second = ''] = words.map(word => word.toUpperCase());
  if (/^(REPLICAOF|SLAVEOF)$/.test(name)) {
    return second === 'NO' ? 'makes the replica a primary' : "replaces every key by another server's";
  }
  if (/^(EVAL|FUNCTION)$/.test(name) && words.length > 1) {
    const found = scriptDanger(words.slice(1).join(' '));
    if (found !== null) return found;
  }
  if (name === 'MIGRATE' && words.some(word => /^copy$/i.test(word))) return null;
  return losses[name] ?? lossyPairs[name]?.find(([pattern]) => pattern.test(second))?.[1] ?? null;
};

/** Whether a command goes on until it is stopped. */
export const commandEndless = (words: readonly string[]): boolean =>
  /^(MONITOR|SUBSCRIBE|PSUBSCRIBE|SSUBSCRIBE|PSYNC|SYNC)$/i.test(words[0] ?? '');
