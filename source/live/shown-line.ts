import {maskCommand} from '../model/command-mask.js';
import type {ServiceKind} from '../model/profile.js';
import {mask} from '../model/secret-text.js';
import {hasSecret} from '../services/history-line.js';
import {plainText} from '../terminal/sanitise.js';

/** A line that was typed, as it may be shown: where a secret is in it and nobody knows which word, only its first one. */
export const shownLine = (kind: ServiceKind, line: string, secrets: readonly string[]): string => {
  const masked = secrets.reduce((shown, secret) => (secret === '' ? shown : shown.replaceAll(secret, mask)), maskCommand(line));
  if (masked !== line || !hasSecret(kind, line)) return plainText(masked);
  return `${plainText(/^\s*\S+/.exec(line)?.[0].trim() ?? '')} ${mask}`;
};
