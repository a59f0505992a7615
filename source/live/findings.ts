import type {Engine} from '../engine/client.js';
import {EngineError} from '../engine/errors.js';
import {imageExists, networkExists} from '../engine/existence.js';
import {imagesIn, type KnownServices} from '../model/service.js';
import type {Stack} from '../model/stack.js';
import {
  chainsOf,
  type Finding,
  nothingFound,
  type Question,
  runOf,
  type Wanted,
  type WhyKnown,
  wantedOf,
  wantedOfSelected,
} from '../model/why.js';
import {lastLines} from '../operations/last-lines.js';
import {portHolder} from '../operations/port-holder.js';
import {reach} from '../operations/reach.js';
import {findingsKept, found, whyKnownIn} from '../state/findings.js';
import {memberIn, screenIn, selectedRowIn} from '../state/selectors.js';
import type {State} from '../state/state.js';
import type {Desk} from './desk.js';
import {endLater} from './end-later.js';
import {isThisMachine} from './this-machine.js';

const logLines = 5;

/** Who has a port is seen on the engine's own host only. */
const isHere = ({local, engine}: Pick<State, 'local' | 'engine'>): boolean =>
  local && engine !== null && !engine.demo && isThisMachine(engine);

/** Answers one question; null when it cannot be told. Throws only the signal's reason. */
export const answerTo = async (
  question: Question,
  engine: Engine,
  state: Pick<State, 'containers'>,
  signal: AbortSignal,
): Promise<Finding | null> => {
  try {
    switch (question.kind) {
      case 'network':
        return {kind: 'network', exists: await networkExists(engine, question.name, signal)};
      case 'image':
        return {kind: 'image', exists: await imageExists(engine, question.name, signal)};
      case 'log': {
        const container = state.containers.get(question.id);
        return container ? {kind: 'log', lines: await lastLines(engine, container, signal, logLines)} : null;
      }
      case 'port': {
        const holder = await portHolder(question.port, question.protocol, signal);
        return holder && {kind: 'port', holder};
      }
      case 'reach':
        return null; // tried for the one that is looked at from near by only: it runs a program inside
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof EngineError) return null;
    throw error;
  }
};

/** Whose last words are read for one answer to everything. */
const mostLogs = 8;

/** What a command knows, which asks once: all that the rules want of these stacks, and the last words of what ended. Throws only the signal's reason. */
export const whyKnown = async (
  engine: Engine,
  stacks: readonly Stack[],
  services: KnownServices,
  signal: AbortSignal,
): Promise<WhyKnown> => {
  const now = Date.now();
  const known: WhyKnown = {...nothingFound, imageOf: imagesIn(services), stacks};
  const containers = new Map(stacks.flatMap(({members}) => members.map(({container}) => [container.id, container])));
  const logs = stacks.flatMap(stack =>
    chainsOf(stack, now, known.pastOf).roots.flatMap(({party}) => wantedOfSelected(stack, party.key, false)),
  );
  const wanted = [...stacks.flatMap(stack => wantedOf(stack, now, known)), ...logs.slice(0, mostLogs)];
  const ports = wanted.some(({question}) => question.kind === 'port');
  const info = ports && engine.endpoint.kind === 'unix' ? await engine.info(signal).catch(() => null) : null;
  const here = isHere({local: true, engine: info});
  const findings = new Map<string, Finding>();
  const ask = async ({question}: Wanted): Promise<void> => {
    const finding = question.kind === 'port' && !here ? null : await answerTo(question, engine, {containers}, signal);
    if (finding) findings.set(question.key, finding);
  };
  await Promise.all(wanted.map(ask));
  return {...known, findings};
};

/** Tries a connection from inside of a container with what its image has for it; null when that could not be tried. */
const reachedFrom = async ({id, host, port}: Extract<Question, {kind: 'reach'}>, desk: Desk): Promise<Finding | null> => {
  const {engine, store, signal, start} = desk;
  const from = store.get().containers.get(id);
  if (!from) return null;
  const {kind} = await reach(engine, from, host, port, {signal, onLeft: again => start(endLater(desk, again))});
  return kind === 'no-tool' || kind === 'not-running' || kind === 'failed' ? null : {kind: 'reach', reached: kind};
};

/** The selection has to stay that long: walking past what has ended reads no logs. */
const settleMs = 400;

const wantedIn = (state: State, key: string | null): readonly Wanted[] => {
  const known = whyKnownIn(state);
  const wanted = state.stacks.flatMap(stack => wantedOf(stack, state.now, known));
  const selected = key === null ? null : memberIn(state, key);
  const nearBy = screenIn(state).kind === 'detail';
  return [
    ...wanted.filter(({question}) => question.kind !== 'port' || isHere(state)),
    ...(selected && key !== null ? wantedOfSelected(selected.stack, key, nearBy) : []),
  ];
};

/** The container that is looked at: that of the open detail, else the selected row's. */
const lookedAt = (state: State): string | null => {
  const screen = screenIn(state);
  if (screen.kind === 'detail') return screen.key;
  const row = screen.kind === 'stacks' ? selectedRowIn(state) : undefined;
  return row?.kind === 'container' ? row.key : null;
};

/**
 * Asks what the rules of why want to know of stacks in trouble, once for each thing that happened to what they ask about, once more when
 * the engine was away, and nothing while all is well. It has no clock of its own: it looks when the stacks, or what is looked at, have
 * changed. Ends with the desk's signal.
 */
export const findIntoState = (desk: Desk): void => {
  const {engine, store, publisher, signal, start} = desk;
  const asked = new Map<string, {readonly about: Wanted['about']; readonly connection: number}>();
  /** Counts the connections: what happened while the engine was away nobody told, so all is asked again. */
  let connection = 0;
  let seen: {readonly stacks: State['stacks']; readonly key: string | null; readonly screen: string} | null = null;
  let settled: string | null = null;
  let settling: NodeJS.Timeout | undefined;

  const ask = async (question: Question): Promise<void> => {
    const finding =
      question.kind === 'reach' ? await reachedFrom(question, desk) : await answerTo(question, engine, store.get(), signal);
    publisher.publish(state => found(state, question.key, finding));
  };
  /** The last words of one that was looked at stay as long as they are its last. */
  const isStill = (key: string, {containers}: State): boolean => {
    const id = /^log (.+)$/.exec(key)?.[1];
    const container = id === undefined ? undefined : containers.get(id);
    return container !== undefined && asked.get(key)?.about === runOf(container);
  };
  const forget = (state: State, wanted: ReadonlySet<string>): void => {
    for (const key of asked.keys()) if (!wanted.has(key) && !isStill(key, state)) asked.delete(key);
    if ([...state.findings.keys()].some(key => !asked.has(key)))
      publisher.publish(latest => findingsKept(latest, key => asked.has(key)));
  };
  const settle = (key: string | null): void => {
    clearTimeout(settling);
    if (key === settled) return;
    settling = setTimeout(() => {
      settled = key;
      seen = null;
      look();
    }, settleMs);
  };
  const look = (): void => {
    const state = store.get();
    if (state.connection.kind !== 'connected') {
      if (seen) connection += 1;
      seen = null;
      return;
    }
    const key = lookedAt(state);
    const screen = screenIn(state).kind;
    if (seen?.stacks === state.stacks && seen.key === key && seen.screen === screen) return;
    if (seen?.key !== key) settle(key);
    seen = {stacks: state.stacks, key, screen};
    const wanted = wantedIn(state, key === settled ? key : null);
    for (const {question, about} of wanted) {
      const before = asked.get(question.key);
      if (before?.about === about && before.connection === connection) continue;
      asked.set(question.key, {about, connection});
      start(ask(question));
    }
    forget(state, new Set(wanted.map(({question}) => question.key)));
  };
  const unsubscribe = store.subscribe(look);
  signal.addEventListener(
    'abort',
    () => {
      unsubscribe();
      clearTimeout(settling);
    },
    {once: true},
  );
};
