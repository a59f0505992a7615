import fs from 'node:fs/promises';
import type {ComposeProject} from '../../model/compose-project.js';
import {isThere} from './files.js';

/** A project whose files were found, or why they were not. */
export type Located = {readonly kind: 'found'; readonly project: ComposeProject} | {readonly kind: 'gone'; readonly text: string};

const missingOf = async (files: readonly string[]): Promise<readonly string[]> => {
  const there = await Promise.all(files.map(file => isThere([file])));
  return files.filter((_, at) => !there[at]);
};

const isFolder = async (name: string): Promise<boolean> => (await fs.stat(name).catch(() => null))?.isDirectory() === true; // null: not there, or not ours to see

/** Looks whether a project's directory and files are where its containers say that they were. */
export const locate = async (project: ComposeProject): Promise<Located> => {
  const {workingDir, files, otherFiles, envFiles} = project;
  if (!(await isFolder(workingDir))) return {kind: 'gone', text: `its folder ${workingDir} is not there any more`};
  const places = [files, ...(otherFiles ? [otherFiles] : [])];
  for (const place of places) {
    if (!(await isThere(place))) continue;
    const [env] = await missingOf(envFiles);
    return env === undefined
      ? {kind: 'found', project: {...project, files: place, otherFiles: null}}
      : {kind: 'gone', text: `its environment file ${env} is not there any more`};
  }
  const missing = await missingOf(files);
  const more = missing.length > 1 ? ` (and ${missing.length - 1} more)` : '';
  return {kind: 'gone', text: `its file ${missing[0] ?? files[0] ?? ''}${more} is not there any more`};
};
