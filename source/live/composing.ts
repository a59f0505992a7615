import {onAbort} from '../engine/abort.js';
import type {Engine} from '../engine/client.js';
import {type ComposeProject, composeProjectOf} from '../model/compose-project.js';
import type {Composed} from '../model/composed.js';
import type {Stack} from '../model/stack.js';
import {signatureOf, watchFiles} from '../operations/compose/files.js';
import type {State} from '../state/state.js';
import type {Store} from '../state/store.js';

/** Whether files that labels name may be files of this machine. */
export const hasFilesHere = ({endpoint, demo}: Pick<Engine, 'endpoint' | 'demo'>): boolean => endpoint.kind === 'unix' && !demo;

export const projectOf = ({members, project}: Stack): ComposeProject | null =>
  project === null ? null : composeProjectOf(members.map(({container}) => container));

/** Reads the files of one project. Throws only the signal's reason. */
const read = async (project: ComposeProject, signal: AbortSignal) => {
  const {readComposeFiles} = await import('../operations/compose/read.js'); // with the YAML library
  return readComposeFiles(project, signal);
};

/** What the compose files of these stacks say, by the stack's key; without those whose files cannot be read. Throws the signal's reason. */
export const composedNow = async (
  engine: Pick<Engine, 'endpoint' | 'demo'>,
  stacks: readonly Stack[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Composed>> => {
  const found = new Map<string, Composed>();
  if (!hasFilesHere(engine)) return found;
  for (const stack of stacks) {
    const project = projectOf(stack);
    const composed = project && (await read(project, signal)).composed;
    if (composed) found.set(stack.key, composed);
  }
  return found;
};

/** A look at the compose files of a stack. */
export interface ComposeLook {
  readonly project: ComposeProject;
  readonly composed: Composed;
  /** All that decides about its containers: with what is included, and what the environment comes from. */
  readonly files: readonly string[];
  /** Services whose environment comes from files. */
  readonly inEnvFiles: ReadonlySet<string>;
}

/** The compose files of one stack. */
interface Place {
  readonly project: ComposeProject;
  /** The containers it was last looked at for. */
  ids: string;
  /** All that was looked at, and as what. */
  files: readonly string[];
  signature: string;
  /** Services whose environment comes from files. */
  inEnvFiles: ReadonlySet<string>;
  /** Undefined before the first look. */
  composed: Composed | null | undefined;
  /** What was wrong with a file at the last look. */
  problem: string | null;
  looking: Promise<void>;
}

/** Keeps what the compose files of the stacks say. */
export interface Composing {
  /** Null where there is nothing to read; undefined until it has been. */
  composedOf(stack: Stack): Composed | null | undefined;
  /** To be told of the stacks whenever they changed. */
  look(stacks: readonly Stack[]): void;
}

export interface ComposingOptions {
  readonly engine: Pick<Engine, 'endpoint' | 'demo'>;
  readonly signal: AbortSignal;
  /** What `composedOf` says has changed. */
  changed(): void;
  /** The files of a stack were looked at, because they or its containers changed. */
  looked?(stackKey: string, look: ComposeLook): void;
  /** A file of the stack has an error, told once for each: until it is mended (null) nothing is known from its files. */
  broken?(stackKey: string, problem: string | null, project: string): void;
  /** Takes work that has to be waited for at the end. */
  start(work: Promise<void>): void;
}

/** Stacks of a host that somebody watches; what comes after them is not read. */
const mostStacks = 200;

/**
 * Reads compose files when a stack is first seen, when one of its containers is another, and when a file changes: the kernel tells, and
 * where it cannot, the next change of the stack does. Nothing is asked again and again.
 */
export const createComposing = ({engine, signal, changed, looked, broken, start}: ComposingOptions): Composing => {
  const here = hasFilesHere(engine);
  const places = new Map<string, Place>();
  const seen = new WeakSet<Stack>();

  const again = async (key: string, place: Place): Promise<void> => {
    const isGone = (): boolean => signal.aborted || places.get(key) !== place;
    if (isGone()) return;
    if (place.composed === undefined || (await signatureOf(place.files)) !== place.signature) {
      const found = await read(place.project, signal);
      if (isGone()) return;
      const {composed} = found;
      const {files, otherFiles, workingDir, envFiles} = place.project;
      const environment = [...(envFiles.length > 0 ? envFiles : [`${workingDir}/.env`]), ...[...found.envFiles.values()].flat()];
      place.files = [...new Set([...found.files, ...files, ...(otherFiles ?? []), ...environment])];
      place.inEnvFiles = new Set(found.envFiles.keys());
      place.signature = await signatureOf(place.files);
      if (isGone()) return;
      const isNews = place.composed === undefined || JSON.stringify(composed) !== JSON.stringify(place.composed);
      if (isNews) place.composed = composed;
      if (isNews) changed();
      if (found.problem !== place.problem) broken?.(key, found.problem, place.project.project);
      place.problem = found.problem;
      watchAll();
    }
    const {project, composed, files, inEnvFiles} = place;
    if (!isGone() && composed) looked?.(key, {project, composed, files, inEnvFiles});
  };

  const refresh = (key: string, place: Place): void => {
    const work = place.looking
      .then(() => again(key, place))
      .catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    // What fails is told once, and the next look is made all the same.
    place.looking = work.catch(() => {});
    start(work);
  };

  const watch = watchFiles(signal, file => {
    for (const [key, place] of places) if (place.files.includes(file)) refresh(key, place);
  });

  /** Those of stacks that are gone are let go: a kernel has so many watches, and here are so many folders at most. */
  const watchAll = (): void => watch.set([...places.values()].flatMap(one => one.files));

  const composed = (stack: Stack): Composed | null | undefined => {
    const place = places.get(stack.key);
    if (place) return place.composed;
    return here && places.size < mostStacks && projectOf(stack) ? undefined : null;
  };

  return {
    composedOf: composed,
    look(stacks) {
      const keys = new Set(stacks.map(({key}) => key));
      const gone = [...places.keys()].filter(key => !keys.has(key));
      for (const key of gone) {
        const {problem, project} = places.get(key) ?? {};
        places.delete(key);
        if (problem && project) broken?.(key, null, project.project);
      }
      if (gone.length > 0) watchAll();
      for (const stack of stacks) {
        if (seen.has(stack)) continue;
        seen.add(stack);
        const known = places.get(stack.key);
        const project = known || composed(stack) === undefined ? projectOf(stack) : null;
        if (!project) continue;
        const ids = stack.members
          .map(({container}) => container.id)
          .sort()
          .join();
        if (known && JSON.stringify(known.project) === JSON.stringify(project)) {
          if (known.ids === ids) continue;
          known.ids = ids;
          refresh(stack.key, known);
        } else {
          const place = {
            project,
            ids,
            files: [],
            signature: '',
            inEnvFiles: new Set<string>(),
            composed: known?.composed,
            problem: known?.problem ?? null,
            looking: Promise.resolve(),
          };
          places.set(stack.key, place);
          refresh(stack.key, place);
        }
      }
    },
  };
};

/** The first list is drawn, and its first figures, before anything else is done about it. */
const firstLookMs = 300;

/** Calls `look` with the stacks whenever they changed, for the first time when they have been on the screen for a moment. Ends with the signal. */
export const followStacks = (
  store: Pick<Store<State>, 'get' | 'subscribe'>,
  signal: AbortSignal,
  look: (stacks: readonly Stack[]) => void,
): void => {
  let last: State['stacks'] | null = null;
  let timer: NodeJS.Timeout | null = null;
  const see = (): void => {
    const {listed, stacks} = store.get();
    if (!listed) return;
    if (last === null) {
      timer ??= setTimeout(() => {
        last = store.get().stacks;
        look(last);
      }, firstLookMs);
      return;
    }
    if (stacks === last) return;
    last = stacks;
    look(stacks);
  };
  const unsubscribe = store.subscribe(see);
  onAbort(signal, () => {
    unsubscribe();
    if (timer !== null) clearTimeout(timer);
  });
  see();
};
