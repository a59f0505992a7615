import {expect, test} from 'vitest';
import {interfaceCounters} from '../../source/usage/interfaces.js';

const head = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
`;
const row = (name: string, rx: number, tx: number) => `${name.padStart(6)}: ${rx} 4 0 0 0 0 0 0 ${tx} 7 0 0 0 0 0 0\n`;

test.each([
  ['one network', row('lo', 9, 9) + row('eth0', 352, 10), {rx: 352, tx: 10}],
  ['two networks are summed', row('eth0', 1, 2) + row('eth1', 10, 20), {rx: 11, tx: 22}],
  [
    'a tunnel or bridge of its own is not counted again',
    row('eth0', 1, 2) + row('tun0', 500, 500) + row('docker0', 5, 5),
    {rx: 1, tx: 2},
  ],
  ['rootless, with another name', row('lo', 9, 9) + row('tap0', 3, 4), {rx: 3, tx: 4}],
  ['no network', row('lo', 9, 9), {rx: null, tx: null}],
  ['digits close to the colon', '  eth0:123 4 0 0 0 0 0 0 5 7 0 0 0 0 0 0\n', {rx: 123, tx: 5}],
])('received and sent bytes: %s', (_, rows, expected) => {
  expect(interfaceCounters(head + rows)).toEqual(expected);
});
