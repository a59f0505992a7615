import path from 'node:path/posix';
import type {Container} from './container.js';

/** What the containers of a stack say of how compose brought it up. Paths are absolute, on the machine where compose ran. */
export interface ComposeProject {
  readonly project: string;
  /** In the order they were given: later ones override. */
  readonly files: readonly string[];
  /**
   * The same files where they are when `files` are not there: Compose 1 writes names relative to a directory that it does not write.
   * Null when there is no doubt.
   */
  readonly otherFiles: readonly string[] | null;
  /** The project's directory: what is relative in the files is relative to it. */
  readonly workingDir: string;
  /** Given by `--env-file`; none of them: `.env` of the working directory holds. */
  readonly envFiles: readonly string[];
  /** The version that created the newest container, `2.26.1`; null when it is not told. */
  readonly version: string | null;
}

const prefix = 'com.docker.compose.';
const listed = (label: string | undefined): string[] => (label ?? '').split(',').filter(name => name.trim() !== '');

/** A place that is a file of this machine: neither standard input (`-`) nor something remote (`https://`, `oci://`, `git@host:`). */
const isPath = (name: string): boolean => name !== '-' && !/^[a-z][\w+.-]*:\/\//i.test(name) && !/^[^/]+@[^/]+:/.test(name);

/** Any directory will do to find out how far two names relative to the same one are from each other. */
const somewhere = '/1/2/3/4/5/6/7/8';

/**
 * Compose takes its directory from the first file, where it is not told otherwise: so that file is in it, and the others are as far from
 * the first as their names are.
 */
const besideFirst = (names: readonly string[], workingDir: string): string[] => {
  const [first = ''] = names;
  const start = path.isAbsolute(first) ? workingDir : path.dirname(path.join(somewhere, first));
  const from = (name: string): string => (path.isAbsolute(first) ? name : path.relative(start, path.join(somewhere, name)));
  return names.map(name => (path.isAbsolute(name) ? path.normalize(name) : path.join(workingDir, from(name))));
};

/** One-off containers may have been run with other files than the stack has. */
const newestOf = (containers: readonly Container[]): Container | null => {
  const known = containers.filter(({labels}) => labels[`${prefix}project.working_dir`]);
  const lasting = known.filter(({oneOff}) => !oneOff);
  return (lasting.length > 0 ? lasting : known).reduce<Container | null>(
    (newest, container) => (newest === null || container.createdAt > newest.createdAt ? container : newest),
    null,
  );
};

/**
 * How compose was asked for the stack of these containers: by the labels of the newest, as others may be from a time with other files.
 * Null where compose has not made them, or its files were none that one can read again (standard input, a URL).
 */
export const composeProjectOf = (containers: readonly Container[]): ComposeProject | null => {
  const labels = newestOf(containers)?.labels;
  const project = labels?.[`${prefix}project`];
  const workingDir = labels?.[`${prefix}project.working_dir`];
  if (!labels || !project || !workingDir || !path.isAbsolute(workingDir)) return null;
  const names = listed(labels[`${prefix}project.config_files`]);
  if (names.length === 0 || !names.every(isPath)) return null;
  const files = besideFirst(names, workingDir);
  const inDirectory = names.map(name => path.resolve(workingDir, name));
  const envNames = listed(labels[`${prefix}project.environment_file`]);
  return {
    project,
    files,
    otherFiles: files.every((file, at) => file === inDirectory[at]) ? null : inDirectory,
    workingDir,
    envFiles: envNames.filter(isPath).map(name => path.resolve(workingDir, name)),
    version: labels[`${prefix}version`] || null,
  };
};
