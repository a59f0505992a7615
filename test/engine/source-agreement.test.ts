import {afterAll, beforeAll, expect, test} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import {parseEndpoint} from '../../source/engine/endpoint.js';
import type {Container} from '../../source/model/container.js';
import {allContainers} from '../../source/operations/all-containers.js';
import {comparedFigures} from '../../source/usage/agreement.js';
import {checkSource, type SourceCheck} from '../../source/usage/source-check.js';
import {run} from '../commands/program.js';
import {describeOnEngine} from './support.js';

const host = 'unix:///var/run/docker.sock';
const never = new AbortController().signal;

describeOnEngine('the two sources of figures, on a real engine', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await connect(parseEndpoint(host, 'test', null), {signal: never, env: {}});
  });
  afterAll(() => engine.close());

  const target = ({id, inspection, networkMode}: Container) => ({
    id,
    pid: inspection?.pid ?? null,
    visible: true,
    hostNetwork: networkMode === 'host',
  });

  test('every running container: memory, CPU, network and disk of the kernel’s files are the engine’s own', async () => {
    const running = (await allContainers(engine, never)).filter(({state}) => state === 'running');
    expect(running.length).toBeGreaterThan(2);
    // One that others start and stop meanwhile has nothing to compare, or all when the engine is held up; most do.
    let compared: readonly SourceCheck[] = [];
    const compare = async (): Promise<number> => {
      const checks = await checkSource(engine, running.map(target), comparedFigures, never);
      compared = checks.filter(({differences}) => differences !== null);
      return compared.length;
    };
    await expect.poll(compare, {timeout: 60_000}).toBeGreaterThan(running.length / 2);
    const apart = compared.flatMap(({id, differences}) =>
      (differences ?? [])
        .filter(({agrees}) => !agrees)
        .map(difference => ({name: running.find(one => one.id === id)?.name, ...difference})),
    );
    expect(apart).toEqual([]);
    for (const figure of comparedFigures) {
      const known = compared.filter(({differences}) =>
        differences?.some(one => one.figure === figure && one.apart !== null),
      ).length;
      console.log(`${figure}: ${known} of ${compared.length} containers compared`);
      expect(known, figure).toBeGreaterThan(0);
    }
  });

  test('stacktop doctor says the same of three', async () => {
    let stdout = '';
    const agreements = async (): Promise<number> => {
      ({stdout} = await run(['doctor'], {env: {DOCKER_HOST: host}}));
      return stdout.match(/^ok +agreement .* files [\d.]+\w, engine [\d.]+\w/gm)?.length ?? 0;
    };
    await expect.poll(agreements, {timeout: 60_000}).toBeGreaterThan(1); // an engine that is held up may answer one too late
    expect(stdout).toMatch(/^ok +figures +from the kernel's files/m);
  });
});
