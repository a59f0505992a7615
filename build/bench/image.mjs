// The image of the crowd's containers: a static busybox of this machine, or an image with a shell that the engine has.
import fs from 'node:fs';
import {ask} from './engine-http.mjs';

const ours = 'stacktop-bench';
const places = ['/usr/bin/busybox', '/bin/busybox', '/bin/busybox.static', '/usr/bin/busybox.static'];
const others = ['busybox', 'alpine', 'stacktop-test/web', 'redis:7-alpine', 'debian', 'ubuntu', 'redis', 'postgres', 'nginx'];

/** Whether a file is a 64-bit program that needs no loader, nor libraries. */
export const isStatic = bytes => {
  if (bytes.length < 64 || bytes.readUInt32BE(0) !== 0x7f454c46 || bytes[4] !== 2) return false;
  const [at, size, count] = [Number(bytes.readBigUInt64LE(0x20)), bytes.readUInt16LE(0x36), bytes.readUInt16LE(0x38)];
  const interpreter = 3;
  for (let index = 0; index < count; index++) if (bytes.readUInt32LE(at + index * size) === interpreter) return false;
  return count > 0;
};

/** A tar of one file, which may be run. */
export const tarOf = (name, bytes) => {
  const head = Buffer.alloc(512);
  const octal = (value, at, length) => head.write(value.toString(8).padStart(length - 1, '0'), at);
  head.write(name, 0);
  octal(0o755, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(bytes.length, 124, 12);
  octal(0, 136, 12);
  head.write('        0', 148);
  head.write('ustar\u000000', 257);
  octal(
    head.reduce((sum, byte) => sum + byte, 0),
    148,
    7,
  );
  return Buffer.concat([head, bytes, Buffer.alloc(((512 - (bytes.length % 512)) % 512) + 1024)]);
};

// A second of waiting that starts no process: a shell that does would cost more than what is measured.
const work = wait =>
  `n=0 s=xxxxxxxx; while :; do n=$((n+1)) i=0; while [ $i -lt $((200+n%7*100)) ]; do i=$((i+1)); done; s=$s$s; [ \${#s} -gt 400000 ] && s=xxxxxxxx; ${wait}; done`;

/** An image, as {name, sleeps, works, remove}: the commands of a container that sleeps and of one that works a little every second. Throws with one line. */
export const makeImage = async socketPath => {
  for (const place of places) {
    const bytes = fs.existsSync(place) ? fs.readFileSync(place) : null;
    if (!bytes || !isStatic(bytes)) continue;
    const {status} = await ask(socketPath, 'POST', `/images/create?fromSrc=-&repo=${ours}&tag=latest`, tarOf('busybox', bytes));
    if (status !== 200) continue;
    const script = `/busybox mkfifo /f; exec 3<>/f; ${work('read -t 1 x <&3')}`;
    return {
      name: ours,
      sleeps: ['/busybox', 'sleep', '1000000'],
      works: ['/busybox', 'sh', '-c', script],
      remove: () => ask(socketPath, 'DELETE', `/images/${ours}`),
    };
  }
  for (const name of others) {
    const {status} = await ask(socketPath, 'GET', `/images/${name}/json`);
    if (status === 200) return {name, sleeps: ['sleep', '1000000'], works: ['sh', '-c', work('sleep 1')], remove: async () => {}};
  }
  throw new Error(
    `no image for containers of its own: needs a static busybox here (busybox-static) or one of ${others.join(', ')}`,
  );
};
