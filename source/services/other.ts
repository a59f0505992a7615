import {plainService} from './any-program.js';

const quick: readonly (readonly [string, string])[] = [
  ['processes', 'ps aux'],
  ['disk', 'df -h'],
];
const words: readonly string[] = ['ps aux', 'df -h', 'ls -la', 'cat /etc/os-release', 'id'];

/** A container that nothing more is known of: its own programs. */
export const other = plainService({kind: 'other', recognises: () => true, port: () => null, quick: () => quick, words});

/** A job: the same, while it runs. */
export const job = plainService({kind: 'job', recognises: () => false, port: () => null, quick: () => quick, words});
