import {given, type OptionRules, readOptions, valuesOf} from '../options.js';
import {sqlDanger} from '../sql/danger.js';
import {statementReads} from '../sql/reads.js';
import {statementsOf} from '../sql/scan.js';
import {programName} from '../words.js';

const rules: OptionRules = {
  letters: 'DehPSuTw',
  names: new Set(
    'database execute host port protocol socket user delimiter default-character-set connect-timeout init-command'.split(' '),
  ),
};

const tools =
  /^((mysql|mariadb)(admin|-admin|dump|-dump|check|-check|show|-show|import|-import|slap|-slap|binlog|-binlog|_upgrade|-upgrade)?)$/;

/** Whether the word is a program of MySQL or MariaDB. */
export const isTool = (word: string): boolean => tools.test(programName(word));
export const isClient = (word: string): boolean => /^(mysql|mariadb)$/.test(programName(word));

/** Commands of the client itself (`help` of mysql): they run programs and files, or write what follows to a file. */
const ownCommand = /^\s*(?:\\([!.TePn])|(system|source|tee|pager|edit|delimiter)\b)/im;

/** What SQL, with the client's own commands, would lose; null when nothing. */
export const textDanger = (text: string): string | null => {
  const own = ownCommand.exec(text);
  const name = (own?.[1] ?? own?.[2] ?? '').toLowerCase();
  if (name === '!' || name === 'system' || name === 'p' || name === 'pager') return 'runs a shell command that is not checked';
  if (name === '.' || name === 'source') return 'runs a file that is not seen here';
  return sqlDanger(text, 'mysql');
};

export const textReads = (text: string): boolean => {
  if (ownCommand.test(text)) return false;
  const statements = statementsOf(text, 'mysql');
  return (
    statements.length > 0 && statements.every(one => statementReads(one) && (one.meta === null || /^\\[gGs]$/.test(one.meta)))
  );
};

const adminDangers: readonly (readonly [RegExp, string])[] = [
  [/\bdrop\b/, 'drops a database'],
  [/\bshutdown\b/, 'stops the server'],
  [/\bkill\b/, 'ends connections'],
  [/\b(flush-\w+|refresh|reload)\b/, 'closes tables or forgets what it cached'],
  [/\b(stop-(slave|replica))\b/, 'stops replication'],
  [/\bpassword\b/, 'changes a password'],
];

/** What a program of MySQL would lose; null when nothing. */
export const toolDanger = (words: readonly string[]): string | null => {
  const [program = '', ...args] = words;
  const options = readOptions(args, rules);
  if (isClient(program)) {
    for (const text of valuesOf(options, 'e', 'execute', 'init-command')) {
      const found = textDanger(text);
      if (found !== null) return found;
    }
    return null;
  }
  if (/admin$/.test(program)) return adminDangers.find(([pattern]) => pattern.test(options.plain.join(' ')))?.[1] ?? null;
  if (/import$/.test(program)) return given(options, 'd', 'delete', 'replace') ? 'empties or replaces rows of tables' : null;
  if (/slap$/.test(program)) return 'loads the server with a test';
  return /check$/.test(program) && given(options, 'r', 'repair', 'auto-repair', 'o', 'optimize')
    ? 'locks tables while it rewrites them'
    : null;
};

const readingOptions =
  /^(D|database|e|execute|h|host|P|port|S|socket|u|user|p|password|t|table|B|batch|N|skip-column-names|s|silent|E|vertical|r|raw|A|no-auto-rehash|V|version|\?|help|xml|H|html|X|protocol|connect-timeout|default-character-set|safe-updates|U)$/;

/** Whether a program of MySQL is known to only read. */
export const toolReads = (words: readonly string[]): boolean => {
  const [program = '', ...args] = words;
  const options = readOptions(args, rules);
  if (isClient(program)) {
    const texts = valuesOf(options, 'e', 'execute');
    return [...options.values.keys()].every(key => readingOptions.test(key)) && texts.length > 0 && texts.every(textReads);
  }
  if (/admin$/.test(program))
    return (
      options.plain.length > 0 &&
      options.plain.every(word => /^(status|extended-status|variables|processlist|ping|version)$/.test(word))
    );
  if (/show$/.test(program)) return true;
  return (
    /dump$/.test(program) &&
    !given(
      options,
      'r',
      'result-file',
      'T',
      'tab',
      'F',
      'flush-logs',
      'delete-master-logs',
      'delete-source-logs',
      'master-data',
      'flush-privileges',
    )
  );
};

/** Whether it answers with rows. */
export const answersRows = (text: string): boolean => /^\s*(select|show|desc|describe|explain|table|values|with)\b/i.test(text);
