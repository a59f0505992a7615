import type {Engine} from '../../engine/client.js';
import {inspectContainer} from '../../engine/containers.js';
import {EngineError} from '../../engine/errors.js';
import {record, text} from '../../engine/read.js';
import {listVolumes} from '../../engine/volumes.js';
import type {Container} from '../../model/container.js';
import {type Program, runProcess} from './run-process.js';

/** A volume as the project's files declare it. */
export interface DeclaredVolume {
  /** Its name on the engine. */
  readonly name: string;
  /** Made by somebody else: compose never deletes it. */
  readonly external: boolean;
}

const mostBytes = 8 * 1024 * 1024;

/** The volumes in what `config` writes. Compose 1 writes no name where the project's own is meant. */
export const declaredIn = (config: unknown, project: string): readonly DeclaredVolume[] =>
  Object.entries(record(record(config).volumes)).map(([key, value]) => {
    const volume = record(value);
    const external = volume.external === true || Object.keys(record(volume.external)).length > 0;
    const name = text(volume.name) || text(record(volume.external).name) || (external ? key : `${project}_${key}`);
    return {name, external};
  });

/** Why a project's files could not be read, in compose's own words. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Asks compose itself which volumes the project declares: it alone knows what its files come to. `program` is its `config`.
 * Throws ConfigError with what it said, the signal's reason when it was aborted.
 */
export const declaredVolumes = async (
  program: Program,
  project: string,
  signal: AbortSignal,
): Promise<readonly DeclaredVolume[]> => {
  const heard = {stdout: '', stderr: ''};
  const {code} = await runProcess(program, {
    signal,
    onOutput(stream, bytes) {
      if (heard[stream].length < mostBytes) heard[stream] += bytes.toString();
    },
  });
  signal.throwIfAborted();
  if (code !== 0) throw new ConfigError(heard.stderr.trim());
  const {parse} = await import('yaml');
  return declaredIn(parse(heard.stdout, {logLevel: 'silent'}), project);
};

/** What becomes of a project's volumes with `down -v`. */
export interface VolumesOnDown {
  /** Names of those that are deleted. */
  readonly lost: readonly string[];
  /** Those that nobody named, which go with their containers: what the engine calls them. */
  readonly anonymous: readonly string[];
  /** Names of those that stay: external, or not in the files any more. */
  readonly kept: readonly string[];
}

const labelOfProject = 'com.docker.compose.project';

/** Engines name what nobody named by 64 digits. */
const isAnonymous = (name: string): boolean => /^[0-9a-f]{64}$/.test(name);

/** Inspected where it was not: only an inspection tells of volumes. One that is gone meanwhile has none. */
const mountsOf = async (engine: Engine, container: Container, signal: AbortSignal): Promise<readonly string[]> => {
  let {inspection} = container;
  try {
    inspection ??= (await inspectContainer(engine, container.id, signal)).inspection;
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'not-found') throw error;
  }
  return (inspection?.mounts ?? []).flatMap(({type, name}) => (type === 'volume' && name !== '' ? [name] : []));
};

/** What `down -v` would do to the volumes of a project with these containers. Throws EngineError. */
export const volumesOnDown = async (
  engine: Engine,
  project: string,
  containers: readonly Container[],
  declared: readonly DeclaredVolume[],
  signal: AbortSignal,
): Promise<VolumesOnDown> => {
  const volumes = await listVolumes(engine, signal);
  const mounted = new Set<string>();
  // One after another: a hundred at once would be a burden on an engine that is about to have more to do.
  for (const container of containers) for (const name of await mountsOf(engine, container, signal)) mounted.add(name);
  const own = new Set(declared.filter(({external}) => !external).map(({name}) => name));
  const lost = volumes.filter(({name}) => own.has(name)).map(({name}) => name);
  const labelled = volumes.filter(({labels}) => labels[labelOfProject] === project).map(({name}) => name);
  const external = declared.filter(volume => volume.external).map(({name}) => name);
  const others = [...mounted].filter(name => !isAnonymous(name));
  const kept = [...new Set([...external, ...labelled, ...others])].filter(name => !own.has(name)).sort();
  return {lost: lost.sort(), anonymous: [...mounted].filter(name => isAnonymous(name) && !own.has(name)), kept};
};
