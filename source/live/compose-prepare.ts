import type {ComposeProject} from '../model/compose-project.js';
import type {Composed} from '../model/composed.js';
import type {Stack} from '../model/stack.js';
import type {Maker, ToolFinder} from '../operations/compose/find-tool.js';
import {locate} from '../operations/compose/locate.js';
import {type ComposeReady, profilesOn} from './compose-opening.js';

/** What was found for a stack. */
export type Prepared =
  | {readonly kind: 'ready'; readonly ready: ComposeReady}
  | {readonly kind: 'obstacle'; readonly text: string};

const noTool = 'no compose is installed here: neither docker compose (the plugin), nor docker-compose, nor podman compose runs';

/** The library that reads YAML comes with the first file. */
const composedOf = async (project: ComposeProject, signal: AbortSignal): Promise<Composed | null> => {
  const {readComposeFiles} = await import('../operations/compose/read.js');
  return (await readComposeFiles(project, signal)).composed;
};

/** Finds the project's files, a tool of the kind that made its containers, and what the files say. Throws the signal's reason. */
export const prepare = async (
  tools: ToolFinder,
  stack: Stack,
  project: ComposeProject,
  maker: Maker,
  signal: AbortSignal,
): Promise<Prepared> => {
  const [tool, located] = await Promise.all([tools.find(maker, signal), locate(project)]);
  if (located.kind === 'gone') return {kind: 'obstacle', text: located.text};
  if (!tool) return {kind: 'obstacle', text: noTool};
  const composed = await composedOf(located.project, signal);
  return {kind: 'ready', ready: {tool, project: located.project, profiles: profilesOn(stack, composed), composed}};
};
