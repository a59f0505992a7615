const webhook = /webhook(_(url|uri|endpoint))?$/;
const keyOf = 'api|access|private|secret|master|app|jwt|ssh|hmac|account|shared|session|licen[cs]e|signing|encryption';
const secret = new RegExp(
  [
    '(?<!com|by)pass(word|wd|phrase|code|key)?s?($|[^a-z])',
    '((?<=_)pwd|(?<=^|_)pw)($|_)',
    '(secret|token|auth|credential|dsn|cookie|signing|salt|encryption)s?($|[^a-z])',
    '(?<=^|_)creds?($|_)',
    `(${keyOf})_?keys?($|[^a-z])`,
    '(?<=_)key$',
    '(?<=^|_)(pat|jwt|bearer|pem|sas)$',
  ].join('|'),
);
/** What is about a secret and is none: where it lies, how long it lives, of what kind it is. */
const about = new RegExp(
  `_(${[
    'files?|path|dir|directory|url|uri|host|port|address|endpoint|domain|realm|issuer|audience|scheme|local|source|db|database',
    'type|method|methods|mode|mechanism|algorithm|alg|policy|format|version|provider|backend|plugin|name|user|username|prefix|header',
    'enabled|disabled|required|secure|samesite|httponly|rounds|length|len|size|min|max|limit|count|timeout|interval',
    'ttl|age|lifetime|validity|expiry|expires?|expires_in|expiration|seconds|minutes|hours|days|ms',
  ].join('|')})$`,
);
const harmless =
  /auth_method|authenticat(or|ion)_(type|method)|host_auth|_expire|pass_?through|(^|_)(max|min|num|total|new)_(\w+_)?tokens|tokens_per_|(^|_)(ca|certs?|certificates?|public|root|chain)_pem$/;
const harmlessKey =
  /(^|_)(sort|primary|foreign|partition|cache|public|routing|unique|shard|row|index|object|translation|order|lookup)_?key$/;

/** In small letters with `_` between words: `AccountKey` and `account-key` are one name. */
const normal = (name: string): string =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[-. ]/g, '_')
    .toLowerCase();

/** Whether the value of an environment variable, label, option or header of this name is a secret. */
export const isSecretName = (name: string): boolean => {
  const text = normal(name);
  if (webhook.test(text)) return true;
  return secret.test(text) && !about.test(text) && !harmless.test(text) && !harmlessKey.test(text);
};
