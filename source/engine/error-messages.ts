import {readFileSync, statSync} from 'node:fs';
import type {Endpoint} from './endpoint.js';
import {EngineError, type EngineErrorCode} from './errors.js';

/** Codes of Node's and OpenSSL's TLS errors (nodejs.org/api/tls.html, "X509 certificate error codes") in words. */
const CERTIFICATE_FAULTS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet (is a clock wrong?)',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself, not by a known CA',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate comes from an unknown CA',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate comes from an unknown CA',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate comes from an unknown CA',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes from an unknown CA',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name',
};

/**
 * Turns whatever a request threw into one line that says what and where, and one that says what to do.
 * An EngineError is handed through. Reads the socket's group from disk when permission is missing.
 */
export function errorFor(cause: unknown, endpoint: Endpoint): EngineError {
  if (cause instanceof EngineError) return cause;
  const code = codeOf(cause);
  const where = `${endpoint.url} (${endpoint.source})`;
  const make = (kind: EngineErrorCode, message: string, hint = '') => new EngineError(kind, message, hint, null, {cause});
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return make('no-socket', `no engine at ${where}: the socket does not exist`, startHint(endpoint));
    case 'EACCES':
    case 'EPERM':
      return make('no-permission', `no permission to use ${where}`, permissionHint(endpoint));
    case 'ECONNREFUSED':
      return make('refused', `nothing answers at ${where}: connection refused`, startHint(endpoint));
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return make('unreachable', `the host of ${where} is not known`, 'check the name and the DNS');
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
      return make('unreachable', `the host of ${where} cannot be reached`, 'check the network, or the VPN');
    case 'EAGAIN': // as many connections to a socket wait already as the system lets wait
    case 'ETIMEDOUT':
      return make('timeout', `the engine at ${where} did not answer in time`, timeoutHint(endpoint));
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ECONNABORTED':
    case 'ERR_STREAM_PREMATURE_CLOSE':
      return make('lost', `the connection to the engine at ${where} was lost`);
  }
  const fault = CERTIFICATE_FAULTS[code];
  if (fault)
    return make('tls', `the engine at ${where} is not trusted: ${fault}`, 'check DOCKER_CERT_PATH (ca.pem, cert.pem, key.pem)');
  if (/wrong version number|packet length too long/i.test(wordsOf(cause)))
    return make(
      'tls',
      `TLS was asked for, but ${where} speaks plain HTTP`,
      'unset DOCKER_TLS_VERIFY, or use the TLS port (2376)',
    );
  if (code === 'EPROTO' || code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS') || code.startsWith('ERR_OSSL'))
    return make('tls', `TLS with ${where} failed: ${wordsOf(cause)}`, 'check DOCKER_CERT_PATH (ca.pem, cert.pem, key.pem)');
  if (code.startsWith('HPE_')) return notAnEngine(endpoint, 'what answers does not speak HTTP', cause);
  return make('engine', `talking to ${where} failed: ${wordsOf(cause)}`);
}

/** Something answers, but not like Docker. */
export function notAnEngine(endpoint: Endpoint, why: string, cause?: unknown): EngineError {
  const message = `${endpoint.url} (${endpoint.source}) is not a Docker engine: ${why}`;
  return new EngineError('not-an-engine', message, 'check the address; the port of an engine is 2375, or 2376 with TLS', null, {
    cause,
  });
}

/** The engine answered with a status that is an error, in its own words. */
export function errorForStatus(status: number, message: string, endpoint: Endpoint): EngineError {
  const words = message.trim() || `status ${status}`;
  if (status === 404) return new EngineError('not-found', words, '', status);
  if (status === 409) return new EngineError('conflict', words, '', status);
  if (/HTTP request to an HTTPS server/i.test(words)) {
    const line = `${endpoint.url} (${endpoint.source}) wants TLS, and was asked without`;
    return new EngineError(
      'tls',
      line,
      'set DOCKER_TLS_VERIFY=1 and DOCKER_CERT_PATH, or use a context with certificates',
      status,
    );
  }
  if (status === 400 && /client version .* is too (old|new)/i.test(words)) {
    const hint = /too old/i.test(words) ? 'update stacktop, or unset DOCKER_API_VERSION' : 'unset DOCKER_API_VERSION';
    return new EngineError('version', words, hint, status);
  }
  if (status === 401 || status === 403)
    return new EngineError('no-permission', words, 'the engine, or a proxy before it, does not allow this', status);
  // Docker's words, and those of Podman.
  const unread = /logging driver does not support reading|log driver, cannot read logs/i.test(words);
  return new EngineError('engine', words, unread ? unreadHint : '', status);
}

const unreadHint = 'with "logging: {driver: local}" in its compose file, or json-file, it can be read once it is up again';

function startHint(endpoint: Endpoint): string {
  if (endpoint.kind === 'ssh') return 'is the engine running on that host?';
  if (endpoint.kind === 'tcp') return 'is the engine running, and does it listen on this port?';
  if (endpoint.socketPath.includes('podman')) return 'is Podman’s service running? `systemctl --user start podman.socket`';
  if (endpoint.socketPath.includes('/.docker/')) return 'is Docker Desktop running?';
  if (process.platform === 'darwin') return 'is the engine running? Start Docker Desktop, Colima or OrbStack';
  return 'is the engine running? `sudo systemctl start docker`; another address: --host or DOCKER_HOST';
}

function permissionHint(endpoint: Endpoint): string {
  if (endpoint.kind !== 'unix') return '';
  const group = groupOf(endpoint.socketPath);
  if (group === null || group === 'root') return 'run it with `sudo`';
  return `\`sudo usermod -aG ${group} $USER\`, then log in again; or run it with \`sudo\``;
}

function groupOf(file: string): string | null {
  try {
    const {gid} = statSync(file);
    const lines = readFileSync('/etc/group', 'utf8').split('\n');
    return lines.map(line => line.split(':')).find(fields => fields[2] === String(gid))?.[0] ?? null;
  } catch {
    return null; // the folder is closed to us, or there is no such file: sudo is the advice left
  }
}

function timeoutHint(endpoint: Endpoint): string {
  return endpoint.kind === 'unix' ? 'the engine hangs: see `journalctl -u docker`' : 'check the network and the firewall';
}

function codeOf(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
}

function wordsOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
