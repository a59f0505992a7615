/** Names of environment variables, labels and options whose values nobody should read over a shoulder. */
const secretName =
  /(pass(word|wd|phrase)?|(?<=[-_])pwd|secret|token|(api|access|private|secret|master|app|jwt|ssh|hmac)[-_]?key|(?<=_)key$|auth|credential|dsn|cookie|session[-_]?key|signing|salt|encryption|license[-_]?key|webhook[-_]?url)s?($|[^a-z])/i;
/** Those that only sound like it. */
const harmlessName =
  /(_file$|_path$|auth_method|authenticat(or|ion)_(type|method)|host_auth|token_(ttl|expiry|expire)|_enabled$|_expire)/i;
const credentialsInUrl = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):([^\s/"']+)@/gi;

export const mask = '••••••';

/** Whether the value under this name is a secret. */
export const isSecretName = (name: string): boolean => secretName.test(name) && !harmlessName.test(name);

/** A URL keeps its user and loses its password. */
export const maskUrls = (text: string): string => (text.includes('://') ? text.replace(credentialsInUrl, `$1:${mask}@`) : text);

/** A value as it may be shown. */
export const maskValue = (name: string, value: string): string => (value !== '' && isSecretName(name) ? mask : maskUrls(value));
