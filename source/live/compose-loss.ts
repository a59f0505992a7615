import {volumeSizes} from '../engine/volumes.js';
import type {ComposeAction} from '../model/compose-request.js';
import {maskText} from '../model/secret-text.js';
import type {Member} from '../model/stack.js';
import {composeSteps} from '../operations/compose/argv.js';
import {childEnv} from '../operations/compose/child-env.js';
import {reasonIn} from '../operations/compose/said.js';
import {ConfigError, declaredVolumes, volumesOnDown} from '../operations/compose/what-volumes.js';
import {type ComposeLoss, inCompose, type LostVolume} from '../state/compose.js';
import {ask, notify} from '../state/view-updates.js';
import {plainText} from '../terminal/sanitise.js';
import type {ComposeReady} from './compose-opening.js';
import type {Desk} from './desk.js';

/** On a host with much data an engine takes long to measure it: then the sizes are not known. */
const measuringMs = 30_000;

export interface LossQuestion {
  /** The opening of the screen. */
  readonly id: number;
  /** Of the stack. */
  readonly name: string;
  readonly members: readonly Member[];
  readonly ready: ComposeReady;
  readonly action: ComposeAction;
  readonly signal: AbortSignal;
}

const unique = (names: readonly string[]): string[] => [...new Set(names)].map(plainText).sort();

/** Sizes come when the engine has measured; the question waits for nobody. */
const measure = async ({engine, store}: Desk, id: number, signal: AbortSignal): Promise<void> => {
  const show = (change: (volumes: NonNullable<ComposeLoss['volumes']>) => Partial<NonNullable<ComposeLoss['volumes']>>): void =>
    store.update(state =>
      inCompose(state, id, ({loss}) =>
        loss?.volumes ? {loss: {...loss, volumes: {...loss.volumes, ...change(loss.volumes)}}} : {},
      ),
    );
  try {
    const sizes = await volumeSizes(engine, signal, measuringMs);
    if (signal.aborted) return;
    const sized = (volumes: readonly LostVolume[]) => volumes.map(({name}) => ({name, size: sizes.get(name) ?? null}));
    show(({lost, anonymous}) => ({lost: sized(lost), anonymous: sized(anonymous), sizes: 'told'}));
  } catch {
    if (!signal.aborted) show(() => ({sizes: 'unknown'})); // too slow, or refused: the names are told all the same
  }
};

const consequencesOf = ({volumes}: ComposeLoss): string =>
  volumes === null
    ? ''
    : volumes.lost.length + volumes.anonymous.length === 0
      ? 'No volume is deleted.'
      : 'The data in its volumes cannot be brought back.';

const questions: Partial<Record<ComposeAction, string>> = {
  'down-volumes': 'Down with volumes:',
  'down-images': 'Down with images:',
};

/** Asks with what is lost on screen; deleting volumes wants the project's name typed. */
const askFor = ({store}: Desk, {id, name, action, ready}: LossQuestion, loss: ComposeLoss): void => {
  const goal = {kind: 'compose', goal: {kind: 'do', request: {action, services: []}}} as const;
  const project = plainText(ready.project.project);
  const question = `${questions[action] ?? 'Down'} ${name}?`;
  store.update(state => {
    const next = inCompose(state, id, {loss, asking: null, focus: 'menu'});
    if (next === state) return state;
    return action === 'down-volumes'
      ? ask(next, {
          kind: 'type-name',
          goal,
          question,
          consequences: consequencesOf(loss),
          expected: project,
          what: "the project's name",
          typed: '',
        })
      : ask(next, {kind: 'confirm', goal, question});
  });
};

/** Finds out what a `down` takes away, shows it, and asks. Nothing is asked once `signal` is aborted. Throws EngineError. */
export const askLoss = async (desk: Desk, question: LossQuestion): Promise<void> => {
  const {engine, store, env} = desk;
  const {id, members, ready, action, signal} = question;
  const {tool, project, profiles} = ready;
  const containers = unique(members.map(({container}) => container.name));
  const images = action === 'down-images' ? unique(members.map(({container}) => container.image)) : null;
  if (action !== 'down-volumes') {
    askFor(desk, question, {action, containers, volumes: null, images});
    return;
  }
  store.update(state => inCompose(state, id, {asking: 'asking which volumes that deletes'}));
  try {
    const [words = []] = composeSteps(tool, project, profiles, {action: 'config', services: []});
    const program = {words, cwd: project.workingDir, env: childEnv(env, engine.endpoint, true)};
    const declared = await declaredVolumes(program, project.project, signal);
    const {lost, anonymous, kept} = await volumesOnDown(
      engine,
      project.project,
      members.map(({container}) => container),
      declared,
      signal,
    );
    if (signal.aborted) return;
    const unmeasured = (names: readonly string[]) => names.map(volume => ({name: plainText(volume), size: null}));
    const volumes = {
      lost: unmeasured(lost),
      anonymous: unmeasured(anonymous),
      kept: kept.map(plainText),
      sizes: 'asking',
    } as const;
    askFor(desk, question, {action, containers, volumes, images});
    await measure(desk, id, signal);
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof ConfigError)) throw error;
    const why = plainText(maskText(reasonIn(error.message.split('\n'))) || 'compose does not say why');
    store.update(state => notify(state, `its files cannot be read: ${why}`, 'bad', 12_000));
  } finally {
    store.update(state => inCompose(state, id, {asking: null}));
  }
};
