import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {onTestFinished} from 'vitest';

export interface FileTree {
  readonly root: string;
  /** Writes or replaces files, by path below the root. */
  write(files: Readonly<Record<string, string>>): void;
  /** Removes a file or folder, as a cgroup's end does. */
  remove(name: string): void;
}

/** A folder that stands for `/`, removed when the test is over. */
export function fileTree(files: Readonly<Record<string, string>>): FileTree {
  const root = mkdtempSync(path.join(tmpdir(), 'stacktop-tree-'));
  onTestFinished(() => rmSync(root, {recursive: true, force: true}));
  const write = (entries: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(entries)) {
      mkdirSync(path.dirname(path.join(root, name)), {recursive: true});
      writeFileSync(path.join(root, name), text);
    }
  };
  write(files);
  return {root, write, remove: name => rmSync(path.join(root, name), {recursive: true, force: true})};
}
