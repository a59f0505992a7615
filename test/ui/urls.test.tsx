import {describe, expect, test} from 'vitest';
import type {Container, Port} from '../../source/model/container.js';
import type {ServiceFacts} from '../../source/model/service.js';
import {nothingKnown} from '../../source/model/service.js';
import type {OpenTunnel} from '../../source/model/tunnel.js';
import {withLabels} from '../../source/profiles/labels.js';
import type {State} from '../../source/state/state.js';
import {urlListHeight} from '../../source/state/url-items.js';
import {beginUrls, type CameThrough, type LastRequests, requestsTold} from '../../source/state/urls.js';
import {resized} from '../../source/state/view-updates.js';
import {urlPage, urlStatusLine} from '../../source/ui/format/url-page.js';
import {container, now, second} from '../model/sample.js';
import {type Desk, deskWith} from './keys/desk.js';
import {bare, cells, looks, obeyed, plainLook} from './sample.js';

const published = (privatePort: number): Port => ({ip: '0.0.0.0', privatePort, publicPort: privatePort, protocol: 'tcp'});
const containers: readonly Container[] = [
  container('scc/backend', {ports: [published(8000)]}),
  container('scc/db', {ports: [published(5432)]}),
  container('scc/ngrok', {ports: [published(4040)]}),
];
const agent = {kind: 'container', id: 'id-scc-ngrok-1', key: 'scc/ngrok/1'} as const;
const tunnel = (url: string): OpenTunnel => ({
  url,
  upstream: 'http://backend:8000',
  name: 'command_line',
  agent,
  leadsTo: 'scc/backend/1',
});
const request = (id: string, more: Partial<CameThrough> = {}): CameThrough => ({
  id,
  tunnel: 'command_line',
  method: 'POST',
  path: `/webhook/${id}`,
  status: 200,
  durationMs: 21.5,
  startedAt: now,
  agent,
  ...more,
});

const labels = {'stacktop.kind': 'http', 'stacktop.link.docs': ':8000/docs'};
const facts = (): ReadonlyMap<string, ServiceFacts> =>
  new Map([
    ['scc/backend/1', {kind: 'http', profile: withLabels('backend', null, labels), console: null}],
    ['scc/db/1', {kind: 'postgres', profile: null, console: 'psql'}],
    ['scc/ngrok/1', {kind: 'ngrok', profile: null, console: null}],
  ]);

/** Somebody who has pressed u, after the live part has done its part. */
const opened = (requests: LastRequests, more: {readonly key?: string; readonly readOnly?: boolean} = {}): Desk => {
  const {key = ':scc', readOnly = false} = more;
  const desk = deskWith(containers, {readOnly});
  desk.press('u');
  desk.store.update(state => {
    const known = {
      ...state,
      services: {...nothingKnown, byKey: facts()},
      tunnels: new Map([[':scc', [tunnel('https://a.io')]]]),
    };
    return requestsTold(beginUrls(known, 1, key), 1, requests);
  });
  return desk;
};
const page = (state: State, look = plainLook): string[] =>
  state.urls ? urlPage(state, state.urls, state.view.size.columns, look) : [];
const shown = (desk: Desk, width?: number): string[] =>
  page(width === undefined ? desk.store.get() : resized(desk.store.get(), width, 24))
    .map(line => bare(line).trim())
    .filter(Boolean);
const told = (...list: readonly CameThrough[]): LastRequests => ({kind: 'told', list});
const status = (desk: Desk): string => bare(urlStatusLine(desk.store.get(), 120, plainLook)).trim();

describe('the screen of URLs', () => {
  test('lists the public URL first, then ports and links, then the last requests', () => {
    expect(shown(opened(told(request('a'), request('b', {status: 503, durationMs: 1234}))))).toEqual([
      'scc  URLs · 1 public URL · 3 ports · 1 link',
      'backend  public URL  https://a.io                leads to backend:8000',
      'backend  port 8000   http://localhost:8000',
      'db       port 5432   localhost:5432',
      'ngrok    port 4040   http://localhost:4040',
      'backend  docs        http://localhost:8000/docs',
      'Last requests  R replays the chosen one',
      expect.stringMatching(/^\d\d:\d\d:\d\d {2}200 {4}22 ms {2}POST {3}\/webhook\/a$/),
      expect.stringMatching(/^\d\d:\d\d:\d\d {2}503 {2}1234 ms {2}POST {3}\/webhook\/b$/),
    ]);
  });

  test('of a container has its own and no column of services', () => {
    expect(shown(opened({kind: 'none'}, {key: 'scc/db/1'}))).toEqual(['scc/db  URLs · 1 port', 'port 5432  localhost:5432']);
  });

  test.each<[LastRequests, RegExp]>([
    [{kind: 'asking'}, /Last requests {2}asking the agent/],
    [{kind: 'silent'}, /Last requests {2}not known: the API of the ngrok agent/],
    [told(), /Last requests {2}none yet/],
    [told(request('a', {status: null, durationMs: null})), / – +POST/],
  ])('says how it stands with the requests: %j', (requests, words) => {
    expect(shown(opened(requests)).join('\n')).toMatch(words);
  });

  test('says nothing of requests where there is no agent', () => {
    expect(shown(opened({kind: 'none'})).join('\n')).not.toContain('Last requests');
  });

  test('says what to do where there is no URL', () => {
    const desk = deskWith([container('scc/job')]);
    desk.press('u');
    desk.store.update(state => requestsTold(beginUrls(state, 1, ':scc'), 1, {kind: 'none'}));
    expect(shown(desk, 120).at(-1)).toMatch(/^No URL here: no port is published.*stacktop\.link\.NAME/);
    expect(shown(desk, 80).at(-1)).toMatch(/^No published port, no tunnel\./);
    for (const width of [50, 80]) expect(shown(desk, width).at(-1)).toMatch(/The label stacktop\.link\.NAME=URL adds one\.$/);
    desk.press('enter');
    expect(desk.said()).toBe('Enter: there is no URL here');
  });
});

describe('its keys', () => {
  test('Enter copies what is chosen, whole', () => {
    const desk = opened(told());
    desk.press('enter', 'down', 'down', 'enter');
    expect(desk.asked).toEqual(expect.arrayContaining(['copy public URL https://a.io', 'copy port 5432 localhost:5432']));
  });

  test('o opens web pages, and no others', () => {
    const desk = opened(told());
    desk.press('o');
    expect(desk.asked).toContain('urls.browse public URL https://a.io');
    desk.press('down', 'down', 'o');
    expect(desk.said()).toBe('o: it is no web page: Enter copies the address');
    expect(desk.asked.filter(line => line.startsWith('urls.browse'))).toHaveLength(1);
  });

  test('Q shows a code over it, and every way back leads to it', () => {
    for (const key of ['q', 'esc', 'f10']) {
      const desk = opened(told());
      desk.press('Q');
      expect(desk.screens()).toEqual(['stacks', 'urls', 'qr']);
      desk.press('enter');
      expect(desk.asked).toContain('copy public URL https://a.io');
      desk.press(key);
      expect(desk.screens()).toEqual(['stacks', 'urls']);
      expect(desk.asked).not.toContain('urls.close');
      desk.press(key);
      expect(desk.screens()).toEqual(['stacks']);
      expect(desk.asked).toContain('urls.close');
    }
  });

  test('R replays the chosen request again, once that is confirmed', () => {
    const desk = opened(told(request('a'), request('b')));
    desk.press('R');
    expect(desk.said()).toMatch(/^R: choose one of the last requests first/);
    desk.press('tab', 'down', 'R');
    expect(desk.prompt()).toMatchObject({kind: 'confirm', question: 'Replay POST /webhook/b?'});
    desk.press('n');
    expect(desk.asked.join()).not.toContain('urls.reach');
    desk.press('R', 'y');
    expect(desk.asked).toContain('urls.reach {"kind":"replay","key":":scc","request":"b"} ');
  });

  test('R changes something: read-only mode refuses it, and does not offer it', () => {
    const desk = opened(told(request('a')), {readOnly: true});
    desk.press('tab', 'R');
    expect(desk.said()).toMatch(/read-only mode/);
    expect(desk.prompt()).toBeNull();
    expect(shown(desk).join('\n')).not.toContain('R replays');
  });

  test('on a request nothing is copied: its secrets are not known here', () => {
    const desk = opened(told(request('a')));
    desk.press('tab', 'enter', 'o', 'Q');
    expect(desk.asked.filter(line => /copy|browse/.test(line))).toEqual([]);
    expect(desk.screens()).toEqual(['stacks', 'urls']);
    expect(desk.footer()).toEqual(expect.arrayContaining(['R replay', 'Tab URLs']));
    desk.press('tab');
    expect(desk.footer()).toContain('Tab requests');
    expect(opened({kind: 'none'}).footer().join()).not.toContain('Tab');
  });

  test('move among URLs and requests as one list, and Tab from one to the other', () => {
    const desk = opened(told(request('a'), request('b')));
    const chosen = (): string => status(desk);
    expect(chosen()).toBe('leads to backend:8000');
    desk.press('up');
    expect(chosen()).toBe('leads to backend:8000');
    desk.press('G');
    expect(chosen()).toBe('POST /webhook/b');
    desk.press('down', 'up');
    expect(chosen()).toBe('POST /webhook/a');
    desk.press('up');
    expect(chosen()).toBe('http://localhost:8000/docs');
    desk.press('tab');
    expect(chosen()).toBe('POST /webhook/a');
    desk.press('tab');
    expect(chosen()).toBe('leads to backend:8000');
  });
});

describe('the cursor stays', () => {
  test('on its request when others come', () => {
    const desk = opened(told(request('a'), request('b')));
    desk.press('G');
    desk.store.update(state => requestsTold(state, 1, told(request('d'), request('c'), request('a'), request('b'))));
    expect(status(desk)).toBe('POST /webhook/b');
  });

  test('on the tunnel when its URL is another one', () => {
    const desk = opened(told(request('a')));
    desk.press('down', 'up');
    desk.store.update(state => ({...state, tunnels: new Map([[':scc', [tunnel('https://b.io')]]])}));
    desk.press('enter');
    expect(desk.asked).toContain('copy public URL https://b.io');
  });

  test('near its place when it is gone', () => {
    const desk = opened(told(request('a'), request('b')));
    desk.press('G');
    desk.store.update(state => requestsTold(state, 1, told(request('a'))));
    expect(status(desk)).toBe('POST /webhook/a');
  });
});

describe('on every terminal', () => {
  const many = told(...Array.from({length: 30}, (_, index) => request(`r${index}`, {startedAt: now - index * second})));
  const sizes = [
    [40, 8],
    [80, 24],
    [120, 40],
    [200, 12],
  ] as const;

  test.each(sizes)('of %i×%i the chosen line is on screen, wherever it is', (columns, rows) => {
    const desk = opened(many);
    desk.store.update(state => resized(state, columns, rows));
    for (let index = 0; index < 35; index++) {
      const state = desk.store.get();
      const lines = page(state, plainLook);
      expect(lines.filter(line => line.includes('\u001b[7m'))).toHaveLength(1);
      expect(lines.length).toBeLessThanOrEqual(urlListHeight(state) + (rows >= 28 ? 3 : 1));
      desk.press('down');
    }
    desk.press('g');
    expect(bare(page(desk.store.get()).join('\n'))).toContain('public URL');
  });

  test.each(looks)('in $name no line is wider than it, and none is obeyed', ({look}) => {
    const hostile = '\u001b[2J\u202e日本\n\t\u0007';
    const desk = opened(told(request('x', {method: hostile, path: `/${hostile.repeat(30)}`}), request('y')));
    desk.store.update(state => ({
      ...state,
      tunnels: new Map([[':scc', [{...tunnel(`https://${'x'.repeat(300)}.io`), name: hostile, upstream: hostile}]]]),
      services: {
        ...state.services,
        byKey: new Map([
          ...facts(),
          [
            'scc/db/1',
            {kind: 'http', profile: withLabels('db', null, {[`stacktop.link.${hostile}`]: 'https://a.io'}), console: null},
          ],
        ]),
      },
    }));
    for (const [columns, rows] of sizes) {
      desk.store.update(state => resized(state, columns, rows));
      for (const line of [...page(desk.store.get(), look), urlStatusLine(desk.store.get(), columns, look)]) {
        expect(cells(line)).toBeLessThanOrEqual(columns);
        expect(bare(line)).not.toMatch(obeyed);
        if (look.theme.ascii) expect(bare(line)).toMatch(/^[ -~]*$/);
      }
    }
  });
});
