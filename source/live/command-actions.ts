import path from 'node:path';
import type {ServiceKind} from '../model/profile.js';
import {withoutSecrets} from '../services/history-line.js';
import type {CommandActions, CommandEntry, CommandGoal} from '../state/commands.js';
import {beginCommands, endCommands, inAnswer, isRunning, withCommands} from '../state/commands.js';
import {ask, notify, pop} from '../state/view-updates.js';
import {plainText} from '../terminal/sanitise.js';
import {commandHistory, tidied} from './command-history.js';
import {runCommand} from './command-run.js';
import {newDumpName, newestDump, readWish, runTransfer, transferEntries, unreadable} from './command-transfer.js';
import {childOf, type Desk} from './desk.js';
import {inspectedTarget, type SpokenTo, spokenTo} from './service-target.js';
import {shownLine} from './shown-line.js';

/** Quick commands that end by themselves, or when they are stopped; of one name the first, which is the profile's. */
const entriesOf = ({service, target}: SpokenTo): CommandEntry[] =>
  service
    .quick(target)
    .filter(({interactive, name}, index, all) => !interactive && all.findIndex(other => other.name === name) === index)
    .map(({name, line, endless, danger}) => ({name: plainText(name), line: plainText(line), endless, danger, does: 'line'}));

let answers = 0;
let openings = 0;

/** As a question wants it typed: the service's name, or its id where that cannot be seen. */
const nameToType = ({member}: SpokenTo): {readonly expected: string; readonly what: string} => {
  const name = plainText(member.label).trim();
  return name === ''
    ? {expected: member.container.id.slice(0, 12), what: 'its id'}
    : {expected: name, what: "the service's name"};
};

/** The commands of a service: runs them and keeps their answers in `state.commands`. */
export const createCommandActions = (desk: Desk): CommandActions => {
  const {store, env} = desk;
  let opening: {readonly id: number; readonly key: string} | null = null;
  let running: AbortController | null = null;
  const said = (text: string): void => store.update(state => notify(state, plainText(text), 'warn', 6000));

  /** The service of the open screen; says so when it is gone. */
  const service = (): SpokenTo | null => {
    const found = opening && spokenTo(store.get(), opening.key);
    if (!found) said('this container is no more');
    return found;
  };

  const isBusy = (): boolean => {
    const busy = isRunning(store.get().commands);
    if (busy) said('a command still runs: Esc stops it');
    return busy;
  };

  /** Work that an answer shows, one at a time. */
  const begin = (work: (id: number, signal: AbortSignal) => Promise<void>): void => {
    const controller = childOf(desk.signal);
    running = controller;
    desk.start(
      work(++answers, controller.signal).finally(() => {
        if (running === controller) running = null;
        controller.abort();
      }),
    );
  };

  const remember = (kind: ServiceKind, line: string, secrets: readonly string[]): void => {
    const kept = withoutSecrets(kind, line);
    if (kept === null || secrets.some(secret => secret !== '' && kept.includes(secret))) return;
    store.update(state => withCommands(state, ({history}) => ({history: [...history.filter(one => one !== kept), kept]})));
    desk.start(commandHistory(env, kind).add(kept));
  };

  const start = (found: SpokenTo, line: string, name: string): void => {
    if (!found.target.container.inspection) {
      desk.start(startInspected(found, line, name));
      return;
    }
    const wish = {csv: true, readOnly: store.get().readOnly};
    const invocation = found.service.command(found.target, line, wish);
    if (!invocation) {
      said(found.service.whyNot(found.target, line, wish) || `nothing in ${found.name} could run that`);
      return;
    }
    remember(found.service.kind, line, invocation.secrets);
    begin((id, signal) => runCommand(desk, {id, found, name, line, invocation, signal}));
  };

  /** A line that was typed before its container was looked at: it is run once that is so, unless the screen was left or something runs. */
  const startInspected = async ({name: where, member}: SpokenTo, line: string, name: string): Promise<void> => {
    store.update(state => notify(state, `${where} is looked at first`, 'info', 2000));
    const id = opening?.id;
    const found = await inspectedTarget(desk, member.key, desk.signal).catch((error: unknown) => {
      if (!desk.signal.aborted) said(error instanceof Error ? error.message : String(error));
    });
    if (found === null) said('this container is no more');
    if (found?.target.container.inspection && opening?.id === id && !isBusy()) start(found, line, name);
  };

  /** Asks for the service's name before something is lost. */
  const askFirst = (found: SpokenTo, goal: CommandGoal, question: string, consequences: string): void =>
    store.update(state =>
      ask(state, {kind: 'type-name', goal: {kind: 'command', goal}, question, consequences, ...nameToType(found), typed: ''}),
    );

  const run = (line: string, name: string): void => {
    if (isBusy()) return;
    const found = service();
    if (!found) return;
    const why = found.service.whyNot(found.target, line, {csv: true, readOnly: store.get().readOnly});
    if (why !== '') {
      said(why);
      return;
    }
    const marked = store.get().commands?.entries.some(entry => entry.danger && entry.line === line) ?? false;
    const danger = found.service.danger(line) ?? (marked ? 'may lose data, says its profile' : null);
    if (danger === null) start(found, line, name);
    else {
      const question = `Run ${shownLine(found.service.kind, line, [])} on ${found.name}?`;
      askFirst(found, {kind: 'run', key: found.member.key, name, line}, question, `It ${plainText(danger)}.`);
    }
  };

  /** Asks which file; a name is there already. */
  const askForFile = async (found: SpokenTo, does: 'dump' | 'restore'): Promise<void> => {
    const typed = does === 'dump' ? newDumpName(found, new Date()) : await newestDump(found, process.cwd());
    const goal = {kind: 'command', goal: {kind: 'file', key: found.member.key, does}} as const;
    const sign = does === 'dump' ? 'dump to' : 'restore from';
    const hint = does === 'dump' ? 'a file, or: FILE from DATABASE' : 'a file, or: FILE into DATABASE';
    store.update(state => (opening ? ask(state, {kind: 'line', goal, sign, hint, typed}) : state));
  };

  const transfer = (does: 'dump' | 'restore'): void => {
    if (isBusy()) return;
    const found = service();
    if (!found) return;
    if (does === 'restore' && store.get().readOnly) said('read-only mode: nothing is restored');
    else desk.start(askForFile(found, does));
  };

  const fileChosen = async (found: SpokenTo, does: 'dump' | 'restore', typed: string): Promise<void> => {
    const wish = readWish(does, typed, found, env.HOME);
    if (!wish) return;
    if (does === 'dump') {
      begin((id, signal) => runTransfer(desk, {id, found, wish, signal}));
      return;
    }
    const problem = await unreadable(wish.file);
    if (problem !== null) {
      said(problem);
      return;
    }
    const question = `Restore ${plainText(path.basename(wish.file))} into ${plainText(wish.database)} of ${found.name}?`;
    const consequences = 'What is there may be changed. It is one transaction: all of it, or nothing.';
    askFirst(found, {kind: 'restore', key: found.member.key, file: wish.file, database: wish.database}, question, consequences);
  };

  const stop = (): void => {
    const id = store.get().commands?.answer?.id;
    if (id !== undefined) store.update(state => inAnswer(state, id, answer => ({...answer, stopping: answer.end === null})));
    running?.abort();
  };

  const close = (): void => {
    running?.abort();
    const id = opening?.id;
    opening = null;
    if (id !== undefined) store.update(state => endCommands(state, id));
  };

  return {
    open(key) {
      close();
      const found = spokenTo(store.get(), key);
      if (!found) return;
      const id = ++openings;
      opening = {id, key};
      const {kind, consoleName, words} = found.service;
      const sign = `${consoleName ?? kind}>`;
      const entries = [...entriesOf(found), ...transferEntries(found)];
      store.update(state => beginCommands(state, {id, key, name: found.name, kind, sign, entries, words}));
      desk.start(inspectedTarget(desk, key, desk.signal).then(() => {}));
      desk.start(
        commandHistory(env, kind)
          .read()
          .then(past =>
            store.update(state =>
              // What was run meanwhile is newer.
              state.commands?.id === id ? withCommands(state, ({history}) => ({history: tidied([...past, ...history])})) : state,
            ),
          ),
      );
    },
    close,
    run,
    transfer,
    stop,
    reach(goal, typed) {
      if (goal.kind === 'close') {
        close();
        store.update(pop);
        return;
      }
      if (goal.key !== opening?.key || isBusy()) return;
      const found = service();
      if (!found) return;
      if (goal.kind === 'run') start(found, goal.line, goal.name);
      else if (goal.kind === 'file') desk.start(fileChosen(found, goal.does, typed));
      else {
        const wish = {does: 'restore', file: goal.file, database: goal.database} as const;
        begin((id, signal) => runTransfer(desk, {id, found, wish, signal}));
      }
    },
  };
};
