import {expect, test} from 'vitest';
import {run} from '../commands/program.js';
import {openList, rowOf, rowShows} from '../stories/list.js';
import {storiesOnEngine} from './on-engine.js';
import {containerOf, docker, healthBecomes} from './support.js';

const units: Readonly<Record<string, number>> = {B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30};
const shortUnits: Readonly<Record<string, number>> = {'': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30};

/** `55.71MiB / 256MiB` of `docker stats`, in bytes. */
const usedOf = (text: string): number => {
  const [, number = '', unit = ''] = /^([\d.]+)([KMG]?i?B) \//.exec(text) ?? [];
  return Number(number) * (units[unit] ?? Number.NaN);
};

storiesOnEngine('memory', engine => {
  test.each([
    ['shop', 'postgres'],
    ['shop-test', 'redis'],
    ['shop', 'web'],
  ] as const)(
    'of %s/%s is what docker stats prints at that instant, within 1 per cent, in ls --json and on screen',
    async (stack, service) => {
      const id = await containerOf(stack, service);
      const theirs = async (): Promise<number> => usedOf(await docker('stats', '--no-stream', '--format', '{{.MemUsage}}', id));
      const ours = async (): Promise<number> => {
        const {stdout} = await run(['ls', stack, '--json'], {env: {DOCKER_HOST: engine().host}});
        const [{containers}]: [{containers: {id: string; memory: {used: number}}[]}] = JSON.parse(stdout);
        return containers.find(container => container.id === id)?.memory.used ?? Number.NaN;
      };
      await docker('pause', id); // an instant that lasts: checks come and go every second, and take memory
      try {
        // Something may still be on its way out of a paused container: docker stats is asked before and after.
        const [before, oursNow, theirsNow] = [await theirs(), await ours(), await theirs()];
        const [least, most] = [Math.min(before, theirsNow), Math.max(before, theirsNow)];
        const apart = Math.max(0, least - oursNow, oursNow - most) / most;
        console.log(
          `${stack}/${service}: docker stats ${before} and ${theirsNow}, stacktop ${oursNow} between them, apart by ${(apart * 100).toFixed(3)} %`,
        );
        expect(apart).toBeLessThan(0.01);

        const terminal = await openList(engine(), {columns: 140});
        await rowShows(terminal, [stack, service], /‖ paused .* [\d.]+[KMG] /);
        const [, number = '', unit = ''] = / ([\d.]+)([KMG]) /.exec(rowOf(terminal, stack, service)?.text ?? '') ?? [];
        const shown = Number(number) * (shortUnits[unit] ?? Number.NaN);
        // Two digits or three are shown, 9.7M or 56M: half of the last one is rounding.
        const rounding = (number.includes('.') ? 0.05 : 0.5) * (shortUnits[unit] ?? 0);
        expect(Math.abs(shown - theirsNow)).toBeLessThanOrEqual(theirsNow * 0.01 + rounding);
      } finally {
        await docker('unpause', id);
        await healthBecomes(id, 'healthy');
      }
    },
  );
});
