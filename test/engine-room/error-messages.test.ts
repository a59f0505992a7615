import {describe, expect, it} from 'vitest';
import {compareVersions, negotiate} from '../../source/engine/api-version.js';
import type {Endpoint} from '../../source/engine/endpoint.js';
import {errorFor, errorForStatus} from '../../source/engine/error-messages.js';

const unix: Endpoint = {
  kind: 'unix',
  socketPath: '/nowhere/docker.sock',
  url: 'unix:///nowhere/docker.sock',
  source: 'default socket',
};
const podman: Endpoint = {...unix, socketPath: '/run/user/7/podman/podman.sock'};
const tcp: Endpoint = {kind: 'tcp', host: 'h', port: 2375, tls: null, url: 'tcp://h:2375', source: 'DOCKER_HOST'};

function fault(code: string, message = 'words'): Error {
  return Object.assign(new Error(message), {code});
}

describe('what a person reads when the engine cannot be used', () => {
  it.each([
    ['ENOENT', unix, 'no-socket', /socket does not exist/, /systemctl start docker/],
    ['ENOENT', podman, 'no-socket', /socket does not exist/, /podman\.socket/],
    ['EACCES', unix, 'no-permission', /no permission/, /sudo/],
    ['ECONNREFUSED', unix, 'refused', /connection refused/, /is the engine running/],
    ['ECONNREFUSED', tcp, 'refused', /tcp:\/\/h:2375 \(DOCKER_HOST\)/, /listen on this port/],
    ['ENOTFOUND', tcp, 'unreachable', /not known/, /DNS/],
    ['EHOSTUNREACH', tcp, 'unreachable', /cannot be reached/, /network/],
    ['ETIMEDOUT', tcp, 'timeout', /did not answer/, /firewall/],
    ['EAGAIN', unix, 'timeout', /did not answer/, /hangs/],
    ['ECONNRESET', tcp, 'lost', /was lost/, /^$/],
    ['CERT_HAS_EXPIRED', tcp, 'tls', /expired/, /DOCKER_CERT_PATH/],
    ['SELF_SIGNED_CERT_IN_CHAIN', tcp, 'tls', /unknown CA/, /ca\.pem/],
    ['HPE_INVALID_CONSTANT', tcp, 'not-an-engine', /does not speak HTTP/, /port/],
    ['EWHATEVER', tcp, 'engine', /words/, /^$/],
  ] as const)('%s: %#', (code, endpoint, kind, message, hint) => {
    const error = errorFor(fault(code), endpoint);
    expect(error).toMatchObject({code: kind, message: expect.stringMatching(message), hint: expect.stringMatching(hint)});
    expect(error.message).not.toContain('\n');
  });

  it('names plain HTTP on a TLS request and the reverse', () => {
    const plain = errorFor(fault('EPROTO', 'error:0A00010B:SSL routines::wrong version number'), tcp);
    expect(plain).toMatchObject({
      code: 'tls',
      message: expect.stringMatching(/plain HTTP/),
      hint: expect.stringMatching(/DOCKER_TLS_VERIFY/),
    });
    const tls = errorForStatus(400, 'Client sent an HTTP request to an HTTPS server.', tcp);
    expect(tls).toMatchObject({code: 'tls', hint: expect.stringMatching(/DOCKER_TLS_VERIFY=1/)});
  });

  it.each([
    [404, 'No such container: x', 'not-found'],
    [409, 'is paused', 'conflict'],
    [500, 'driver failed', 'engine'],
    [501, 'configured logging driver does not support reading', 'engine'],
    [403, 'Forbidden', 'no-permission'],
    [400, 'client version 1.52 is too new. Maximum supported API version is 1.41', 'version'],
    [500, '', 'engine'],
  ])('%i %s', (status, words, code) => {
    expect(errorForStatus(status, words, unix)).toMatchObject({code, status, message: words || 'status 500'});
  });
});

describe('the API version', () => {
  it.each([
    ['1.41', '1.41'],
    ['1.40', '1.40'],
    ['1.52', '1.52'],
    ['1.56', '1.52'],
  ])('with an engine of %s is %s', (offered, spoken) => {
    expect(negotiate(offered, undefined)).toBe(spoken);
  });

  it.each([
    ['1.39', undefined, 'too-old', /1\.39/],
    ['1.45', '1.46', 'version', /newer than API 1\.45/],
    ['1.45', '1.24', 'version', /older than 1\.40/],
    ['1.45', 'v1.41', 'version', /not a version/],
    ['1.45', 'latest', 'version', /DOCKER_API_VERSION=latest/],
  ])('of %s with DOCKER_API_VERSION=%s is refused', (offered, wanted, code, message) => {
    expect(() => negotiate(offered, wanted)).toThrow(expect.objectContaining({code, message: expect.stringMatching(message)}));
  });

  it('is the one the person set, when the engine speaks it', () => {
    expect(negotiate('1.45', '1.41')).toBe('1.41');
  });

  it('is compared by number', () => {
    expect(compareVersions('1.9', '1.41')).toBeLessThan(0);
    expect(compareVersions('1.41', '1.41')).toBe(0);
  });
});
