import type {ServiceKind} from '../model/profile.js';
import {maskProbe} from '../model/secrets.js';
import {splitWords} from './words.js';

/** Any mention of a password before a quote or an equals sign: rather a line too few in the history than a password too many. */
const spoken = /\b(pass(word|wd|phrase)?|pwd|secret|token)s?\b['"\]]?\s*(:|=|\(|,|\s)?\s*(e?['"`]|\$\w*\$|=\S)/i;

const sql =
  /\bidentified\s+(by|with)\b|\bset\s+password\b|\bpassword\s*\(|\bcrypt\s*\(|\bpgp_\w+crypt\w*\s*\(|\\password\b|\bencrypt\s*\(|\bauthentication_string\b/i;

const byKind: Partial<Readonly<Record<ServiceKind, RegExp>>> = {
  postgres: sql,
  mysql: sql,
  mongo: /\.auth\s*\(|\bcreateUser\b|\bupdateUser\b|\bchangeUserPassword\b|\bpwd\b\s*['"]?\s*:/i,
  rabbitmq: /\b(add_user|change_password|authenticate_user|hash_password|encode)\s+\S+\s+\S|\bpassword(_hash)?=|\s-p\s*\S/i,
  kafka: /\bscram-sha|\bsasl\.|\bpassword\b|\bpass=|\s-p\s|\bjaas\b/i,
  zookeeper: /\baddauth\b|\bdigest:/i,
};

const redisSecret = (line: string): boolean => {
  const words = splitWords(line)?.map(word => word.toLowerCase());
  if (!words) return /auth|requirepass|setuser/i.test(line); // it cannot be read: no risk
  const has = (...names: readonly string[]): boolean => words.some(word => names.includes(word));
  if (has('auth', 'auth2') || words.some(word => /^(requirepass|masterauth|.*-pass)$/.test(word))) return true;
  if (has('-a', '--pass')) return true;
  return has('setuser') && words.some(word => /^[><#!]./.test(word));
};

/** Whether a line holds a password or something like it. When in doubt it does. */
export const hasSecret = (kind: ServiceKind, line: string): boolean => {
  if (maskProbe(line) !== line || spoken.test(line)) return true;
  return kind === 'redis' ? redisSecret(line) : (byKind[kind]?.test(line) ?? false);
};

/** A line as it may be kept in a history: null when it holds a secret. */
export const withoutSecrets = (kind: ServiceKind, line: string): string | null => (hasSecret(kind, line) ? null : line);
