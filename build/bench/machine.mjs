// What a measurement was made on.
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {shown} from './figures.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const git = (...words) => spawnSync('git', ['-C', root, ...words], {encoding: 'utf8'}).stdout?.trim() ?? '';

/** The commit that was measured, and whether the tree differs from it; '' outside of a clone. */
const commit = () => {
  const hash = git('rev-parse', '--short', 'HEAD');
  const differs = git('status', '--porcelain', '--', 'source', 'bin', 'build', 'package-lock.json') !== '';
  return hash === '' ? '' : differs ? `${hash} and changes` : hash;
};

/** One line on the machine, one on the versions. */
export const describeMachine = () => {
  const {version} = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const cpus = os.cpus();
  return {
    machine: `${cpus.length} × ${cpus[0]?.model?.trim() ?? 'unknown CPU'}, ${shown(os.totalmem() / 2 ** 30)} GiB, ${os.type()} ${os.release()}`,
    versions: `stacktop ${version}${commit() === '' ? '' : ` (${commit()})`}, Node ${process.version}`,
  };
};

/** The machine's load of the last minute. */
export const load = () => os.loadavg()[0];
