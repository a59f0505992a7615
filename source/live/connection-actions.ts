import {inspectContainer} from '../engine/containers.js';
import type {Container} from '../model/container.js';
import {reachText} from '../model/reach.js';
import {reach} from '../operations/reach.js';
import {
  type ConnectionActions,
  type ConnectionEnd,
  type ConnectionGoal,
  connectionBegun,
  connectionDropped,
  connectionTold,
  parseEnd,
} from '../state/connections.js';
import {memberIn} from '../state/selectors.js';
import {notify} from '../state/view-updates.js';
import {childOf, type Desk} from './desk.js';
import {endLater} from './end-later.js';

/** Containers of the stack whose images may have a tool that another's has not: those that run. */
const helpersOf = (members: readonly {readonly container: Container}[], from: Container): Container[] =>
  members.map(({container}) => container).filter(({id, state}) => id !== from.id && state === 'running');

/** Tries connections between containers, one at a time, and notes in the state what came of them. */
export const createConnectionActions = (desk: Desk): ConnectionActions => {
  const {engine, store, signal, start} = desk;
  let under: AbortController | null = null;
  let last = 0;

  /** With its inspection: addresses, aliases and the number of its process stand there. */
  const inspected = async (container: Container, over: AbortSignal): Promise<Container> =>
    container.inspection ? container : inspectContainer(engine, container.id, over);

  const tryIt = async (key: string, end: ConnectionEnd, over: AbortSignal): Promise<void> => {
    const found = memberIn(store.get(), key);
    if (!found) return;
    const {stack, member} = found;
    const id = ++last;
    const other = end.key === null ? null : memberIn(store.get(), end.key);
    const fromLabel = member.label;
    const way = `${fromLabel} → ${end.host.includes(':') ? `[${end.host}]` : end.host}:${end.port}`;
    store.update(state => connectionBegun(state, {id, from: key, way, startedAt: Date.now(), result: null}));
    try {
      const from = await inspected(member.container, over);
      const to = other && (await inspected(other.member.container, over));
      const helpers = store.get().readOnly ? [] : helpersOf(stack.members, from);
      const result = await reach(engine, from, end.host, end.port, {
        signal: over,
        to,
        helpers,
        onLeft: again => start(endLater(desk, again)),
      });
      const text = reachText({from, fromLabel, host: end.host, port: end.port, to}, result);
      const kind = text.tone === 'good' ? 'info' : text.tone;
      store.update(state => notify(connectionTold(state, id, text, Date.now()), text.text, kind, 8000));
    } finally {
      // Told by now, unless it was called off or failed.
      store.update(state =>
        state.connections.some(one => one.id === id && one.result === null) ? connectionDropped(state, id) : state,
      );
    }
  };

  return {
    reach({from, to}: ConnectionGoal, typed: string): void {
      const parsed = parseEnd(typed);
      const end = to ?? (parsed && {...parsed, key: null});
      if (!end) return;
      if (under) {
        store.update(state => notify(state, 'a connection is being tried: Esc stops it', 'warn'));
        return;
      }
      const controller = childOf(signal);
      under = controller;
      start(
        tryIt(from, end, controller.signal)
          .catch((error: unknown) => {
            if (!controller.signal.aborted) throw error;
          })
          .finally(() => {
            under = null;
            controller.abort();
          }),
      );
    },
    stop(): void {
      under?.abort();
    },
  };
};
