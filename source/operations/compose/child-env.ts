import type {Endpoint} from '../../engine/endpoint.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Of the variables that compose reads only these change neither files nor project nor profiles. */
const harmless = new Set(['COMPOSE_HTTP_TIMEOUT', 'COMPOSE_PARALLEL_LIMIT', 'COMPOSE_DOCKER_CLI_BUILD', 'COMPOSE_BAKE']);

/** No colours, no lines drawn over each other: what is written is read line by line. */
const plainOutput = {COMPOSE_ANSI: 'never', COMPOSE_PROGRESS: 'plain', BUILDKIT_PROGRESS: 'plain', NO_COLOR: '1'};

const contextOf = (source: string): string | null => /^context (.+)$/.exec(source)?.[1] ?? null;

/**
 * The variables that have compose speak to this engine; none for the one that it finds by itself. Of an engine with certificates in a
 * context the context is named, as a URL would not say where they are.
 */
export const engineSettings = (endpoint: Endpoint): Readonly<Record<string, string>> => {
  const context = contextOf(endpoint.source);
  if (endpoint.kind === 'tcp' && endpoint.tls && context !== null) return {DOCKER_CONTEXT: context};
  return endpoint.url === 'unix:///var/run/docker.sock' && endpoint.source === 'default socket'
    ? {}
    : {DOCKER_HOST: endpoint.url};
};

/** Of these the ones that a line for the person's own shell needs: it has its DOCKER_HOST already. */
export const shellSettings = (endpoint: Endpoint): Readonly<Record<string, string>> =>
  endpoint.source === 'DOCKER_HOST' ? {} : engineSettings(endpoint);

/** The environment compose is run in: the person's, without what would choose another engine, project or other files. */
export const childEnv = (env: Environment, endpoint: Endpoint, plain: boolean): Record<string, string> => {
  const kept = Object.entries(env).flatMap(([name, value]): [string, string][] => {
    if (value === undefined || name === 'DOCKER_HOST' || name === 'DOCKER_CONTEXT') return [];
    return name.startsWith('COMPOSE_') && !harmless.has(name) ? [] : [[name, value]];
  });
  return {...Object.fromEntries(kept), ...engineSettings(endpoint), ...(plain ? plainOutput : {})};
};
