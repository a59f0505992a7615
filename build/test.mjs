// `npm test` and `npm run test:engine`: ready, then vitest.
import {spawnSync} from 'node:child_process';
import {built, installed} from './ready.mjs';

installed();
await built();
const args = process.argv.slice(2);
const chosen = args.some(arg => arg.startsWith('--project')) ? args : ['--project', 'unit*', '--project', 'screens', ...args];
const {status} = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...chosen], {stdio: 'inherit'});
process.exitCode = status ?? 1;
