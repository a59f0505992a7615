// What the bundle is made from, as one hash: a start builds only when this has changed. Times of files are not used, because a checkout changes them.
import {createHash} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const folders = ['source', 'stacks', 'build'];
const files = ['package.json', 'package-lock.json'];

/** Every file below `folder`, sorted, as paths relative to `root`. */
const below = (root, folder) =>
  fs
    .readdirSync(path.join(root, folder), {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile())
    .map(entry => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();

/** Hash of the content of all inputs, as hex. */
export const inputsHash = async root => {
  const hash = createHash('sha256');
  for (const file of [...files, ...folders.flatMap(folder => below(root, folder))]) {
    hash
      .update(file)
      .update('\0')
      .update(fs.readFileSync(path.join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
};
