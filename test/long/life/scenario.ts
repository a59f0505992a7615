import type {DemoEngine} from '../../../source/demo/options.js';
import type {OpenScreen} from './screen.js';
import {pass} from './virtual-time.js';

const second = 1000;

/** Presses them one after another, and leaves time for what each of them begins. */
const press = async (screen: OpenScreen, keys: readonly string[], ms = 700): Promise<void> => {
  for (const key of keys) {
    screen.press(key);
    await pass(ms);
  }
};

const [esc, enter, tab, down, up] = ['\u001b', '\r', '\t', '\u001b[B', '\u001b[A'];

/** Somebody looks around: every screen that is opened is closed again. */
export const lookAround = async (screen: OpenScreen, places: number): Promise<void> => {
  await press(screen, ['g']);
  for (let place = 0; place < places; place += 1) {
    await press(screen, [enter, tab, tab, tab, tab, tab, tab, tab, esc]);
    await press(screen, ['l', 'f', '/', 'GET', enter, esc, esc, esc]);
    await press(screen, ['u', esc, 'X', esc, '?', esc, ':', esc]);
    await press(screen, [down]);
  }
  for (const [columns, rows] of [
    [80, 24],
    [200, 60],
    [120, 40],
  ] as const) {
    screen.resize(columns, rows);
    await pass(second);
  }
  await press(screen, ['/', 'web', enter, esc, 'M', 'P', 'a', 'a', up, 'g']);
};

/** The engine goes away and comes back, so many times. */
export const flap = async (demo: DemoEngine, times: number): Promise<void> => {
  for (let time = 0; time < times; time += 1) {
    await demo.stopListening();
    await pass((1 + (time % 3)) * second);
    await demo.listenAgain();
    await pass(6 * second);
  }
};

/** What befalls the containers there are: recreated under their names, crashed, ill and well again. */
export const trouble = async ({world}: DemoEngine, references: readonly string[]): Promise<void> => {
  for (const reference of references) {
    world.recreate(reference);
    await pass(20 * second);
    world.crash(reference);
    await pass(20 * second);
    world.breakHealth(reference);
    await pass(90 * second);
    world.heal(reference);
    await pass(30 * second);
  }
};

/** The log of a whole stack is open while one of its containers is recreated again and again. */
export const follow = async (screen: OpenScreen, {world}: DemoEngine, reference: string, times: number): Promise<void> => {
  await press(screen, ['g', 'l']);
  for (let time = 0; time < times; time += 1) {
    world.recreate(reference);
    await pass(3 * second);
  }
  await press(screen, [esc, esc]);
};

let made = 0;

/** Containers of stacks with ever new names come and go, ten at a time. */
export const churn = async ({world}: DemoEngine, count: number): Promise<void> => {
  for (let left = count; left > 0; left -= 10) {
    const project = `run-${Math.floor(made / 50)}`;
    const batch = Array.from({length: 10}, () => {
      made += 1;
      const container = world.add(project, `job-${made}`);
      return container.id;
    });
    await pass(left % 100 === 0 ? 1500 : 60);
    for (const id of batch) world.remove(id);
    await pass(60);
    if (made % 50 === 0) world.removeNetwork(`${project}_default`);
  }
};
