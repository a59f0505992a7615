import {describe, expect, test} from 'vitest';
import {readStartError, unwrapped} from '../../../source/model/why/start-error.js';

const endpoint = 'driver failed programming external connectivity on endpoint shop-web-1 (80ae76e1d40d22d1)';
const runc = 'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process';

describe('a port that is taken, in the words of every engine', () => {
  test.each([
    ['by another container, Docker', `${endpoint}: Bind for 0.0.0.0:8000 failed: port is already allocated`, 8000, 'tcp', null],
    [
      'on one address, Docker',
      `${endpoint}: Bind for 127.0.0.1:8000 failed: port is already allocated`,
      8000,
      'tcp',
      '127.0.0.1',
    ],
    ['on IPv6, Docker', `${endpoint}: Bind for :::8000 failed: port is already allocated`, 8000, 'tcp', null],
    [
      'by a process, Docker',
      `${endpoint}: Error starting userland proxy: listen tcp4 0.0.0.0:18765: bind: address already in use`,
      18_765,
      'tcp',
      null,
    ],
    [
      'by a process, UDP',
      `${endpoint}: Error starting userland proxy: listen udp4 0.0.0.0:53: bind: address already in use`,
      53,
      'udp',
      null,
    ],
    [
      'by a process, Docker 28',
      `failed to set up container networking: ${endpoint}: failed to bind host port for 0.0.0.0:8080:172.17.0.2:80/tcp: address already in use`,
      8080,
      'tcp',
      null,
    ],
    [
      'by a process, Docker 28.3',
      `failed to set up container networking: ${endpoint}: failed to bind host port 127.0.0.1:8080/tcp: address already in use`,
      8080,
      'tcp',
      '127.0.0.1',
    ],
    [
      'rootless Docker',
      `${endpoint}: error while calling PortManager.AddPort(): listen tcp 0.0.0.0:8080: bind: address already in use`,
      8080,
      'tcp',
      null,
    ],
    ['rootless Podman', 'rootlessport listen tcp 0.0.0.0:8080: bind: address already in use', 8080, 'tcp', null],
    ['Podman', 'cannot listen on the TCP port: listen tcp4 :8080: bind: address already in use', 8080, 'tcp', null],
    [
      'Podman with pasta',
      "pasta failed with exit code 1:\nFailed to bind port 8080 (Address already in use) for option '-t 8080-8080:80-80'",
      8080,
      'tcp',
      null,
    ],
    [
      'Docker Desktop',
      'Ports are not available: exposing port TCP 0.0.0.0:5432 -> 0.0.0.0:0: listen tcp 0.0.0.0:5432: bind: address already in use',
      5432,
      'tcp',
      null,
    ],
    [
      'Docker Desktop on Windows',
      'Ports are not available: exposing port TCP 0.0.0.0:5432 -> 0.0.0.0:0: listen tcp 0.0.0.0:5432: bind: Only one usage of each socket address (protocol/network address/port) is normally permitted.',
      5432,
      'tcp',
      null,
    ],
  ] as const)('%s', (_, error, port, protocol, address) => {
    expect(readStartError(error)).toEqual({kind: 'port', port, protocol, address});
  });
});

test.each([
  ['network shop_default not found', 'shop_default'],
  ['network backbone declared as external, but could not be found', 'backbone'],
  ['could not find a network: unable to find network with name or ID shop_default: network not found', 'shop_default'],
])('a network that is not there: %s', (error, name) => {
  expect(readStartError(error)).toEqual({kind: 'network', name});
});

describe('what else keeps a container from starting is said in plain words', () => {
  test.each([
    [
      `${endpoint}: Error starting userland proxy: listen tcp4 0.0.0.0:80: bind: permission denied`,
      'port 80 may not be opened by an engine without root',
    ],
    [
      'rootlessport cannot expose privileged port 80, you can add net.ipv4…',
      'port 80 may not be opened by an engine without root',
    ],
    ['No such image: shop/web:latest', 'its image shop/web:latest is not on this engine'],
    [
      'invalid mount config for type "bind": bind source path does not exist: /srv/shop/conf',
      "/srv/shop/conf is not there on the engine's host",
    ],
    ['statfs /srv/shop/conf: no such file or directory', "/srv/shop/conf is not there on the engine's host"],
    [
      `${runc}: error during container init: error mounting "/srv/nginx.conf" to rootfs at "/etc/nginx/nginx.conf": mount /srv/nginx.conf:/etc/nginx/nginx.conf (via /proc/self/fd/6), flags: 0x5000: not a directory: unknown: Are you trying to mount a directory onto a file (or vice-versa)?`,
      '/srv/nginx.conf cannot be mounted at /etc/nginx/nginx.conf: one is a folder, the other a file',
    ],
    [
      "error while mounting volume '/var/lib/docker/volumes/nfs/_data': failed to mount local volume: mount :/export:/var/lib/docker/volumes/nfs/_data, data: addr=10.0.0.9: no such host",
      'its volume /var/lib/docker/volumes/nfs/_data cannot be mounted: failed to mount local volume: mount :/export:/var/lib/docker/volumes/nfs/_data, data: addr=10.0.0.9: no such host',
    ],
    ['get shop_data: no such volume', 'its volume shop_data is not there'],
    [`${runc}: exec: "serve": executable file not found in $PATH: unknown`, 'there is no program serve in its image'],
    [
      `${runc}: exec: "/app/run.sh": stat /app/run.sh: no such file or directory: unknown`,
      'there is no program /app/run.sh in its image',
    ],
    [
      'crun: executable file `serve` not found in $PATH: No such file or directory: OCI runtime attempted to invoke a command that was not found',
      'there is no program serve in its image',
    ],
    [`${runc}: exec: "/app/run.sh": permission denied: unknown`, '/app/run.sh in its image may not be executed'],
    [`${runc}: exec: "/app": is a directory: permission denied`, '/app in its image may not be executed'],
    ['exec /app/serve: exec format error', 'its program is made for another kind of CPU, or is a script without #!'],
    [
      `${runc}: chdir to cwd ("/srv/app") set in config.json failed: no such file or directory: unknown`,
      'its working directory /srv/app cannot be entered',
    ],
    ['unable to find user nobodyxx: no matching entries in passwd file', 'its image knows no user or group nobodyxx'],
    ['write /var/lib/docker/containers/1/config.json: no space left on device', "the disk of the engine's host is full"],
    ['fork/exec /usr/bin/containerd-shim: cannot allocate memory', "the engine's host has not enough memory to start it"],
    [`${runc}: container init was OOM-killed (memory limit too low?): unknown`, 'its memory limit is too low for it to start'],
    ['cannot join network of a non running container: 5f1e', 'the container whose network it shares (5f1e) does not run'],
    ['No such container: vpn', 'the container whose network it shares (vpn) does not run'],
    [
      'error gathering device information while adding custom device "/dev/dri": no such file or directory',
      "the device /dev/dri is not there on the engine's host",
    ],
    ['could not select device driver "" with capabilities: [[gpu]]', 'the engine has no driver for GPUs'],
    [
      `${endpoint}:  (iptables failed: iptables --wait -t nat -A DOCKER: iptables: No chain/target/match by that name.\n (exit status 1))`,
      "the engine's firewall rules are gone",
    ],
    ['Address already in use', 'the fixed address that it asks for is taken'],
    [
      `${runc}: error during container init: open /proc/sys/net/nope: no such file or directory: unknown`,
      'its container could not be set up: open /proc/sys/net/nope: no such file or directory',
    ],
  ])('%s', (error, words) => {
    expect(readStartError(error)).toMatchObject({kind: 'known', words});
  });

  test('what nobody knows is told in the engine’s words, without what is the same in all of them and without a secret', () => {
    expect(readStartError(`${runc}: the moon is full, password=hunter2: unknown`)).toEqual({
      kind: 'unknown',
      text: 'the moon is full, password=••••••',
    });
    expect(unwrapped(`${endpoint}: something new`)).toBe('something new');
    expect(unwrapped('')).toBe('');
  });
});
