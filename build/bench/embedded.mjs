// The embedded engine in a process of its own, so that its cost is told apart from that of the program.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Lines a second that its container `flood` writes, for those who read them. */
export const floodRate = 100_000;

/** Starts one with so many containers at `socketPath`, as {pid, close}. Throws with one line. */
export const startEmbedded = async (socketPath, containers) => {
  const child = spawn(
    process.execPath,
    [path.join(root, 'build/bench/flood.mjs'), socketPath, String(floodRate), String(containers)],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'], // it ends when the channel does, however we end
      detached: true, // a ^C is ours to pass on
    },
  );
  const exited = once(child, 'exit');
  await Promise.race([
    once(child.stdout, 'data'),
    exited.then(() => {
      throw new Error('the embedded engine did not start');
    }),
  ]);
  return {
    pid: child.pid,
    close: async () => {
      child.kill();
      await exited;
    },
  };
};
