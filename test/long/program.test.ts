import {subscribe, unsubscribe} from 'node:diagnostics_channel';
import fs from 'node:fs';
import {afterEach, expect, test} from 'vitest';
import type {DemoEngine} from '../../source/demo/options.js';
import {startDemoEngine} from '../../source/demo/start.js';
import {Terminal} from '../support/terminal.js';

const isLong = process.env.STACKTOP_LONG === '1';
const churned = isLong ? 6000 : 400;
const steadyMs = isLong ? 60_000 : 6000;

let demo: DemoEngine | undefined;

afterEach(async () => {
  await Terminal.closeAll();
  await demo?.close();
});

const descriptorsOf = (pid: number): number => fs.readdirSync(`/proc/${pid}/fd`).length;

const memoryOf = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;

/** Connections that servers of this process, of which the engine is one, took in so many ms. */
const connectionsIn = async (ms: number): Promise<number> => {
  let count = 0;
  const heard = (): void => {
    count += 1;
  };
  subscribe('net.server.socket', heard);
  await new Promise(resolve => setTimeout(resolve, ms));
  unsubscribe('net.server.socket', heard);
  return count;
};

test.runIf(process.platform === 'linux')(
  'the program opens no new socket while nothing happens, and holds no more after hundreds of containers came and went',
  async () => {
    demo = await startDemoEngine({systems: [], scale: 30});
    const {world, host} = demo;
    const terminal = Terminal.open({args: ['--interval', '1'], env: {DOCKER_HOST: host}});
    await terminal.sees(/load-002 .* \d/);
    const {pid} = terminal;
    const comeAndGo = async (count: number, project: string): Promise<void> => {
      for (let made = 0; made < count; made += 20) {
        const batch = Array.from({length: 20}, (_, index) => world.add(project, `job-${made + index}`).id);
        await terminal.sees(`${project} `);
        for (const id of batch) world.remove(id);
        await terminal.unsees(`${project} `);
      }
    };
    await comeAndGo(200, 'a-first');
    const [before, memory] = [descriptorsOf(pid), memoryOf(pid)];
    await comeAndGo(churned, 'a-churn');
    // Connections that so many inspections at once took are kept: of the sixteen there may be, not all are needed each time.
    expect(descriptorsOf(pid)).toBeLessThanOrEqual(before + 16);
    expect(memoryOf(pid)).toBeLessThan(memory + 40 * 2 ** 20);
    // What the last of them set off comes to its end: those just made are looked at again after five seconds.
    await expect.poll(() => connectionsIn(2000), {timeout: 60_000}).toBe(0);
    expect(await connectionsIn(steadyMs)).toBe(0);
    if (isLong) console.log(`RSS ${memory} before ${churned} containers, ${memoryOf(pid)} after`);
  },
  isLong ? 1_200_000 : 120_000,
);
