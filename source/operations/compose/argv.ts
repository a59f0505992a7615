import type {ComposeProject} from '../../model/compose-project.js';
import type {ComposeRequest} from '../../model/compose-request.js';
import {quoteWords} from '../../services/words.js';

/** A program that speaks compose. */
export interface ComposeTool {
  /** `docker compose`, `docker-compose`, `podman compose`, as words. */
  readonly words: readonly string[];
  /** `2.26.1`; null when it does not tell. */
  readonly version: string | null;
  /** podman-compose has its own options. */
  readonly dialect: 'compose' | 'podman-compose';
}

const each = (option: string, values: readonly string[]): string[] => values.flatMap(value => [option, value]);

/** The tool with the project's own files, directory, profiles and environment files; every path is absolute. */
const projectWords = (tool: ComposeTool, project: ComposeProject, profiles: readonly string[]): string[] => [
  ...tool.words,
  '-p',
  project.project,
  // podman-compose has no such option: it is run in that directory, as all are.
  ...(tool.dialect === 'compose' ? ['--project-directory', project.workingDir] : []),
  ...each('-f', project.files),
  ...each('--env-file', project.envFiles),
  ...each('--profile', profiles),
];

/** Services as the last words; a name that looks like an option comes after `--`. */
const named = (services: readonly string[], more: readonly string[] = []): string[] => [
  ...(services.some(name => name.startsWith('-')) ? ['--'] : []),
  ...services,
  ...more,
];

const commandsOf = ({action, services, count = '1', words = []}: ComposeRequest): readonly (readonly string[])[] => {
  const up = ['up', '-d', ...named(services)];
  switch (action) {
    case 'up':
    case 'recreate':
      return [up];
    case 'up-build':
      return services.length === 0 ? [['up', '-d', '--build']] : [['build', ...named(services)], up];
    case 'pull-up':
      return [['pull', ...named(services)], up];
    case 'scale':
      return [['up', '-d', ...services.flatMap(name => ['--scale', `${name}=${count}`]), ...named(services)]];
    case 'run':
      return [['run', '--rm', ...named(services, words)]];
    case 'config':
      return [['config']];
    case 'down':
      return [['down']];
    case 'down-volumes':
      return [['down', '-v']];
    default:
      return [['down', '--rmi', 'all']];
  }
};

/**
 * The programs to run one after another, each as its words; the next one only after the one before ended with 0.
 * @param profiles compose profiles that are on
 */
export const composeSteps = (
  tool: ComposeTool,
  project: ComposeProject,
  profiles: readonly string[],
  request: ComposeRequest,
): readonly (readonly string[])[] => commandsOf(request).map(words => [...projectWords(tool, project, profiles), ...words]);

/** The same as one line for a shell. `settings` are variables that stand before each program. */
export const shellLine = (steps: readonly (readonly string[])[], settings: Readonly<Record<string, string>>): string => {
  const before = Object.entries(settings)
    .map(([name, value]) => `${name}=${quoteWords([value])} `)
    .join('');
  return steps.map(words => before + quoteWords(words)).join(' && ');
};
