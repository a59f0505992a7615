#!/usr/bin/env node
// Stands in for ssh: forwards the -L socket to the "remote" one on this machine. FAKE_SSH_FAILS ends it with those words.
import {appendFileSync} from 'node:fs';
import net from 'node:net';

const args = process.argv.slice(2);
if (process.env.FAKE_SSH_LOG) appendFileSync(process.env.FAKE_SSH_LOG, `${process.pid} ${args.join(' ')}\n`);
if (process.env.FAKE_SSH_FAILS) {
  console.error(process.env.FAKE_SSH_FAILS);
  process.exitCode = 255;
} else {
  const [local, remote] = args[args.indexOf('-L') + 1].split(':');
  net
    .createServer(near => {
      const far = net.connect(remote);
      far.on('error', () => {
        console.error('channel 1: open failed: connect failed: No such file or directory');
        near.destroy();
      });
      near.on('error', () => far.destroy());
      near.pipe(far).pipe(near);
    })
    .listen(local);
}
