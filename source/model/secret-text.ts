import {isSecretName} from './secret-names.js';

export const mask = '••••••';

const credentialsInUrl = /(\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/@]*):([^\s/"']+)@/gi;
const oracleThin = /(jdbc:oracle:\w{1,20}:[^\s/@]{1,200})\/[^\s@]{1,200}@/gi;
const hookInUrl = /(\bhooks\.slack\.com\/(?:services|workflows)\/|\bdiscord(?:app)?\.com\/api\/webhooks\/)[^\s"']+/gi;

/** `name=value`: in environments, queries, options of Java, properties. A value ends where the next pair begins. */
const pair =
  /(?<![\w.-])(-{0,2}[a-z_][\w.-]*)(=|[ \t]+=[ \t]+)((?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"';&,\\]|[;&,](?!\s*(?:$|[\w. -]{1,60}=)))+)/gi;
/** `"name": "value"`. */
const jsonPair = /(["'])([\w.-]{1,100})\1(\s*:\s*)("(?:\\.|[^"\\])*"|'[^']*'|[^\s,{}[\]"']+)/g;
/** `Server=db;Uid=app;Pwd=two words`: values go on to the semicolon. */
const connectionString =
  /\b(server|host|data source|addr(ess)?|database|initial catalog|user( id)?|uid|endpoint|accountname|defaultendpointsprotocol)\s*=[^;]{0,400};/i;
const connectionPair = /(?<=^|;)(\s*)([a-z][\w ]{0,60}?)(\s*=\s*)("[^"]*"|'[^']*'|[^;"'\s][^;]*)/gi;
const header =
  /\b((?:proxy-)?authorization|(?:set-)?cookie|x-[\w-]{1,60}|api-?key|private-token)(["']?[ \t]*:[ \t]*["']?)([^"'\r\n]+)/gi;
const bearer = /\b(bearer\s+)(?=\S*\d|\S{20})[\w.~+/=-]{8,}/gi;
const spoken =
  /((?<![\w.-])[\w.-]{0,60}(?:password|passwd|passphrase|secret|api[_-]?key|token(?=\s*:\s*\S{0,400}\d))\s*:[ \t]*)(?!\/\/)([^\s"',;]+)/gi;
const statement = /(\b(?:requirepass|masterauth)\s+|\bidentified by\s+(?=['"])|\bpassword\s+(?='))("[^"]*"|'[^']*'|\S+)/gi;
const privateKey = /(-{5}BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-{5})[\s\S]*?(?:-{5}END [A-Z0-9 ]+-{5}|$)/g;
const encodedPem = /\bLS0tLS1CRUdJTi[\w+/=]+/g;
/** Tokens that say by their beginning what they are: GitHub's, GitLab's, Slack's, npm's, those of payment and AI services, Google's, JWTs. */
const knownToken =
  /\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeprs]-[\w-]{10,}|npm_\w{30,}|[rs]k_(?:live|test)_\w{10,}|sk-[\w-]{20,}|AIza[\w-]{30,}|eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*)/g;

/** Where a secret comes from, or that there is none: nothing to hide. */
const reference = /^["']?(\$\w+|\$\{\w+\}|\$\$\w+|\$\$\{\w+\})["']?$/;
const answer = /^["']?(true|false|yes|no|on|off|none|null|enabled|disabled|0|1|••••••)["']?$/i;

/** Whether a value under this name is to be hidden. */
export const isSecret = (name: string, value: string): boolean =>
  value !== '' && isSecretName(name) && !reference.test(value) && (/pass|pw/i.test(name) || !answer.test(value));

/** A URL keeps its user and loses its password. */
export const maskUrls = (text: string): string =>
  text.includes('://') ? text.replace(credentialsInUrl, `$1:${mask}@`).replace(hookInUrl, `$1${mask}`) : text;

const quotedAs = (value: string): string => {
  const quote = /^["']/.exec(value)?.[0] ?? '';
  return quote === '' || !value.endsWith(quote) ? mask : `${quote}${mask}${quote}`;
};

const maskConnectionString = (text: string): string =>
  connectionString.test(text)
    ? text.replace(connectionPair, (all, space: string, name: string, equals: string, value: string) =>
        isSecret(name, value) || /^pwd$/i.test(name) ? `${space}${name}${equals}${mask}` : all,
      )
    : text;

/** Any text as it may be shown: without passwords in URLs, secrets in pairs and headers, private keys and tokens known by their look. */
export const maskText = (text: string): string => {
  const shown = maskConnectionString(text.replace(privateKey, `$1 ${mask}`))
    .replace(jsonPair, (all, quote: string, name: string, colon: string, value: string) =>
      isSecret(name, value) && !/^["']{2}$/.test(value) ? `${quote}${name}${quote}${colon}${quotedAs(value)}` : all,
    )
    .replace(pair, (all, name: string, equals: string, value: string) =>
      isSecret(name, value) ? `${name}${equals}${mask}` : all,
    )
    .replace(header, (all, name: string, colon: string, value: string) =>
      isSecret(name, value) || /^(proxy-)?authorization$/i.test(name) ? `${name}${colon}${mask}` : all,
    )
    .replace(bearer, `$1${mask}`)
    .replace(spoken, (all, name: string, value: string) => (reference.test(value) ? all : `${name}${mask}`))
    .replace(statement, (all, before: string, value: string) => (reference.test(value) ? all : `${before}${quotedAs(value)}`))
    .replace(oracleThin, `$1/${mask}@`)
    .replace(encodedPem, mask)
    .replace(knownToken, mask);
  return maskUrls(shown);
};
