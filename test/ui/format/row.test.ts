import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {noPast} from '../../../source/model/past.js';
import {rowName} from '../../../source/model/rows.js';
import type {OpenTunnel} from '../../../source/model/tunnel.js';
import {rowsIn} from '../../../source/state/selectors.js';
import type {State} from '../../../source/state/state.js';
import {sampled} from '../../../source/state/usage-updates.js';
import {toggleTag} from '../../../source/state/view-updates.js';
import {formatColumnHeader} from '../../../source/ui/format/column-header.js';
import {columnsFor} from '../../../source/ui/format/columns.js';
import type {Look} from '../../../source/ui/format/look.js';
import {shortUrl} from '../../../source/ui/format/ports.js';
import {formatRow, type RowContext} from '../../../source/ui/format/row.js';
import {container, ended, hour, inspection, MiB, minute, now, second, usage} from '../../model/sample.js';
import {stateWith} from '../../state/sample.js';
import {hostileStack, tidy} from '../hostile.js';
import {asciiLook, bare, cells, colourLook, looks, obeyed, plainLook, rowContext} from '../sample.js';

const widths = Array.from({length: 161}, (_, index) => index + 60);

describe('columns', () => {
  test('with their gaps and margins fill every width from 40 to 220', () => {
    for (let width = 40; width <= 220; width++)
      for (const wish of [0, 25, 400]) {
        const columns = columnsFor(width, wish, wish, wish);
        expect(columns.reduce((sum, column) => sum + column.width + 1, 1)).toBe(width);
      }
  });

  test('go one after another when it gets narrow, the most useful last', () => {
    const least = new Map<string, number>();
    for (const width of [...widths].reverse()) for (const {id} of columnsFor(width, 20, 12, 20)) least.set(id, width);
    for (const id of ['name', 'health', 'memory', 'cpu', 'uptime']) expect(least.get(id)).toBe(60);
    const rarest = ['bar', 'limit', 'spark', 'disk', 'image'].map(id => least.get(id) ?? 0);
    expect(rarest).toEqual([...rarest].sort((one, other) => one - other));
  });

  test('at 80 cells show what is worth it, at 220 all', () => {
    expect(columnsFor(80, 20, 10, 30).map(({id}) => id)).toEqual([
      'name',
      'health',
      'cpu',
      'memory',
      'limit',
      'bar',
      'restarts',
      'uptime',
    ]);
    expect(columnsFor(220, 20, 10, 30)).toHaveLength(14);
  });

  test('about memory limits leave their room to others where there are none', () => {
    const ids = columnsFor(120, 20, 24, 30, false).map(({id}) => id);
    expect(ids).not.toContain('limit');
    expect(ids).not.toContain('bar');
    const ports = (hasLimits: boolean): number =>
      columnsFor(120, 20, 24, 30, hasLimits).find(({id}) => id === 'ports')?.width ?? 0;
    expect(ports(true)).toBeLessThan(24);
    expect(ports(false)).toBeGreaterThanOrEqual(24);
    expect(columnsFor(80, 20, 24, 30, false).map(({id}) => id)).toContain('ports');
    for (let width = 40; width <= 220; width++)
      expect(columnsFor(width, 25, 25, 25, false).reduce((sum, column) => sum + column.width + 1, 1)).toBe(width);
  });

  test('show public URLs whole before disk and image, and never take more than there is', () => {
    const url = 'https://5f3a-203-0-113-7.ngrok-free.app'.length;
    for (let width = 40; width <= 220; width++)
      for (const hasLimits of [false, true]) {
        const columns = columnsFor(width, 25, url, 25, hasLimits, true);
        expect(columns.reduce((sum, column) => sum + column.width + 1, 1)).toBe(width);
        const ports = columns.find(({id}) => id === 'ports');
        if (columns.some(({id}) => id === 'disk')) expect(ports?.width).toBeGreaterThanOrEqual(url);
        if (ports) expect(ports.header).toBe('PORTS · URL');
      }
    const ids = (hasUrls: boolean): string[] => columnsFor(120, 25, url, 25, true, hasUrls).map(({id}) => id);
    expect(ids(true)).toEqual(ids(false));
  });

  test('have names as wide as they are, the sorted one stands out', () => {
    for (const width of widths)
      for (const {look} of looks)
        for (const field of ['order', 'network'] as const) {
          const header = formatColumnHeader(columnsFor(width, 20, 12, 20), {field, inverted: false}, look);
          expect(cells(header)).toBe(width - 1);
          if (look.theme.ascii) expect(bare(header)).toMatch(/^[ -~]*$/);
        }
    // Whole in their least width, and the same signs as above the list.
    for (const width of [120, 200])
      expect(bare(formatColumnHeader(columnsFor(width, 20, 12, 20), {field: 'cpu', inverted: false}, asciiLook))).toMatch(
        / NET v +NET \^ /,
      );
  });
});

describe('the public URL of a stack', () => {
  const agent = {kind: 'container', id: 'id-ngrok', key: 's/ngrok/1'} as const;
  const tunnel = (url: string): OpenTunnel => ({url, upstream: '', name: '', agent, leadsTo: null});
  const url = 'https://5f3a-203-0-113-7.ngrok-free.app';
  const port = {ip: null, privatePort: 80, publicPort: 8080, protocol: 'tcp'} as const;
  const state = stateWith([container('s/ngrok', {ports: [port]})]);
  const stackLine = (width: number, urls: readonly string[], look = plainLook): string => {
    const tunnels = new Map([[':s', urls.map(tunnel)]]);
    const columns = columnsFor(width, 20, url.length, 0, true, urls.length > 0);
    const [row] = rowsIn(state);
    return row ? bare(formatRow(row, {...rowContext(state, look, columns), tunnels}, false)) : '';
  };

  test.each([
    [80, '5f3a….ngrok-fr…'],
    [100, '5f3a….ngrok-free.app'],
    [140, url],
  ])('in %i cells is %s', (width, shown) => {
    expect(stackLine(width, [url])).toContain(shown);
    expect(cells(stackLine(width, [url]))).toBe(width);
  });

  test('says how many more there are', () => {
    expect(stackLine(160, [url, 'https://b.ngrok.io', 'https://c.ngrok.io'])).toContain(`${url.replace('https://', '')} +2`);
  });

  test('is drawn in ASCII where only that is', () => {
    expect(stackLine(80, [url], asciiLook)).toMatch(/5f3a~\.ngrok-fr~/);
  });

  test('leaves the ports where there is none', () => {
    expect(stackLine(140, [])).toContain(' 8080');
  });

  test.each([
    ['https://a.io', 12, 'https://a.io'],
    ['https://a.io', 6, 'a.io'],
    ['https://5f3a-203.ngrok-free.app', 23, '5f3a-203.ngrok-free.app'],
    ['https://5f3a-203.ngrok-free.app', 20, '5f3a….ngrok-free.app'],
    ['https://5f3a-203.ngrok-free.app', 19, '5f3a….ngrok-free'],
    ['https://5f3a-203.ngrok-free.app', 16, '5f3a….ngrok-free'],
    ['https://5f3a-203.ngrok-free.app', 12, '5f3a….ngrok…'],
    ['https://example.com', 5, 'exam…'],
    ['tcp://0.tcp.ngrok.io:12345', 26, 'tcp://0.tcp.ngrok.io:12345'],
    ['tcp://0.tcp.ngrok.io:12345', 10, 'tcp:….tcp…'],
    ['https://localhost', 4, 'loc…'],
    ['https://a.io', 0, ''],
  ])('%s in %i cells is %s', (whole, width, shown) => {
    expect(shortUrl(whole, width, '…')).toBe(shown);
  });
});

const linesOf = (state: State, width: number, look: Look, more: Partial<RowContext> = {}): string[] => {
  const columns = columnsFor(width, 30, 20, 30);
  const context = {...rowContext(state, look, columns), ...more};
  return rowsIn(state).flatMap(row => [formatRow(row, context, false), formatRow(row, context, true)]);
};

describe('a row', () => {
  test('is exactly as wide as the list, at every width and in every look', () => {
    const state = sampled(
      stateWith(tidy),
      new Map([['id-auren-kafka-1', usage({cpuPercent: 30, memory: 640 * MiB, rxRate: 9e5})]]),
      now,
    );
    for (const width of widths)
      for (const {look} of looks) for (const line of linesOf(state, width, look)) expect(cells(line)).toBe(width);
  });

  test('stays so, and obeys nobody, whatever containers are called and use', () => {
    fc.assert(
      fc.property(
        hostileStack,
        fc.integer({min: 60, max: 220}),
        fc.constantFrom(...looks),
        fc.boolean(),
        (stack, width, {look}, stale) => {
          const usages = new Map(stack.containers.map((one, index) => [one.id, stack.usages[index] ?? usage()]));
          const state = toggleTag(sampled(stateWith(stack.containers), usages, now));
          for (const line of linesOf(state, width, look, {stale})) {
            expect(bare(line)).not.toMatch(obeyed);
            expect(cells(line)).toBe(width);
            if (look.theme.ascii) expect(bare(line)).toMatch(/^[ -~]*$/);
          }
        },
      ),
      {numRuns: 150},
    );
  });

  test('that is selected has its background from end to end', () => {
    const [, line = ''] = linesOf(stateWith(tidy), 120, colourLook);
    const [open = '', close = ''] = colourLook.selection('|').split('|');
    expect(line.startsWith(open) && line.endsWith(close)).toBe(true);
    expect(line.slice(open.length, -close.length)).not.toMatch(/\u001b\[(?:0|49|[\d;]*;49)?m/);
  });
});

describe('a row says', () => {
  const kafka = container('auren/kafka', {
    health: 'unhealthy',
    ports: [{ip: '0.0.0.0', privatePort: 9092, publicPort: 9092, protocol: 'tcp'}],
    inspection: inspection({memoryLimit: 800 * MiB, restarts: 3, startedAt: now - 12 * minute}),
  });
  const state = sampled(
    stateWith([
      kafka,
      container('auren/postgres', {health: 'healthy'}),
      ended('auren/job', 0),
      ended('auren/bad', 137, {oomKilled: true}),
    ]),
    new Map([[kafka.id, usage({cpuPercent: 30.2, memory: 640 * MiB, rxRate: 900 * 1024, txRate: 10})]]),
    now,
  );
  const said = (label: string, more: Partial<RowContext> = {}, from = state): string => {
    const row = rowsIn(from).find(each => rowName(each) === label);
    const context = {...rowContext(from, plainLook, columnsFor(160, 20, 12, 0)), ...more};
    return row ? bare(formatRow(row, context, false)) : '';
  };

  test('name, health, numbers, restarts, uptime and ports', () => {
    expect(said('kafka')).toMatch(/├ kafka +▲ unhealthy +30\.2 +640M +\/800M ━+╸? +(?:[^ ]+ +)?900K +0 +(?:– +–)? *3 +12m 9092/);
  });
  test('what is not known as a dash, never as nought', () => {
    expect(said('postgres')).toMatch(/● healthy +– +– /);
  });
  test('how it ended', () => {
    expect([said('job'), said('bad')].map(line => line.slice(0, 50))).toEqual([
      expect.stringMatching(/job +✓ done/),
      expect.stringMatching(/bad +▲ out of memory/),
    ]);
  });
  test('of a stack how many run of all, the worst health, and sums', () => {
    expect(said('auren')).toMatch(/▾ auren +2\/3 ▲ unhealthy +– +– /);
    const all = sampled(state, new Map([['id-auren-postgres-1', usage({cpuPercent: 1, memory: 60 * MiB})]]), now);
    expect(said('auren', {}, all)).toMatch(/▾ auren +2\/3 ▲ unhealthy +31\.2 +700M/);
  });
  test('what is being done to it, for how long, and how it went', () => {
    const activity = {
      action: 'restart',
      phase: 'stopping',
      startedAt: now - 4 * second,
      endedAt: null,
      outcome: 'running',
    } as const;
    const doing = (more: object): Partial<RowContext> => ({activities: new Map([['auren/postgres/1', {...activity, ...more}]])});
    expect(said('postgres', doing({}))).toContain('↻ stopping 4s');
    expect(said('auren', doing({}))).toContain('2/3 ↻ working');
    expect(said('postgres', doing({phase: 'healthy', outcome: 'done', endedAt: now - second}))).toContain('✓ healthy 3s');
    expect(said('postgres', doing({phase: 'exited 1', outcome: 'failed', endedAt: now}))).toContain('▲ exited 1');
  });
  test('since when it is unhealthy, as the event had it', () => {
    expect(said('kafka', {pasts: new Map([['auren/kafka/1', {...noPast, unhealthySince: now - hour}]])})).toContain(
      'unhealthy 1h',
    );
  });
  test('of a stack of which nothing runs: stopped, or done', () => {
    expect(said('s', {}, stateWith([ended('s/a', 143), ended('s/b', 0)]))).toMatch(/0\/1 ■ stopped/);
    expect(said('s', {}, stateWith([ended('s/b', 0)]))).toMatch(/0\/0 ✓ done/);
  });
  test('of a stack of which some run: how many do not, where nothing is in trouble', () => {
    const well = container('s/w', {health: 'healthy'});
    expect(said('s', {}, stateWith([ended('s/a', 143), ended('s/c', 143), well]))).toMatch(/1\/3 ■ 2 stopped/);
    expect(said('s', {}, stateWith([container('s/a', {state: 'created', inspection: null}), well]))).toMatch(/1\/2 · 1 created/);
    expect(said('s', {}, stateWith([ended('s/a', 0), well]))).toMatch(/1\/1 ● healthy/);
  });
  test('a change in bold for two seconds', () => {
    const changes = new Map([['auren/postgres/1', now - second]]);
    expect(linesOf(state, 120, plainLook, {changes})).not.toEqual(linesOf(state, 120, plainLook));
    expect(linesOf(state, 120, plainLook, {changes, now: now + 2 * second})).toEqual(
      linesOf(state, 120, plainLook, {now: now + 2 * second}),
    );
  });
  test('old figures dim', () => {
    const later = {now: now + 20 * second};
    const paint = colourLook.paint.bad('━').split('━')[0] ?? '';
    const full = sampled(state, new Map([[kafka.id, usage({memory: 799 * MiB})]]), now);
    expect(linesOf(full, 120, colourLook).join('')).toContain(paint);
    expect(linesOf(full, 120, colourLook, later).join('')).not.toContain(`${paint}━`);
  });
});
