/** What JavaScript for mongosh would lose or whom it would interrupt. */
const dangers: readonly (readonly [RegExp, string])[] = [
  [/\bdropDatabase\b/i, 'drops the database'],
  [/\bshutdown(Server)?\b/, 'stops the server'],
  [/\bdrop(All)?(Users|Roles)FromDatabase\b|\bdrop(All)?(User|Role)s?\b/i, 'changes who may log in'],
  [/\bdropIndex(es)?\b/i, 'drops indexes'],
  [/\bdrop['"\]]*\s*(\(|:\s*['"])/, 'drops a collection'],
  [/\b(deleteMany|remove)['"\]]*\s*\(\s*(\{\s*\})?\s*[,)]/, 'deletes every document of a collection'],
  [/\bupdateMany['"\]]*\s*\(\s*\{\s*\}/, 'changes every document of a collection'],
  [/\b(deletes|delete)\b[\s\S]*\bq['"]?\s*:\s*\{\s*\}/, 'deletes every document of a collection'],
  [/\brenameCollection\b/, 'renames a collection under everybody'],
  [/\$out\b/, 'replaces a collection'],
  [/\b(killOp|killSessions|killAllSessions|killCursors)\b/, 'ends what others run'],
  [
    /\b(rs|sh)\s*\.\s*(remove|reconfig|stepDown|freeze|initiate|removeShard|shardCollection|moveChunk|stopBalancer)\w*/,
    'changes the replica set or the shards',
  ],
  [/\b(replSet\w+|setFeatureCompatibilityVersion|fsync|fsyncLock|compact|setParameter)\b/, 'changes or blocks the server'],
  [/\b(updateUser|changeUserPassword|revoke\w+|grant\w+)\b/, 'changes who may log in'],
  [/\bload\s*\(/, 'runs a file that is not seen here'],
  [/\beval\s*\(|\bFunction\s*\(|\bchild_process\b/, 'runs code that is not seen here'],
];

/** What a line would lose, in words; null when nothing. Names in brackets and quotes count as much: `db["users"]["drop"]()`. */
export const scriptDanger = (line: string): string | null => {
  const joined = line.replace(/(['"`])\s*\+\s*\1/g, '').replace(/\/\*[\s\S]*?\*\//g, ' ');
  return dangers.find(([pattern]) => pattern.test(joined))?.[1] ?? null;
};

const show = /^show\s+(dbs|databases|collections|tables|users|roles|profile|logs?(\s+\w+)?)\s*;?$/;
const ofServer =
  /^(db|rs|sh)\.(stats|serverStatus|hostInfo|version|getName|getMongo|getCollectionNames|getCollectionInfos|currentOp|getProfilingStatus|getReplicationInfo|printReplicationInfo|printSecondaryReplicationInfo|hello|isMaster|status|conf|serverBuildInfo|serverCmdLineOpts|getUsers|getRoles|listCommands|help)\(/;
const ofCollection =
  /^db(\.getCollection\(['"][\w .-]+['"]\)|\[['"][\w .-]+['"]\]|(\.[A-Za-z_]\w*)+?)\.(find|findOne|countDocuments|estimatedDocumentCount|count|distinct|aggregate|getIndexes|stats|dataSize|storageSize|totalSize|totalIndexSize|isCapped|explain)\(/;
const onwards =
  /\.(limit|skip|sort|projection|count|size|toArray|pretty|explain|hint|maxTimeMS|find|aggregate|countDocuments|distinct|itcount|length)\(/g;
const values = /\b(ObjectId|ISODate|NumberLong|NumberInt|NumberDecimal|UUID|BinData|Timestamp|Long|Int32|Decimal128|Date)\(/g;

/** Whether a line is known to only read: one call of those that do, with plain values inside, and nothing behind it but what shapes the answer. */
export const scriptReads = (line: string): boolean => {
  const text = line.trim().replace(/;$/, '');
  if (show.test(text)) return true;
  // assignments, functions, names put together from pieces, stages and operators that write or run code
  if (/[;`=+\\]|\bfunction\b|\$(out|merge|where|function|accumulator)\b/.test(text)) return false;
  const start = ofServer.exec(text) ?? ofCollection.exec(text);
  if (!start) return false;
  const calls = text
    .slice(start[0].length)
    .replace(/(['"])(?:(?!\1).)*\1/g, '0')
    .replace(onwards, '.<')
    .replace(values, '<')
    .replace(/\bnew\s+</g, '<');
  return !/[\w\])]\s*\(/.test(calls); // what is left of calls would be of something else
};
