import {execFile} from 'node:child_process';
import os from 'node:os';
import type {ComposeProject} from '../../model/compose-project.js';

/** The configuration hashes of a project's services as its files have them now, and the compose that made them. */
export type Hashes =
  | {readonly kind: 'hashes'; readonly version: string; readonly byService: ReadonlyMap<string, string>}
  /** `reason`: in words, for a sentence. */
  | {readonly kind: 'none'; readonly reason: string};

/** Reading some files takes compose a tenth of a second; a file system that hangs is not waited for. */
const timeoutMs = 15_000;
const mostOutput = 1024 * 1024;

/** Nobody has asked for this: files that include others from a repository or a registry are not to have them fetched. */
const offline = (): NodeJS.ProcessEnv => ({
  ...process.env,
  COMPOSE_EXPERIMENTAL_GIT_REMOTE: 'false',
  COMPOSE_EXPERIMENTAL_OCI_REMOTE: 'false',
});

/** Runs a program at low priority and gives its output; null when it is not there, fails or takes too long. Throws the signal's reason. */
const outputOf = (argv: readonly string[], signal: AbortSignal): Promise<string | null> =>
  new Promise((resolve, reject) => {
    const [program = '', ...args] = argv;
    // Labels and files may say anything; no program can be given a NUL.
    if (argv.some(word => word.includes('\0'))) {
      resolve(null);
      return;
    }
    const options = {signal, timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: mostOutput, cwd: '/', env: offline()} as const;
    const child = execFile(program, args, options, (error, stdout) => {
      if (signal.aborted) reject(signal.reason);
      else resolve(error ? null : stdout);
    });
    child.stdin?.end();
    try {
      if (child.pid !== undefined) os.setPriority(child.pid, 10);
    } catch {
      // It has ended already.
    }
  });

export const majorOf = (version: string): string => version.replace(/^v/, '').split('.')[0] ?? '';

/** Compose 1 is a program of its own; later ones are a plugin of docker, and may be installed as that program too. */
const toolsFor = (version: string): readonly (readonly string[])[] =>
  majorOf(version) === '1' ? [['docker-compose']] : [['docker', 'compose'], ['docker-compose']];

/** How compose is asked about a project: argv without the program. @param profiles all of its services' */
export const projectArgs = (
  {project, workingDir, envFiles}: ComposeProject,
  files: readonly string[],
  profiles: readonly string[],
): string[] => [
  ...files.flatMap(file => ['-f', file]),
  ...['--project-directory', workingDir, '-p', project],
  ...envFiles.flatMap(file => ['--env-file', file]),
  ...profiles.flatMap(profile => ['--profile', profile]),
];

/** `web 8375…` a line. */
const readHashes = (output: string): Map<string, string> =>
  new Map(
    output.split('\n').flatMap((line): [string, string][] => {
      const [, service, hash] = /^(\S+)\s+([0-9a-f]{64})\s*$/.exec(line) ?? [];
      return service !== undefined && hash !== undefined ? [[service, hash]] : [];
    }),
  );

/**
 * Has compose make the hashes that it would write on containers made now, in this process's environment. `version` is that of the compose
 * which made the containers: one of another major version makes other hashes. Throws only the signal's reason.
 */
export const configHashes = async (
  project: ComposeProject,
  version: string,
  files: readonly string[],
  profiles: readonly string[],
  signal: AbortSignal,
): Promise<Hashes> => {
  const others: string[] = [];
  for (const tool of toolsFor(version)) {
    const here = (await outputOf([...tool, 'version', '--short'], signal))?.trim().replace(/^v/, '') ?? '';
    if (here === '') continue;
    if (majorOf(here) !== majorOf(version)) {
      others.push(here);
      continue;
    }
    const output = await outputOf([...tool, ...projectArgs(project, files, profiles), 'config', '--hash', '*'], signal);
    const byService = readHashes(output ?? '');
    return byService.size === 0 ? {kind: 'none', reason: 'compose cannot read them'} : {kind: 'hashes', version: here, byService};
  }
  const what = `compose ${version} made it`;
  return {kind: 'none', reason: others.length > 0 ? `${what}, here is ${others.join(' and ')}` : `${what}, and here is none`};
};
