// The engine's processes on this machine, and the CPU time they have used.
import fs from 'node:fs';

const ticksPerSecond = 100; // USER_HZ, the same on every Linux that Node runs on

/** Numbers of dockerd and containerd, without the shims of the containers. */
export const enginePids = () =>
  fs
    .readdirSync('/proc')
    .filter(entry => /^\d+$/.test(entry))
    .filter(pid => {
      try {
        return ['dockerd', 'containerd', 'podman'].includes(fs.readFileSync(`/proc/${pid}/comm`, 'utf8').trim());
      } catch {
        return false; // it ended meanwhile
      }
    })
    .map(Number);

/** CPU time of processes together, in ms. */
export const cpuOf = pids =>
  pids.reduce((sum, pid) => {
    try {
      const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
      return sum + ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
    } catch {
      return sum;
    }
  }, 0);

/** Resident memory of a process, in MB. */
export const rssOf = pid => {
  const line = /VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'));
  return line ? Number(line[1]) / 1024 : null;
};
