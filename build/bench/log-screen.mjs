// The log of a flood on the screen of a program in a terminal: what it takes in, how old the newest line is, how soon keys are answered.
import {setTimeout as pause} from 'node:timers/promises';
import {cpuOf, rssOf} from './processes.mjs';
import {open} from './terminal.mjs';

/** When the newest line in a piece of output was written: each line of the floods tells it, ms since 1970. */
export const writtenIn = text => {
  let newest = 0;
  for (const [, ms] of text.matchAll(/written["=:]+(\d{13})/g)) newest = Math.max(newest, Number(ms));
  return newest;
};

/** For `seconds`: RSS every second, and how old the newest line is that has been seen, twenty times a second while `isSteady`. */
export const watch = async (pid, seconds, newest, isSteady = () => true) => {
  const points = [];
  const ages = [];
  const started = performance.now();
  const before = cpuOf([pid]);
  for (let tick = 0; performance.now() - started < seconds * 1000; tick++) {
    if (tick % 20 === 0) points.push({at: (performance.now() - started) / 1000, rss: rssOf(pid)});
    const written = newest();
    if (isSteady() && written > 0) ages.push(Date.now() - written);
    await pause(50);
  }
  return {points, ages, cpu: (cpuOf([pid]) - before) / ((performance.now() - started) / 1000)};
};

const number = text => Number(text.replaceAll(',', ''));

/** Taken in so far, from stacktop's title: lines held and lines let go. */
const takenIn = text => {
  const held = /([\d,]+) lines?(?![\w/])/.exec(text)?.[1];
  const gone = /([\d,]+) older let go/.exec(text)?.[1];
  return held === undefined ? null : number(held) + (gone === undefined ? 0 : number(gone));
};

/** Presses keys until `stop.done`; each is timed until the screen shows what it does. */
const pressKeys = async (terminal, stop) => {
  const times = [];
  const press = async (bytes, fits) => {
    const pressed = performance.now();
    terminal.child.write(bytes);
    while (!terminal.state.ended && performance.now() - pressed < 3000 && !fits(terminal.text())) await pause(1);
    times.push(performance.now() - pressed);
  };
  while (!stop.done && !terminal.state.ended) {
    stop.steady = false;
    await press(' ', text => text.includes('paused'));
    await pause(130);
    await press('?', text => !text.includes('paused'));
    await press('\u001b', text => text.includes('paused'));
    await pause(130);
    await press(' ', text => text.includes('following'));
    await pause(400);
    stop.steady = true;
    await pause(1400);
  }
  return times;
};

const environment = (home, more) => ({
  ...process.env,
  HOME: home,
  XDG_CACHE_HOME: `${home}/cache`,
  TERM: 'xterm-256color',
  COLORTERM: 'truecolor',
  LANG: 'C.UTF-8',
  CI: '',
  NO_COLOR: '',
  ...more,
});

/** stacktop's log screen of the container `flood`. */
export const stacktop = async ({root, home, host, seconds}) => {
  const args = [`${root}/bin/stacktop.js`, '-H', host, 'flood'];
  const terminal = open({command: process.execPath, args, quit: 'q'}, environment(home, {}));
  await terminal.until(text => text.includes('bench'), 15_000);
  terminal.child.write('\u001b[B');
  await pause(300);
  terminal.child.write('l');
  await terminal.until(text => text.includes('following'), 20_000);
  await pause(2000);
  const before = {taken: takenIn(terminal.text()), at: performance.now()};
  const stop = {done: false, steady: true};
  const pressing = pressKeys(terminal, stop);
  const newest = () => writtenIn(terminal.text());
  const watched = await watch(terminal.child.pid, seconds, newest, () => stop.steady);
  stop.done = true;
  const keys = await pressing;
  const text = terminal.text();
  const perSecond = ((takenIn(text) - before.taken) * 1000) / (performance.now() - before.at);
  const title = text.split('\n').find(line => line.includes('following')) ?? '';
  terminal.child.write('q');
  await pause(500);
  await terminal.close();
  const said = title.trim().replace(/\s{2,}/g, '  ');
  return {name: 'stacktop', perSecond, ...watched, keys, said};
};

/** lazydocker, which shows the log of the container that is selected at its start. What it has taken in it does not tell. */
export const lazydocker = async ({home, host, seconds}) => {
  const terminal = open({command: 'lazydocker', args: [], quit: 'q'}, environment(home, {DOCKER_HOST: host}));
  await terminal.until(text => writtenIn(text) > 0, 20_000);
  const watched = await watch(terminal.child.pid, seconds, () => writtenIn(terminal.text()));
  await terminal.close();
  return {name: 'lazydocker', perSecond: null, ...watched, keys: [], said: ''};
};
