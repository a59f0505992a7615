import {expect, test} from 'vitest';
import {viewpointOf} from '../../source/model/viewpoint.js';

const here = {host: 'localhost', through: null};

test.each([
  ['on this machine', 'unix:///var/run/docker.sock', undefined, here],
  ['on this machine by tcp', 'tcp://127.0.0.1:2375', undefined, here],
  ['over SSH', 'unix:///s', '198.51.100.4 50000 192.0.2.7 22', {host: '192.0.2.7', through: '192.0.2.7'}],
  ['over SSH in IPv6', 'unix:///s', '2001:db8::4 50000 2001:db8::7 22', {host: '[2001:db8::7]', through: '2001:db8::7'}],
  [
    'over SSH, IPv4 in IPv6',
    'unix:///s',
    '::ffff:198.51.100.4 50000 ::ffff:192.0.2.7 22',
    {host: '192.0.2.7', through: '192.0.2.7'},
  ],
  ['over SSH from this machine', 'unix:///s', '127.0.0.1 50000 127.0.0.1 22', here],
  ['over SSH from this machine in IPv6', 'unix:///s', '::1 50000 ::1 22', here],
  ['over SSH by a link-local address', 'unix:///s', 'fe80::1%eth0 50000 fe80::2%eth0 22', here],
  ['with something else in the variable', 'unix:///s', 'a b $(reboot) d', here],
  ['with an empty variable', 'unix:///s', '', here],
  ['an engine elsewhere by tcp', 'tcp://prod:2375', '198.51.100.4 50000 192.0.2.7 22', {host: 'prod', through: 'prod'}],
  ['an engine elsewhere in IPv6', 'tcp://[2001:db8::9]:2375', undefined, {host: '[2001:db8::9]', through: '2001:db8::9'}],
  ['an engine by ssh', 'ssh://deploy@prod:2222', undefined, {host: 'prod', through: 'deploy@prod'}],
  ['an engine by ssh without a user', 'ssh://prod/run/docker.sock', undefined, {host: 'prod', through: 'prod'}],
])('%s', (_, endpoint, ssh, viewpoint) => {
  expect(viewpointOf(endpoint, ssh)).toEqual(viewpoint);
});
