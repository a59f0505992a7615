import {EngineError} from '../engine/errors.js';
import {isJson, prettyJson} from '../model/json-text.js';
import {limitOf} from '../operations/run-service.js';
import {runTool} from '../operations/run-tool.js';
import type {Invocation, Verdict} from '../services/service.js';
import {type Answer, type AnswerEnd, beginAnswer, withLines, withText} from '../state/answer.js';
import {wholeOf} from '../state/answer-text.js';
import {inAnswer, withCommands} from '../state/commands.js';
import {plainText} from '../terminal/sanitise.js';
import {createIntake, type Intake, type Written} from './answer-intake.js';
import type {Desk} from './desk.js';
import {endLater} from './end-later.js';
import type {SpokenTo} from './service-target.js';
import {shownLine} from './shown-line.js';
import {createTicker} from './ticker.js';

/** Hands what comes in to the screen, some times a second. */
const createTeller = (desk: Desk, id: number, intake: Intake) =>
  createTicker(() => {
    const {columns, lines} = intake.take();
    desk.store.update(state => inAnswer(state, id, answer => withLines(columns ? {...answer, columns} : answer, lines)));
  });

/** Rows as CSV where we asked for them; who asks for CSV sees it. */
const writtenBy = ({argv}: Invocation, line: string): Written =>
  argv.includes('--csv') && !line.includes('--csv') ? 'csv' : 'lines';

/** Longer JSON is shown as it came: its lines can be searched and wrapped all the same. */
const longestJson = 2 * 1024 * 1024;
const mostLines = Number.POSITIVE_INFINITY;

/** JSON that came as one value is shown indented. */
const readable = (answer: Answer): Answer => {
  if (answer.columns !== null || answer.form === 'sql' || answer.text.dropped > 0) return answer;
  const whole = wholeOf(answer.text);
  return whole.length <= longestJson && isJson(whole)
    ? {...withText(answer, prettyJson(whole, mostLines)), form: 'json'}
    : answer;
};

const endedWith = (answer: Answer, end: AnswerEnd): Answer => {
  const ended = {...answer, end, stopping: false};
  return end.kind === 'done' && end.ok ? readable(ended) : ended;
};

const doneWith = (exitCode: number | null, {ok, message, hint}: Verdict): AnswerEnd => ({
  kind: 'done',
  at: Date.now(),
  exitCode,
  ok,
  message: plainText(message),
  hint: plainText(hint),
});

const goesOn = 'it may go on in the container, and is ended there as soon as the engine answers again';

const failedBy = (error: unknown, left: boolean): AnswerEnd => {
  const [message, hint] =
    error instanceof EngineError ? [error.message, error.hint] : [error instanceof Error ? error.message : String(error), ''];
  return {kind: 'failed', at: Date.now(), message: plainText(message), hint: left ? goesOn : plainText(hint)};
};

export interface CommandRun {
  readonly id: number;
  readonly found: SpokenTo;
  /** What the line is called; '' where it has no name. */
  readonly name: string;
  readonly line: string;
  readonly invocation: Invocation;
  readonly signal: AbortSignal;
}

/** Runs a command into the answer of the open screen of commands. Never rejects: how it ended stands in the answer. */
export const runCommand = async (desk: Desk, {id, found, name, line, invocation, signal}: CommandRun): Promise<void> => {
  const {engine, store} = desk;
  const {service, target} = found;
  const shown = shownLine(service.kind, line, invocation.secrets);
  const answer = beginAnswer({
    id,
    title: name || shown,
    line: shown,
    again: line,
    form: service.form(line),
    endless: service.endless(line),
    startedAt: Date.now(),
  });
  store.update(state => withCommands(state, {answer, focus: 'answer', search: '', sideways: 0}));
  const intake = createIntake(writtenBy(invocation, line), invocation.secrets);
  const teller = createTeller(desk, id, intake);
  let left = false;
  let unfit: Verdict | null = null;
  let end: AnswerEnd;
  try {
    const exitCode = await runTool(engine, target.container.id, invocation, {
      signal,
      verdict: service.verdict,
      timeoutMs: limitOf(invocation, 0),
      ...(answer.keeps === 'last' ? {heldMs: 1000} : {}),
      mayCreate: !store.get().readOnly,
      onOutput(stream, bytes) {
        intake.push(stream, bytes);
        teller.soon();
      },
      onUnfit: verdict => {
        unfit = verdict;
      },
      onLeft: again => {
        left = true;
        desk.start(endLater(desk, again));
      },
    });
    intake.end();
    teller.finish();
    end = doneWith(exitCode, unfit ?? service.verdict({exitCode, ...intake.heads()}));
  } catch (error) {
    intake.end();
    teller.finish();
    end = signal.aborted ? {kind: 'stopped', at: Date.now(), left} : failedBy(error, left);
  }
  store.update(state => inAnswer(state, id, now => endedWith(now, end)));
};
