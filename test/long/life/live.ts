import {startDemoEngine} from '../../../source/demo/start.js';
import {connect} from '../../../source/engine/client.js';
import {parseEndpoint} from '../../../source/engine/endpoint.js';
import {startSession} from '../../../source/live/session.js';
import {initialState} from '../../../source/state/initial.js';
import type {State} from '../../../source/state/state.js';
import {createStore} from '../../../source/state/store.js';
import {churn, flap, follow, lookAround, trouble} from './scenario.js';
import {openScreen} from './screen.js';
import {pass, passed, timers} from './virtual-time.js';

export interface Life {
  readonly hours: number;
  /** Containers that come and go, in all. */
  readonly churned: number;
  /** How often the engine goes away. */
  readonly flaps: number;
  /** Between two samples. */
  readonly intervalS: number;
  /** Whether the screen is drawn all the time; otherwise only while somebody looks around, in every fourth hour. */
  readonly drawn: boolean;
}

/** What is told beside what is kept. */
export interface Words {
  readonly hour: number | 'before' | 'after';
  readonly timers: number;
  /** Entries of what the state has by container. */
  readonly sizes: Readonly<Record<string, number>>;
  readonly connection: string;
  readonly drawnBytes: number;
  /** CPU of this process so far, ms. */
  readonly cpuMs: number;
}

const sizesOf = (state: State): Record<string, number> => ({
  containers: state.containers.size,
  stacks: state.stacks.length,
  usage: state.usage.size,
  histories: state.histories.size,
  trends: state.trends.byId.size,
  answers: state.answers.size,
  drifts: state.drifts.size,
  findings: state.findings.size,
  changes: state.changes.size,
  activities: state.activities.size,
  tunnels: state.tunnels.size,
  tagged: state.view.tagged.size,
  screens: state.view.screens.length,
});

const hourMs = 3_600_000;

/** Lives it; `tell` is waited for at the beginning, at the end of each hour, and when all is ended. */
export const live = async (
  {hours, churned, flaps, intervalS, drawn}: Life,
  tell: (words: Words) => Promise<void>,
): Promise<void> => {
  const words = (hour: Words['hour'], state: State | null, drawnBytes: number): Words => {
    const {user, system} = process.cpuUsage();
    return {
      hour,
      timers: timers(),
      sizes: state ? sizesOf(state) : {},
      connection: state?.connection.kind ?? '',
      drawnBytes,
      cpuMs: Math.round((user + system) / 1000),
    };
  };
  await tell(words('before', null, 0));
  const demo = await startDemoEngine({systems: drawn ? ['auren', 'dimini', 'ichrisbirch'] : ['auren', 'dimini']});
  const engine = await connect(parseEndpoint(demo.host, 'test', null), {signal: new AbortController().signal, env: {}});
  const intervalMs = intervalS * 1000;
  const store = createStore(
    initialState({endpoint: demo.host, local: true, filter: '', intervalMs, readOnly: true, now: Date.now()}),
  );
  const session = startSession({engine, store, intervalMs, env: {}, write() {}});
  session.attach({suspend: during => during(), exit() {}});
  await pass(2000);
  let drawnBytes = 0;
  let screen = drawn ? openScreen(store, session) : null;
  const closeScreen = async (): Promise<void> => {
    drawnBytes += screen?.drawnBytes() ?? 0;
    await screen?.close();
    screen = null;
  };
  for (let hour = 1; hour <= hours; hour += 1) {
    if (drawn || hour % 4 === 1) {
      screen ??= openScreen(store, session);
      await lookAround(screen, drawn ? 3 : 1);
      if (drawn) await follow(screen, demo, 'auren/redis', 20); // the embedded engine takes seconds to make up so much of a log
    }
    if (!drawn) await closeScreen();
    await flap(demo, Math.ceil(flaps / hours));
    await trouble(demo, ['auren/redis', 'dimini/postgres']);
    await churn(demo, Math.ceil(churned / hours));
    await pass(hour * hourMs - passed());
    await tell(words(hour, store.get(), drawnBytes + (screen?.drawnBytes() ?? 0)));
  }
  await closeScreen();
  await session.close();
  engine.close();
  await demo.close();
  await tell(words('after', null, 0));
};
