import {isSecretName} from './secret-names.js';
import {mask, maskText} from './secret-text.js';

/** A request that came through a tunnel, as its agent keeps it. Times are ms since 1970. */
export interface AgentRequest {
  /** The agent's own name for it: by it the request is replayed. */
  readonly id: string;
  /** Name of the tunnel it came through; '' when not told. */
  readonly tunnel: string;
  readonly method: string;
  /** Path and query, without secrets. */
  readonly path: string;
  /** null while it is not answered. */
  readonly status: number | null;
  readonly durationMs: number | null;
  readonly startedAt: number | null;
}

/** What is a secret in a query, though not everywhere: `?key=…` of many APIs, `sig=` of signed URLs, `code=` of OAuth. */
const inQueries =
  /^(?:key|sig|signature|hmac|code|auth|access|pass|otp|pin|ticket|x-amz-(?:signature|credential|security-token))$/i;

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray %
  }
};

/** Path and query as they may be shown: values of parameters with secret names are hidden, and tokens known by their look. */
export const maskPath = (path: string): string => {
  const [place = '', ...query] = path.split('?');
  if (query.length === 0) return maskText(place);
  const pairs = query.join('?').split('&');
  const masked = pairs.map(pair => {
    const at = pair.indexOf('=');
    if (at === -1) return maskText(pair);
    const name = decoded(pair.slice(0, at));
    const isSecret = pair.length > at + 1 && (isSecretName(name) || inQueries.test(name));
    return isSecret ? `${pair.slice(0, at)}=${mask}` : maskText(pair);
  });
  return `${maskText(place)}?${masked.join('&')}`;
};
