import {expect, test} from 'vitest';
import {openHostReader} from '../../source/usage/host.js';
import {fileTree} from './file-tree.js';

const first = {
  'proc/stat': 'cpu  100 0 50 800 50 0 0 0 20 0\ncpu0 1 2 3 4\nintr 5\n',
  'proc/meminfo': 'MemTotal:       1000 kB\nMemFree:         100 kB\nMemAvailable:    600 kB\n',
  'sys/class/net/eth0/device/vendor': 'x',
  'sys/class/net/eth0/statistics/rx_bytes': '1000\n',
  'sys/class/net/eth0/statistics/tx_bytes': '2000\n',
  'sys/class/net/docker0/statistics/rx_bytes': '5\n',
  'sys/class/net/docker0/statistics/tx_bytes': '5\n',
  'sys/block/vda/device/vendor': 'x',
  'sys/block/vda/stat': '   60917  7852  100  51979  91800  47339  200  90188  0  13664\n',
  'sys/block/loop0/stat': '1 1 1 1 1 1 1 1\n',
};

function reader(files: Readonly<Record<string, string>>) {
  const tree = fileTree(files);
  let now = 1000;
  const host = openHostReader({now: () => now, root: tree.root});
  return {tree, read: () => host?.read(), pass: (ms: number) => (now += ms)};
}

test('the header’s figures: CPU of all CPUs, memory, traffic of physical devices only', () => {
  const {tree, read, pass} = reader(first);
  expect(read()).toEqual({
    cpuPercent: null,
    memoryUsed: 400 * 1024,
    memoryTotal: 1000 * 1024,
    rxRate: null,
    txRate: null,
    readRate: null,
    writeRate: null,
  });
  pass(2000);
  tree.write({
    'proc/stat': 'cpu  130 0 70 950 50 0 0 0 40 0\n',
    'sys/class/net/eth0/statistics/rx_bytes': '3000\n',
    'sys/class/net/docker0/statistics/rx_bytes': '999999\n',
    'sys/block/vda/stat': '1 1 104 1 1 1 300 1 0 1\n',
    'sys/block/loop0/stat': '1 1 9999 1 1 1 9999 1\n',
  });
  expect(read()).toMatchObject({cpuPercent: 25, rxRate: 1000, txRate: 0, readRate: 4 * 256, writeRate: 100 * 256});
});

test('asked twice at once, it tells the same rates again', () => {
  const {tree, read, pass} = reader(first);
  read();
  pass(1000);
  tree.write({'sys/class/net/eth0/statistics/rx_bytes': '2000\n'});
  const told = read();
  pass(10);
  tree.write({'sys/class/net/eth0/statistics/rx_bytes': '900000\n'});
  expect(read()).toEqual(told);
});

test('a device plugged in is no burst of traffic', () => {
  const {tree, read, pass} = reader(first);
  read();
  tree.write({'sys/block/sdb/device/vendor': 'x', 'sys/block/sdb/stat': '1 1 99999999 1 1 1 99999999 1\n'});
  pass(31_000);
  expect(read()).toMatchObject({readRate: null, writeRate: null});
  pass(1000);
  expect(read()).toMatchObject({readRate: 0, writeRate: 0});
});

test('what a kernel does not tell is unknown', () => {
  const {read, pass} = reader({'proc/meminfo': 'MemTotal: 1000 kB\n'});
  read();
  pass(1000);
  expect(read()).toEqual({
    cpuPercent: null,
    memoryUsed: null,
    memoryTotal: 1000 * 1024,
    rxRate: null,
    txRate: null,
    readRate: null,
    writeRate: null,
  });
});

test('a machine without /proc has no reader', () => {
  expect(openHostReader({now: () => 0, root: fileTree({}).root})).toBeNull();
});
