// CPU time and memory of processes, from /proc.
import fs from 'node:fs';

const msPerTick = 10; // USER_HZ is 100 on every Linux that Node runs on

/** Fields of /proc/PID/stat from the third on; null when there is no such process (any more). */
const statOf = pid => {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'latin1');
    const name = text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'));
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return {
      name,
      parent: fields[1],
      own: (fields[11] + fields[12]) * msPerTick,
      ended: (fields[13] + fields[14]) * msPerTick,
      start: fields[19],
    };
  } catch {
    return null;
  }
};

const all = () =>
  fs
    .readdirSync('/proc')
    .filter(entry => /^\d+$/.test(entry))
    .map(entry => ({pid: Number(entry), stat: statOf(entry)}))
    .filter(({stat}) => stat !== null);

/** Names as the kernel cuts them: 15 characters. */
const engines = new Set(['dockerd', 'containerd', 'containerd-shim', 'podman', 'conmon']);

/** Numbers of the engine's processes on this machine, the shims of its containers among them. */
export const enginePids = () =>
  (fs.existsSync('/proc/self/stat') ? all() : []).filter(({stat}) => engines.has(stat.name)).map(({pid}) => pid);

/** CPU time of these processes together, in ms. */
export const cpuOf = pids => pids.reduce((sum, pid) => sum + (statOf(pid)?.own ?? 0), 0);

/** When a process started, in the kernel's own units; null when there is none of this number. */
export const startOf = pid => statOf(pid)?.start ?? null;

/** A process and what it has started, by number. */
const treeOf = root => {
  const processes = all();
  const tree = [root];
  for (let at = 0; at < tree.length; at++) for (const {pid, stat} of processes) if (stat.parent === tree[at]) tree.push(pid);
  return tree;
};

/** CPU time in ms of a process and of all it has started, those that have ended too. */
export const treeCpu = root => cpuOf(treeOf(root)) + (statOf(root)?.ended ?? 0);

/** Resident memory of a process in MB; null when it has ended. */
export const rssOf = pid => {
  try {
    const line = /VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'));
    return line ? Number(line[1]) / 1024 : null;
  } catch {
    return null;
  }
};

/** Resident memory in MB of a process and of what it has started. */
export const treeRss = root => treeOf(root).reduce((sum, pid) => sum + (rssOf(pid) ?? 0), 0) || null;
