import {isSecretName, mask, maskUrls} from './secrets.js';

const flagWithValue = /(^|\s)(--?[a-z][\w-]*)(=|\s+)("[^"]*"|'[^']*'|[^\s-]\S*)/gi;
const assignment = /(^|[\s"'])([a-z_]\w*)=(\S+)/gi;
/** Clients whose short option takes a password: `redis-cli -a secret`, `mysqladmin -psecret`. */
const redisClient = /\b(redis|valkey|keydb)-cli\b/;
const mysqlClient = /\b(mysql|mariadb)\w*\b/;

/** A command line as it may be shown: without the values of options and variables whose names sound secret, and passwords in URLs. */
export const maskCommand = (text: string): string => {
  let shown = text
    .replace(flagWithValue, (all, before: string, flag: string, equals: string) =>
      isSecretName(flag) ? `${before}${flag}${equals}${mask}` : all,
    )
    .replace(assignment, (all, before: string, name: string) => (isSecretName(name) ? `${before}${name}=${mask}` : all));
  if (redisClient.test(shown)) shown = shown.replace(/(\s-a\s+)\S+/g, `$1${mask}`);
  if (mysqlClient.test(shown)) shown = shown.replace(/(\s-p)[^\s=]\S*/g, `$1${mask}`);
  return maskUrls(shown);
};

/** The same for a command as a list of words, each of which may be a whole command line itself. */
export const maskWords = (words: readonly string[]): string[] => {
  const redis = words.some(word => redisClient.test(word));
  const mysql = words.some(word => mysqlClient.test(word));
  return words.map((word, index) => {
    const before = words[index - 1] ?? '';
    if (/^-[^=]*$/.test(before) && !word.startsWith('-') && isSecretName(before)) return mask;
    if (redis && before === '-a') return mask;
    if (mysql && /^-p./.test(word)) return `-p${mask}`;
    const [flag = '', ...value] = word.split('=');
    if (flag.startsWith('-') && value.length > 0 && isSecretName(flag)) return `${flag}=${mask}`;
    return maskCommand(word);
  });
};
