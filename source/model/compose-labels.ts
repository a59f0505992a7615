import type {Stack} from './stack.js';

/** What Compose has noted about a project in the labels of its containers. */
export interface ComposeLabels {
  /** Folder on the machine that it was started from; '' when none is noted. */
  readonly folder: string;
  /** As noted: absolute, or within the folder. */
  readonly files: readonly string[];
  /** All versions that made its containers, oldest container first: `2.26.1`. */
  readonly versions: readonly string[];
}

const prefix = 'com.docker.compose.';

/** Null for a stack that Compose did not make. */
export const composeLabelsOf = ({project, members}: Stack): ComposeLabels | null => {
  const labels = members.map(({container}) => container.labels).filter(all => all[`${prefix}project`] === project);
  const newest = [...members].sort((a, b) => b.container.createdAt - a.container.createdAt)[0]?.container.labels ?? {};
  if (project === null || labels.length === 0) return null;
  const from = newest[`${prefix}project`] === project ? newest : (labels[0] ?? {});
  return {
    folder: from[`${prefix}project.working_dir`] ?? '',
    files: (from[`${prefix}project.config_files`] ?? '').split(',').filter(Boolean),
    versions: [...new Set(labels.map(all => all[`${prefix}version`] ?? '').filter(Boolean))],
  };
};
