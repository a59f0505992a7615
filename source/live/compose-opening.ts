import type {Engine} from '../engine/client.js';
import {composeMenu} from '../model/compose-menu.js';
import {type ComposeProject, composeProjectOf} from '../model/compose-project.js';
import type {ComposeAction, ComposeRequest} from '../model/compose-request.js';
import type {Composed} from '../model/composed.js';
import type {EngineInfo} from '../model/engine-info.js';
import type {Stack} from '../model/stack.js';
import {isUp} from '../model/status.js';
import {type ComposeTool, composeSteps, shellLine} from '../operations/compose/argv.js';
import {shellSettings} from '../operations/compose/child-env.js';
import {isOfMaker, type Maker} from '../operations/compose/find-tool.js';
import type {ComposeItem} from '../state/compose.js';
import {plainText} from '../terminal/sanitise.js';
import {isThisMachine} from './this-machine.js';

/** What is asked of an engine here. */
type Where = Pick<Engine, 'demo' | 'endpoint'>;

/** All that is known once the tool and the project's files are found. */
export interface ComposeReady {
  readonly tool: ComposeTool;
  readonly project: ComposeProject;
  /** Compose profiles that are on, as far as its containers tell. */
  readonly profiles: readonly string[];
  /** What its files say; null where they could not be read. */
  readonly composed: Composed | null;
}

/** A socket leads here, or the files it speaks of are not found; by an address it may lead anywhere. */
const isElsewhere = ({endpoint}: Where, info: EngineInfo | null): boolean =>
  endpoint.kind === 'ssh' ||
  (endpoint.kind === 'tcp' && !/^(localhost|127\..*|::1)$/.test(endpoint.host) && !(info !== null && isThisMachine(info)));

const isLabelled = (stack: Stack, label: string): boolean =>
  stack.members.some(({container}) => Boolean(container.labels[label]));

/** Why compose can do nothing for this stack, as far as its labels and its engine tell; null when it may. */
export const obstacleOf = (engine: Where, stack: Stack, info: EngineInfo | null): string | null => {
  if (engine.demo) return "the demo engine's stacks have no compose files";
  if (stack.project === null) return 'these containers belong to no compose project';
  if (isLabelled(stack, 'com.docker.stack.namespace')) return 'docker stack deploy made it (Swarm): compose cannot change it';
  if (!isLabelled(stack, 'com.docker.compose.project')) return 'compose did not make its containers';
  if (isElsewhere(engine, info))
    return `the engine is on another host (${plainText(engine.endpoint.url)}), and so are its compose files`;
  if (composeProjectOf(stack.members.map(({container}) => container)) !== null) return null;
  return isLabelled(stack, 'com.docker.compose.project.config_files')
    ? 'its files came from standard input or over the network: compose cannot read them again'
    : 'its containers do not tell where its compose files are';
};

/** Who made a stack's containers. */
export const makerOf = (stack: Stack, project: ComposeProject): Maker => ({
  version: project.version,
  podman: isLabelled(stack, 'io.podman.compose.version'),
});

/** Names of the stack's services that have containers which last; only those that run when it is asked so. */
const servicesOf = (stack: Stack, running: boolean): string[] => [
  ...new Set(
    stack.members.flatMap(({container}) =>
      container.service === null || container.oneOff || (running && !isUp(container)) ? [] : [container.service],
    ),
  ),
];

/** The profiles without which a service that is there would not be. Of several that would do one is enough. */
export const profilesOn = (stack: Stack, composed: Composed | null): readonly string[] => {
  const on: string[] = [];
  for (const name of servicesOf(stack, false)) {
    const profiles = composed?.services.find(service => service.name === name)?.profiles ?? [];
    const [first] = profiles;
    if (first !== undefined && !profiles.some(profile => on.includes(profile))) on.push(first);
  }
  return on;
};

/** What a line of the menu asks for, without what is typed for it. */
export const requestOf = (action: ComposeAction, service: string | null, stack: Stack | undefined): ComposeRequest => ({
  action,
  services: service !== null ? [service] : action === 'recreate' && stack ? servicesOf(stack, true) : [],
});

/** The line as it may be shown: what is typed for it stands there in capitals. */
const preview = (request: ComposeRequest): ComposeRequest => {
  const services = request.services.length === 0 ? ['SERVICE'] : request.services;
  if (request.action === 'scale') return {...request, services, count: 'N'};
  return request.action === 'run' ? {...request, services, words: ['COMMAND']} : request;
};

/** What would run, as one line for a shell. */
export const commandLine = (engine: Where, {tool, project, profiles}: ComposeReady, request: ComposeRequest): string =>
  plainText(shellLine(composeSteps(tool, project, profiles, request), shellSettings(engine.endpoint)));

/** The menu as it is while nothing is known yet, or nothing can be done. */
export const idleItems = (service: string | null, why: string | null): readonly ComposeItem[] =>
  composeMenu(service).map(entry => ({...entry, command: '', disabled: why}));

/** The menu with what each of its lines would run. */
export const readyItems = (
  engine: Where,
  ready: ComposeReady,
  service: string | null,
  stack: Stack | undefined,
  readOnly: boolean,
): readonly ComposeItem[] =>
  composeMenu(service).map(entry => {
    const request = requestOf(entry.action, service, stack);
    const idle = entry.action === 'recreate' && request.services.length === 0;
    const refused = readOnly && entry.action !== 'config' ? 'read-only mode: nothing is changed' : null;
    return {
      ...entry,
      command: idle ? '' : commandLine(engine, ready, preview(request)),
      disabled: refused ?? (idle ? 'nothing of it runs' : null),
    };
  });

/** Services that have more containers than the files say: bringing them up takes the others away. */
export const shrunkBy = (request: ComposeRequest, {composed}: ComposeReady, stack: Stack | undefined): readonly string[] =>
  (composed?.services ?? []).flatMap(({name, replicas}) => {
    const meant = request.services.length === 0 || request.services.includes(name);
    const there = stack?.members.filter(({container}) => container.service === name && !container.oneOff).length ?? 0;
    return meant && request.action !== 'scale' && replicas > 0 && there > replicas ? [`${there} → ${replicas} of ${name}`] : [];
  });

/** What to know before anything is brought up; '' where there is nothing. */
export const warningOf = ({tool, project}: ComposeReady, maker: Maker): string =>
  isOfMaker(tool, maker)
    ? ''
    : `${maker.podman ? 'podman-compose' : `Compose ${project.version ?? ''}`} made its containers, and is not here: ${tool.words.join(' ')} makes all of them anew`;

/** What works all the same. A service without a container has nothing that could be restarted or removed. */
export const withoutCompose = (service: string | null, stack: Stack | undefined): string =>
  service === null || !stack || stack.members.some(({container}) => container.service === service)
    ? 'What needs no compose works: r restarts, S stops and starts, ^x removes.'
    : 'It has no container, and only compose could make one.';

/** Names to choose from, where one has to be typed; '' where they are not known. */
export const servicesIn = (composed: Composed | null): string =>
  composed === null || composed.services.length === 0
    ? ''
    : `  of ${composed.services.map(({name}) => plainText(name)).join(', ')}`;
