import {stripVTControlCharacters} from 'node:util';
import fc from 'fast-check';
import {render} from 'ink-testing-library';
import {afterEach, describe, expect, test} from 'vitest';
import {withLabels} from '../../../source/profiles/labels.js';
import {connectionBegun, connectionTold} from '../../../source/state/connections.js';
import {withDetail} from '../../../source/state/detail.js';
import {panes} from '../../../source/state/layout.js';
import type {State} from '../../../source/state/state.js';
import {createTheme} from '../../../source/terminal/theme.js';
import {cellWidth} from '../../../source/terminal/widths.js';
import {contentSize, headHeight} from '../../../source/ui/format/detail-content.js';
import {createLook} from '../../../source/ui/format/look.js';
import {Detail} from '../../../source/ui/screens/detail.js';
import {container, inspection, now} from '../../model/sample.js';
import {hostileName} from '../hostile.js';
import {guest, network, type StackScene, shop, stackKey, stackSceneOf, told} from '../support/stack-scene.js';

const plainLook = createLook(createTheme('none', 'dark', false));
const opened: {unmount(): void}[] = [];
afterEach(() => {
  for (const {unmount} of opened.splice(0)) unmount();
});

const draw = (state: State) => {
  const height = contentSize(state).height + headHeight(state);
  const drawn = render(<Detail state={state} look={plainLook} width={panes(state).side} height={height} />);
  opened.push(drawn);
  return {frame: stripVTControlCharacters(drawn.lastFrame() ?? ''), raw: drawn.lastFrame() ?? ''};
};
const show = (scene: StackScene): string => draw(stackSceneOf(scene)).frame;

describe('the overview of a stack', () => {
  test('says what is wrong, what it uses, what it is made of, and where it comes from', () => {
    const frame = show({tab: 'overview'});
    expect(frame).toMatch(/▲ shop {2}3\/3 unhealthy/);
    expect(frame).toMatch(/1 Overview {2}2 Networks {2}3 Volumes/);
    expect(frame).toMatch(/▲ web unhealthy/);
    expect(frame).not.toContain('job is done');
    expect(frame).toMatch(/cpu 6\.0% of 800%/);
    expect(frame).toMatch(/memory 600M/);
    expect(frame).toMatch(/Services 4/);
    expect(frame).toMatch(/postgres +● healthy +100M +512M/);
    expect(frame).toMatch(/web +▲ unhealthy.* postgres healthy +200M +– +8080/);
    expect(frame).toMatch(/job +✓ done +–/);
    expect(frame).toMatch(/files +compose\.yml {2}prod\.yml/);
    expect(frame).toMatch(/folder +\/srv\/shop/);
    expect(frame).toMatch(/compose +2\.26\.1/);
    expect(frame).toMatch(/memory +600M used, limits 512M for 1 of 3/);
    expect(frame.indexOf('postgres  ')).toBeLessThan(frame.indexOf('web   '));
  });

  test('says for as long as its compose file has an error what that is', () => {
    const state = stackSceneOf({tab: 'overview'});
    const {frame} = draw({...state, brokenFiles: new Map([[stackKey, `compose.yml:3: no\u001b[2Jmap ${hostileName}`]])});
    expect(frame).toMatch(/▲ web unhealthy[\s\S]*◐ compose\.yml:3: no\S*map/);
    expect(draw({...state, brokenFiles: new Map([['other', 'compose.yml:3: no map']])}).frame).not.toContain('no map');
  });

  test('measures memory against what is usual only where that is known of all that runs', () => {
    const state = stackSceneOf({tab: 'overview'});
    const withUsual = (...services: readonly string[]): string => {
      const byKey = new Map(
        services.map(name => {
          const profile = withLabels(name, null, {'stacktop.memory': '100M'});
          return [`shop/${name}/1`, {kind: 'other', profile, console: null}] as const;
        }),
      );
      return draw({...state, services: {...state.services, byKey}}).frame;
    };
    const some = withUsual('postgres', 'web');
    expect(some).not.toContain('600M usual');
    expect(some).toMatch(/memory +600M used, 200M usual for 2 of 3,/);
    const all = withUsual('postgres', 'web', 'worker');
    expect(all).toContain('600M usual 300M');
    expect(all).toMatch(/memory +600M used, 300M usual,/);
  });

  test('names services that are missing before those that wait for them', () => {
    const state = stackSceneOf({tab: 'overview'});
    const waiting = {key: 'shop/cache/1', name: 'cache', namedBy: 'profile', dependsOn: [], before: 0} as const;
    const stacks = state.stacks.map(stack =>
      stack.key === stackKey
        ? {
            ...stack,
            missing: [waiting],
            members: stack.members.map(member =>
              member.label === 'worker'
                ? {...member, dependsOn: [{service: 'cache', condition: 'service_started' as const}]}
                : member,
            ),
          }
        : stack,
    );
    const {frame} = draw({...state, stacks});
    expect(frame).toMatch(/cache +◌ missing[^\n]*\n *worker/);
    expect(frame).toContain('Services 5');
  });
});

describe('the networks of a stack', () => {
  test('tell what they are, who is on them, and by which names', () => {
    const frame = show({tab: 'networks', detail: told});
    expect(frame).toContain('back · bridge · 172.18.0.0/16, gateway 172.18.0.1 · internal: nothing on it reaches the outside');
    expect(frame).toMatch(/postgres +172\.18\.0\.2 +db/);
    expect(frame).toMatch(/job +does not run/);
    expect(frame).toMatch(/other\/guest +172\.18\.0\.9/);
    expect(frame).toMatch(/lonely · bridge .* 1 on it/);
  });

  test('that are missing are told with what makes them', () => {
    const networks = {kind: 'loaded', value: [network('back', shop)], readAt: now} as const;
    const frame = show({tab: 'networks', detail: {networks}});
    expect(frame).toContain('missing: there is no network of this name, and worker needs it');
    expect(frame).toContain('docker network create lonely');
  });

  test('that a container could not start with are told in the words of the engine', () => {
    const failed = container('shop/api', {
      state: 'created',
      networks: ['back'],
      inspection: inspection({error: 'network 5b0e not found', startedAt: null}),
    });
    expect(show({tab: 'networks', containers: [...shop, failed], detail: told})).toContain(
      'api could not be started: network 5b0e not found',
    );
  });

  test('are asked for, and why they are not told is said', () => {
    expect(show({tab: 'networks'})).toContain('asking the engine for its networks');
    const networks = {kind: 'failed', message: 'the engine is away', hint: 'start it'} as const;
    expect(show({tab: 'networks', detail: {networks}})).toMatch(/the engine is away\s+start it/);
  });

  test('are told with the connections that were tried, and when', () => {
    const way = 'web → postgres:5432';
    let state = stackSceneOf({tab: 'networks', detail: told});
    state = connectionBegun(state, {id: 1, from: 'shop/web/1', way, startedAt: now - 2000, result: null});
    expect(draw(state).frame).toContain(`${way} is being tried, 2 s; Esc stops it`);
    state = connectionTold(state, 1, {tone: 'bad', text: `${way} refused: nothing listens there`}, now);
    expect(draw(state).frame).toMatch(/▲ \d\d:\d\d:\d\d {2}web → postgres:5432 refused: nothing listens there/);
  });

  test('keep the chosen one in sight', () => {
    const many = Array.from({length: 60}, (_, at) => container(`shop/s${at}`, {networks: ['back'], id: `many-${at}`}));
    const networks = {kind: 'loaded', value: [network('back')], readAt: now} as const;
    const state = stackSceneOf({tab: 'networks', containers: many, detail: {networks}, rows: 24});
    expect(draw(withDetail(state, {cursor: 59})).frame).toContain('s59');
    expect(draw(withDetail(state, {cursor: 0})).frame).toContain('back · bridge');
  });
});

describe('the volumes of a stack', () => {
  const volumes = {
    kind: 'loaded',
    value: [
      {name: 'shop_data', driver: 'local', mountpoint: '/v/shop_data', labels: {}},
      {name: 'shop_old', driver: 'local', mountpoint: '/v/shop_old', labels: {'com.docker.compose.project': 'shop'}},
    ],
    readAt: now,
  } as const;

  test('tell their sizes and users, and what of the host is mounted', () => {
    const sizes = {kind: 'loaded', value: new Map([['shop_data', 3 * 2 ** 30]]), readAt: now} as const;
    const frame = show({tab: 'volumes', detail: {volumes, sizes}, columns: 120});
    expect(frame).toMatch(/shop_data +3\.0G +postgres rw +\/data +local +\/v\/shop_data/);
    expect(frame).toMatch(/shop_old +– +nobody/);
    expect(frame).toContain('3.0G in all; of 1 the engine does not know the size');
    expect(frame).toMatch(/\/srv\/shop\/web\.conf +web ro +\/etc\/web\.conf/);
  });

  test.each([
    [80, 'shop_postgres_data_15'],
    [120, 'surgical-care-companion_postgres_data'],
  ])('have their whole names at %i columns: paths of the host give way', (columns, name) => {
    const mounts = [{type: 'volume', name, source: '/v', destination: '/var/lib/postgresql/data', writable: true}] as const;
    const value = [{name, driver: 'local', mountpoint: `/var/lib/docker/volumes/${name}/_data`, labels: {}}];
    const frame = show({
      tab: 'volumes',
      containers: [container('shop/postgres', {inspection: inspection({mounts})})],
      detail: {volumes: {...volumes, value}},
      columns,
      rows: 24,
    });
    expect(frame).toContain(` ${name} `);
    expect(frame).toMatch(/postgres rw +\/var\/lib\/postgresql\/data/);
    expect(frame).not.toContain('ON THE HOST');
  });

  test('say how long their sizes take, and why there are none', () => {
    const measuring = (seconds: number) => ({volumes, sizes: {kind: 'loading', since: now - seconds * 1000}}) as const;
    expect(show({tab: 'volumes', detail: measuring(2)})).toContain('the engine is measuring them, 2 s');
    expect(show({tab: 'volumes', columns: 120, detail: measuring(20)})).toContain('takes long on this host');
    const sizes = {kind: 'failed', message: 'it did not answer within 60 s', hint: ''} as const;
    expect(show({tab: 'volumes', detail: {volumes, sizes}})).toContain('sizes are not known: it did not answer within 60 s');
  });

  test('are none', () => {
    expect(show({tab: 'volumes', containers: [container('shop/web')], detail: {volumes: {...volumes, value: []}}})).toContain(
      'It has none: what its containers write is gone when they are removed.',
    );
  });
});

test('whatever a stack is called, its tabs stay within their cells', () => {
  fc.assert(
    fc.property(
      hostileName,
      fc.constantFrom(40, 60, 100),
      fc.constantFrom('overview', 'networks', 'volumes'),
      (name, columns, tab) => {
        const containers = shop.map(one => ({
          ...one,
          name,
          image: name,
          networks: [name],
          labels: {...one.labels, 'com.docker.compose.project.working_dir': name, 'com.docker.compose.version': name},
          inspection: one.inspection && {
            ...one.inspection,
            error: `network ${name} not found`,
            mounts: [
              {type: 'volume', name, source: name, destination: name, writable: true},
              {type: 'bind', name: '', source: name, destination: name, writable: true},
            ],
          },
        }));
        const value = [network(name, [guest], {driver: name, subnets: [{range: name, gateway: name}]})];
        const networks = {kind: 'loaded', value, readAt: now} as const;
        let state = stackSceneOf({tab, containers, columns, detail: {networks}});
        state = connectionBegun(state, {id: 1, from: 'shop/web/1', way: name, startedAt: now, result: null});
        const {frame, raw} = draw(state);
        const lines = frame.split('\n');
        expect(lines).toHaveLength(contentSize(state).height + headHeight(state));
        for (const text of lines) expect(cellWidth(text)).toBeLessThanOrEqual(columns);
        expect(raw.replace(/\u001b\[[\d;]*m/g, '')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
      },
    ),
    {numRuns: 60},
  );
});

test('it says so when the stack is gone', () => {
  expect(draw({...stackSceneOf({tab: 'overview'}), stacks: []}).frame).toContain('This stack is no more.');
});
