import {isSecretName} from './secret-names.js';
import {isSecret, mask, maskText} from './secret-text.js';

const word = `"[^"]*"|'[^']*'|\\S+`;
const flagWithValue = /(^|\s)(--?[a-z][\w-]*)(=|\s+)("[^"]*"|'[^']*'|[^\s-]\S*)/gi;

interface Client {
  readonly name: RegExp;
  /** Its option that takes a password. */
  readonly flag: string;
  /** Where the password follows the option: in the next word, in the same one, or either. */
  readonly value: 'next' | 'same' | 'either';
  readonly inText: RegExp;
}

const client = (names: string, flag: string, value: Client['value']): Client => {
  const gap = {next: '\\s+', same: '', either: '\\s*'}[value];
  return {
    name: new RegExp(`(^|/)(${names})$`),
    flag,
    value,
    inText: new RegExp(`((?:^|[\\s/;&|("'\`])(?:${names})\\s(?:[^|;&\\n]{0,400}?\\s)?${flag}${gap})(?![\\s=-])(${word})`, 'g'),
  };
};

const clients: readonly Client[] = [
  client('(?:redis|valkey|keydb)-cli', '-a', 'next'),
  client('(?:mysql|mariadb)[\\w-]*', '-p', 'same'),
  client('mongo(?:sh|dump|restore|export|import|stat|top|files)?|cqlsh|sshpass|rabbitmqadmin', '-p', 'either'),
  client('sqlcmd|mosquitto_(?:sub|pub|rr)', '-P', 'either'),
  client('ldap(?:search|whoami|modify|add)', '-w', 'either'),
];

const credentials = /^(["']?)([^\s:"']*):([^$].*?)(["']?)$/;
/** `admin:secret` keeps the user. */
const maskPair = (text: string): string => text.replace(credentials, `$1$2:${mask}$4`);
const webClient = /(^|\/)(curl|curlie)$/;
const webCall = /(?:^|[\s/;&|("'`])curl\s/;
const webUser = new RegExp(`(\\s(?:-u\\s*|(?:--user|--proxy-user|-U)(?:=|\\s+)))(${word})`, 'g');

/** A command line as it may be shown: without the values of options and variables whose names sound secret, and passwords in URLs. */
export const maskCommand = (text: string): string => {
  let shown = text.replace(flagWithValue, (all, before: string, flag: string, equals: string, value: string) =>
    isSecret(flag, value) ? `${before}${flag}${equals}${mask}` : all,
  );
  for (const {inText} of clients)
    shown = shown.replace(inText, (all, before: string, value: string) =>
      /^["']?\$/.test(value) ? all : `${before}${mask}${/(?<=\w)["')]$/.exec(value)?.[0] ?? ''}`,
    );
  if (webCall.test(shown)) shown = shown.replace(webUser, (_, before: string, value: string) => `${before}${maskPair(value)}`);
  return maskText(shown);
};

/** The same for a command as a list of words, each of which may be a whole command line itself. */
export const maskWords = (words: readonly string[]): string[] => {
  const used = clients.filter(({name}) => words.some(one => name.test(one)));
  const web = words.some(one => webClient.test(one));
  return words.map((one, index) => {
    const before = words[index - 1] ?? '';
    if (/^-[^=]*$/.test(before) && !one.startsWith('-') && isSecretName(before)) return isSecret(before, one) ? mask : one;
    for (const {flag, value} of used) {
      if (value !== 'same' && before === flag) return mask;
      if (value !== 'next' && one.startsWith(flag) && one.length > flag.length && /^-\w[^=]/.test(one)) return `${flag}${mask}`;
    }
    if (web && ['-u', '--user', '--proxy-user', '-U'].includes(before)) return maskPair(one);
    if (web && /^-u./.test(one)) return `-u${maskPair(one.slice(2))}`;
    const [flag = '', ...value] = one.split('=');
    if (flag.startsWith('-') && isSecret(flag, value.join('='))) return `${flag}=${mask}`;
    return maskCommand(one);
  });
};
