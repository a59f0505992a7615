import {listContainers} from '../engine/containers.js';
import {whatIsLeft} from '../model/compose-left.js';
import type {ComposeAction} from '../model/compose-request.js';
import {createConfigMask} from '../model/config-mask.js';
import type {Container} from '../model/container.js';
import {runProcess} from '../operations/compose/run-process.js';
import {meaningOf, reasonIn} from '../operations/compose/said.js';
import {type AnswerEnd, beginAnswer, withLines} from '../state/answer.js';
import type {NewLine} from '../state/answer-text.js';
import {inCompose, inOutput} from '../state/compose.js';
import {plainText} from '../terminal/sanitise.js';
import {createIntake} from './answer-intake.js';
import type {Desk} from './desk.js';
import {createTicker} from './ticker.js';

export interface ComposeRun {
  /** The opening of the screen, and the run in it. */
  readonly id: number;
  readonly run: number;
  readonly project: string;
  readonly action: ComposeAction;
  /** What is done, as people call it: `up`, `down -v`. */
  readonly title: string;
  /** As it may be shown. */
  readonly command: string;
  readonly steps: readonly (readonly string[])[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Of the tool. */
  readonly version: string | null;
  readonly signal: AbortSignal;
}

/** Lines as they may be shown: the configuration has environments and commands in it. */
const createShown = (action: ComposeAction): ((line: NewLine) => NewLine) => {
  const alone = (text: string): string => createConfigMask()(text);
  const masked = action === 'config' ? createConfigMask() : alone;
  return ({text, stderr}) => ({text: stderr ? alone(text) : masked(text), stderr});
};

/** Lines that are looked at for the reason of a failure. */
const mostHeard = 60;

const containersOf = async ({engine, signal}: Desk, project: string): Promise<readonly Container[] | null> => {
  try {
    return (await listContainers(engine, signal)).filter(container => container.project === project);
  } catch {
    return null; // the engine is away, or the session ends: compose says the one, and nobody reads the other
  }
};

const now = (): number => Date.now();

/** How a step that was not ended by the person came to its end; null when it did what it should. */
const failureOf = (
  {code, signal}: {readonly code: number | null; readonly signal: string | null},
  heard: readonly string[],
  version: string | null,
): AnswerEnd | null => {
  if (code === 0) return null;
  const meaning = code === null ? '' : meaningOf(code, version);
  const hint = meaning === '' ? '' : `Exit code ${code}: ${meaning}.`;
  const message = code === null ? `it was ended by ${signal}` : reasonIn(heard);
  return {kind: 'done', at: now(), exitCode: code, ok: false, message: plainText(message), hint};
};

/** Runs compose into the open screen: one program after another, until one fails. Never rejects: how it ended stands in the answer. */
export const runCompose = async (desk: Desk, wanted: ComposeRun): Promise<void> => {
  const {id, run, project, action, title, command, steps, cwd, env, version, signal} = wanted;
  const {store} = desk;
  const answer = beginAnswer({id: run, title, line: command, endless: action !== 'config', startedAt: now()});
  store.update(state => inCompose(state, id, {answer, action, focus: 'output', left: [], asking: null, loss: null}));
  const before = action === 'config' ? null : await containersOf(desk, project);
  const heard: string[] = [];
  let end: AnswerEnd | null = null;
  for (const [index, words] of steps.entries()) {
    if (signal.aborted || end) break;
    const intake = createIntake('lines', []);
    const shown = createShown(action);
    const tell = (): void => {
      const lines = intake.take().lines.map(shown);
      heard.push(...lines.filter(({stderr}) => stderr).map(({text}) => text));
      heard.splice(0, heard.length - mostHeard);
      store.update(state => inOutput(state, id, run, latest => withLines(latest, lines)));
    };
    const ticker = createTicker(tell);
    if (steps.length > 1) {
      const progress = `step ${index + 1} of ${steps.length}`;
      store.update(state => inOutput(state, id, run, latest => ({...latest, progress})));
    }
    try {
      const ended = await runProcess(
        {words, cwd, env},
        {
          signal,
          onOutput(stream, bytes) {
            intake.push(stream, bytes);
            ticker.soon();
          },
        },
      );
      intake.end();
      ticker.finish();
      if (!signal.aborted) end = failureOf(ended, heard, version);
    } catch (error) {
      ticker.finish();
      const said = error instanceof Error ? error.message : String(error);
      end = {kind: 'failed', at: now(), message: plainText(`${words[0]} could not be started: ${said}`), hint: ''};
    }
  }
  const stopped = signal.aborted;
  end ??= stopped
    ? {kind: 'stopped', at: now(), left: false}
    : {kind: 'done', at: now(), exitCode: 0, ok: true, message: '', hint: ''};
  const isWell = end.kind === 'done' && end.ok;
  const after = isWell || action === 'config' || desk.signal.aborted ? null : await containersOf(desk, project);
  const left = before && after ? whatIsLeft(before, after).map(plainText) : [];
  const final = end;
  store.update(state =>
    inCompose(
      inOutput(state, id, run, latest => ({...latest, end: final, stopping: false})),
      id,
      {left},
    ),
  );
};
