import {beforeEach, describe, expect, test} from 'vitest';
import type {Port} from '../../../source/model/container.js';
import {createTheme} from '../../../source/terminal/theme.js';
import {formatPrompt} from '../../../source/ui/format/footer.js';
import {createLook} from '../../../source/ui/format/look.js';
import {signals} from '../../../source/ui/keys/act-keys.js';
import {container, ended, inspection, needs} from '../../model/sample.js';
import {type Desk, deskWith} from './desk.js';

const postgres = container('auren/postgres', {health: 'healthy'});
const kafka = container('auren/kafka', needs('postgres'));
const worker = ended('auren/worker', 1, {}, needs('kafka'));
let desk: Desk;
/** On auren (0), postgres (1), kafka (2), worker (3), dimini (4), web (5). */
const on = (row: number): void => desk.press(...new Array<string>(row).fill('down'));
const question = (): string | null => {
  const prompt = desk.prompt();
  return prompt && 'question' in prompt ? prompt.question : null;
};
const ran = (): unknown[] => desk.asked.filter(line => line.startsWith('run ')).map(line => JSON.parse(line.slice(4)));
const planned = (): unknown[] => desk.asked.filter(line => line.startsWith('plans.run ')).map(line => JSON.parse(line.slice(10)));
/** What the question says that the same key can do as well. */
const shownBy = ({store}: Desk): string | null => {
  const shown = formatPrompt(store.get(), createLook(createTheme('none', 'dark', false))) ?? '';
  return /Esc no {2}(\S.*)/.exec(shown.replace(/\u001b\[[\d;]*m/g, ''))?.[1] ?? null;
};
beforeEach(() => {
  desk = deskWith([postgres, kafka, worker, container('dimini/web', {state: 'paused'})]);
});

describe('a question names what it hits', () => {
  test.each([
    ['r', 2, 'Restart auren/kafka?', 'restart', ['auren/kafka']],
    ['S', 2, 'Stop auren/kafka?', 'stop', ['auren/kafka']],
    ['S', 3, 'Start auren/worker?', 'start', ['auren/worker']],
    ['p', 2, 'Pause auren/kafka?', 'pause', ['auren/kafka']],
    ['p', 5, 'Unpause dimini/web?', 'unpause', ['dimini/web']],
    ['r', 4, 'Restart 1 container of dimini: web?', 'restart', ['dimini/web']],
    ['r', 3, 'Restart auren/worker?', 'restart', ['auren/worker']],
  ])('%s on row %d: %s', (key, row, asked, action, labels) => {
    on(row);
    desk.press(key);
    expect([question(), desk.asked]).toEqual([asked, []]);
    desk.press('enter');
    expect(ran()).toMatchObject([{action, targets: labels.map(label => ({label}))}]);
    expect(desk.prompt()).toBeNull();
  });

  test.each([
    ['r', 'Restart 3 containers of auren, dependencies first?', 'restart', ['postgres', 'kafka', 'worker']],
    ['S', 'Stop 2 containers of auren, dependents first?', 'stop', ['kafka', 'postgres']],
  ])('%s on the row of a stack: %s', (key, asked, action, labels) => {
    desk.press(key);
    expect([question(), desk.asked]).toEqual([asked, []]);
    desk.press('enter');
    expect(planned()).toMatchObject([{action, whole: 'auren', steps: labels.map(label => ({label}))}]);
    expect(desk.prompt()).toBeNull();
  });

  test('S where some run and others do not: pressed again it asks for the start of those, and once more for the stop', () => {
    desk.press('S', 'S');
    expect([question(), desk.asked]).toEqual(['Start 1 container of auren: worker?', []]);
    desk.press('S');
    expect(question()).toBe('Stop 2 containers of auren, dependents first?');
    desk.press('S', 'enter');
    expect([ran(), planned(), desk.prompt()]).toMatchObject([[{action: 'start', targets: [{label: 'auren/worker'}]}], [], null]);
  });

  test('S where one runs and several do not: the plan of their start', () => {
    desk = deskWith([container('shop/db'), ended('shop/api', 1, {}, needs('db')), ended('shop/web', 1, {}, needs('api'))]);
    desk.press('S');
    expect([question(), shownBy(desk)]).toEqual(['Stop 1 container of shop: db?', 'S start 2']);
    desk.press('S');
    expect([question(), shownBy(desk)]).toEqual(['Start 2 containers of shop, dependencies first?', 'S stop 1']);
    desk.press('enter');
    expect(planned()).toMatchObject([{action: 'start', steps: [{label: 'api'}, {label: 'web'}]}]);
  });

  test.each([
    ['S', 'on one that runs', 2],
    ['S', 'on one that does not', 3],
    ['r', 'on the stack', 0],
  ])('%s %s asks for one thing only', (key, _, row) => {
    on(row);
    desk.press(key);
    const asked = question();
    expect(shownBy(desk)).toBeNull();
    desk.press('S');
    expect(question()).toBe(asked);
  });

  test.each([
    ['y', 1],
    ['enter', 1],
    ['n', 0],
    ['esc', 0],
    ['ctrl-c', 0],
  ])('%s answers it', (key, runs) => {
    on(2);
    desk.press('r', key);
    expect([ran().length, desk.prompt()]).toEqual([runs, null]);
  });

  test('other keys do not answer it, and mean nothing meanwhile', () => {
    on(2);
    desk.press('r', 'q', 'r', 'down', 'space', 'Y', 'x');
    expect([question(), desk.asked, desk.selected()]).toEqual(['Restart auren/kafka?', [], 'kafka']);
  });
});

test('what is being worked on is not asked for again', () => {
  const doing = {action: 'restart', phase: 'waiting', startedAt: 0, endedAt: null, outcome: 'running'} as const;
  desk.store.update(state => ({...state, activities: new Map([['auren/kafka/1', doing]])}));
  for (const key of ['r', 'S', 'ctrl-x']) {
    desk.press('g', 'down', 'down', key);
    expect([key, desk.prompt(), desk.said()]).toEqual([key, null, 'auren/kafka is being worked on already']);
  }
});

describe('a restart of a stack', () => {
  const shop = () =>
    deskWith([
      container('shop/web'),
      ended('shop/cache', 143),
      ended('shop/migrate', 0),
      ended('shop/run', 1, {}, {oneOff: true}),
    ]);
  const labelsIn = (text: string): readonly string[] => text.match(/(?<="label":")[^"]+/g) ?? [];
  const labels = (): unknown =>
    [...ran(), ...planned()].map(request => labelsIn(JSON.stringify(request).replace(/"warnings".*/, '')));

  test('means what is down too, and runs no job again', () => {
    desk = shop();
    desk.press('r', 'enter');
    expect(labels()).toEqual([['cache', 'web']]);
  });
  test('by tags means the same when all of it is tagged', () => {
    desk = shop();
    desk.press('space', 'r', 'enter');
    expect(labels()).toEqual([['cache', 'web']]);
  });
  test('a job that was chosen itself does run again', () => {
    desk = shop();
    desk.press('down', 'down', 'down', 'r', 'enter');
    expect([question(), labels()]).toEqual([null, [[expect.stringMatching(/migrate|web|run/)]]]);
  });
});

describe('removing', () => {
  const typed = (text: string): unknown[] => {
    desk.press('ctrl-x');
    desk.type(text);
    desk.press('enter');
    return ran();
  };

  test('wants the name typed', () => {
    on(2);
    expect(typed('kafka')).toMatchObject([{action: 'remove', targets: [{label: 'auren/kafka'}]}]);
  });
  test('says that it runs, and what stays', () => {
    on(2);
    desk.press('del');
    expect(desk.prompt()).toMatchObject({
      question: 'Remove auren/kafka?',
      consequences: 'It runs: it is killed first. Its anonymous volumes stay.',
      what: 'its name',
      expected: 'kafka',
    });
  });
  test.each(['', 'y', 'Kafka', 'kafk', 'auren/kafka'])('does nothing for %j', text => {
    on(2);
    expect(typed(text)).toEqual([]);
    expect([desk.said(), desk.prompt()]).toEqual([`nothing was done: "${text}" is not kafka`, null]);
  });
  test('a single key never removes', () => {
    on(2);
    desk.press('ctrl-x', 'enter', 'ctrl-x', 'y', 'enter', 'ctrl-x', 'esc', 'enter');
    expect(ran()).toEqual([]);
  });
  test("a stack wants the stack's name", () => {
    expect(typed('auren')).toMatchObject([{action: 'remove', targets: [{}, {}, {}]}]);
    expect(typed('3')).toHaveLength(1);
  });
  test('tagged ones want their number', () => {
    on(1);
    desk.press('space', 'space');
    expect(typed('2')).toMatchObject([{action: 'remove', targets: [{label: 'auren/postgres'}, {label: 'auren/kafka'}]}]);
  });
  test('a container without a visible name wants its id, not nothing', () => {
    desk = deskWith([container('\u001b[2J', {id: 'abcdef0123456789'})]);
    on(1);
    expect(typed('')).toEqual([]);
    expect(typed('abcdef012345')).toHaveLength(1);
  });
});

describe('a signal', () => {
  test('is chosen, then asked for', () => {
    on(2);
    desk.press('f9', 'down', 'j', 'enter');
    expect(question()).toBe(`Send ${signals[2]?.[0]} to auren/kafka?`);
    desk.press('enter');
    expect(ran()).toMatchObject([{action: 'signal', signal: 'SIGHUP'}]);
  });
  test('the menu stays within itself, and q, Esc leave it', () => {
    on(2);
    desk.press('f9', 'up', 'up');
    expect(desk.prompt()).toMatchObject({index: 0});
    desk.press('G', 'down', 'tab');
    expect(desk.prompt()).toMatchObject({index: signals.length - 1});
    desk.press('g', 'q');
    expect([desk.prompt(), desk.asked]).toEqual([null, []]);
  });
});

describe('the filter', () => {
  test('acts while it is typed, Enter keeps it', () => {
    desk.press('/');
    desk.type('kaf');
    expect(desk.list()).toEqual([' auren', '> kafka']);
    desk.press('enter');
    expect([desk.prompt(), desk.store.get().view.filter]).toEqual([null, 'kaf']);
  });
  test('Esc brings back list and selection as they were', () => {
    on(3);
    desk.press('/');
    desk.type('web');
    expect(desk.selected()).toBe('web');
    desk.press('esc');
    expect([desk.selected(), desk.store.get().view.filter]).toEqual(['worker', '']);
  });
  test('is edited', () => {
    desk.press('/');
    desk.type('stack=auren kafkaa');
    desk.press('backspace');
    expect(desk.store.get().view.filter).toBe('stack=auren kafka');
    desk.press('ctrl-w');
    expect(desk.store.get().view.filter).toBe('stack=auren ');
    desk.press('ctrl-u');
    expect(desk.store.get().view.filter).toBe('');
  });
  test('takes keys that are commands elsewhere as letters', () => {
    desk.press('/');
    desk.type('qrSU?');
    expect([desk.store.get().view.filter, desk.asked]).toEqual(['qrSU?', []]);
  });
});

describe('a paste', () => {
  test('is never a command', () => {
    desk.paste('q\nr\ny\n');
    on(2);
    desk.press('r');
    desk.paste('y\n');
    desk.press('esc', 'f9');
    desk.paste('\r');
    expect(desk.asked).toEqual([]);
  });
  test('goes into what is typed, whole, as one line', () => {
    desk.press('/');
    desk.type('a');
    desk.paste('uren\nkafka\u001b[31m\n');
    expect(desk.store.get().view.filter).toBe('auren kafka');
    expect(desk.list()).toEqual([' auren', '> kafka']);
  });
  test('does not send what it was pasted into', () => {
    on(2);
    desk.press('ctrl-x');
    desk.paste('kafka\n');
    expect(ran()).toEqual([]);
    desk.press('enter');
    expect(ran()).toHaveLength(1);
  });
  test('of a book stays short', () => {
    desk.press('/');
    desk.paste('x'.repeat(100_000));
    expect(desk.store.get().view.filter.length).toBe(500);
  });
});

describe('a shell of your choice', () => {
  test.each([
    ['', 'openShell auren/kafka/1 {"user":"root","command":[]}'],
    [' bash -l', 'openShell auren/kafka/1 {"user":"root","command":["bash","-l"]}'],
  ])('as root%s', (more, asked) => {
    on(2);
    desk.press('E');
    desk.type(more);
    desk.press('enter');
    expect(desk.asked).toEqual([asked]);
  });
});

describe('copying', () => {
  const port = (privatePort: number, publicPort: number, ip: string | null = null): Port => ({
    ip,
    privatePort,
    publicPort,
    protocol: 'tcp',
  });
  const offered = (row: number): string[] => {
    on(row);
    desk.press('c');
    const prompt = desk.prompt();
    return prompt?.kind === 'menu' ? prompt.items.map(({label, hint}) => `${label}: ${hint}`) : [];
  };
  test.each([
    ['ssh://me@db.example.org', 'db.example.org:15432', 'postgres://db.example.org:15432'],
    ['tcp://10.0.0.5:2376', '10.0.0.5:15432', 'postgres://10.0.0.5:15432'],
    ['prod', 'web-01:15432', 'postgres://web-01:15432'],
  ])('of an engine at %s offers addresses on its host', (endpoint, address, url) => {
    desk = deskWith([container('auren/postgres', {ports: [port(5432, 15432, '0.0.0.0')]})], {local: false, endpoint});
    expect(offered(1)).toEqual(expect.arrayContaining([`address of 5432: ${address}`, `URL of 5432: ${url}`]));
  });
  test('of a port that is published on one address offers that', () => {
    desk = deskWith([container('auren/web', {ports: [port(80, 8080, '192.168.1.7'), port(81, 8081, 'fd00::7')]})]);
    expect(offered(1)).toEqual(
      expect.arrayContaining(['URL of 80: http://192.168.1.7:8080', 'URL of 81: http://[fd00::7]:8081']),
    );
  });
  test('over SSH offers addresses as the client has reached this host', () => {
    const ports = [port(80, 8080, '0.0.0.0'), port(81, 8081, '127.0.0.1')];
    desk = deskWith([container('auren/web', {ports})], {ssh: '198.51.100.4 50000 192.0.2.7 22'});
    expect(offered(1)).toEqual(expect.arrayContaining(['URL of 80: http://192.0.2.7:8080', 'URL of 81: http://localhost:8081']));
  });
  test('offers the public URL of the stack, and of the container that it leads to', () => {
    desk = deskWith([container('auren/web'), container('auren/db')]);
    const agent = {kind: 'host', api: 'http://127.0.0.1:4040'} as const;
    const tunnel = {url: 'https://a.ngrok.io', upstream: '80', name: '', agent, leadsTo: 'auren/web/1'};
    desk.store.update(state => ({...state, tunnels: new Map([[':auren', [tunnel]]])}));
    expect(offered(0)[1]).toBe('public URL: https://a.ngrok.io');
    desk.press('esc');
    expect(offered(1).join()).not.toContain('public URL');
    desk.press('esc');
    expect(offered(1)[1]).toBe('public URL: https://a.ngrok.io');
  });
  test('offers the environment, and leaves secrets out of the clipboard', () => {
    const env = ['LOG_LEVEL=debug', 'POSTGRES_PASSWORD=hunter2', 'DATABASE_URL=postgres://app:hunter2@db/x', 'EMPTY='];
    desk = deskWith([container('auren/web', {inspection: inspection({env})})]);
    expect(offered(1).slice(-4)).toEqual([
      'env LOG_LEVEL: debug',
      'env POSTGRES_PASSWORD: •••••• a secret: not copied',
      'env DATABASE_URL: •••••• a secret: not copied',
      'env EMPTY: ',
    ]);
    desk.press('end', 'up', 'up', 'enter');
    expect([desk.asked, desk.said()]).toEqual([[], expect.stringMatching(/^POSTGRES_PASSWORD holds a secret: it is not copied/)]);
    desk.press('c', 'end', 'up', 'up', 'up', 'enter');
    expect(desk.asked).toEqual(['copy env LOG_LEVEL debug']);
  });
  test('offers what compose would do, with its files where it needs them', () => {
    const labels = {
      'com.docker.compose.project': 'auren',
      'com.docker.compose.project.working_dir': '/srv/my shop',
      'com.docker.compose.project.config_files': '/srv/my shop/compose.yml,dev.yml',
    };
    desk = deskWith([container('auren/web', {labels}), ended('auren/run', 0, {}, {oneOff: true, labels})]);
    const whole =
      "docker compose -p auren --project-directory '/srv/my shop' -f '/srv/my shop/compose.yml' -f '/srv/my shop/dev.yml'";
    expect(offered(0).slice(1)).toEqual([
      'docker command: list: docker ps -a --filter label=com.docker.compose.project=auren',
      'compose command: list: docker compose -p auren ps -a',
      'compose command: logs: docker compose -p auren logs -f --tail 100',
      'compose command: restart: docker compose -p auren restart',
      `compose command: up: ${whole} up -d`,
    ]);
    desk.press('esc');
    expect(offered(1).slice(-4)).toEqual([
      'compose command: logs: docker compose -p auren logs -f --tail 100 web',
      'compose command: shell: docker compose -p auren exec web sh',
      'compose command: restart: docker compose -p auren restart web',
      `compose command: up: ${whole} up -d web`,
    ]);
    desk.press('esc', 'down');
    expect(offered(0).join()).not.toContain('compose command');
  });

  test('offers values and the docker command', () => {
    desk = deskWith([
      container('auren/kafka', {
        ports: [port(9092, 29092), port(8080, 18080, '0.0.0.0'), port(8080, 18080, '::'), {...port(9999, 0), publicPort: null}],
        inspection: inspection({
          networks: [{name: 'auren_default', networkId: '', ip: '172.18.0.2', gateway: '', mac: '', aliases: []}],
        }),
      }),
    ]);
    on(1);
    desk.press('c');
    const prompt = desk.prompt();
    const items = prompt?.kind === 'menu' ? prompt.items.map(({label, hint}) => `${label}: ${hint}`) : [];
    expect(items).toEqual([
      'name: auren-kafka-1',
      'id: id-auren-kafka-1',
      'image: kafka:1',
      'IP in auren_default: 172.18.0.2',
      'address of 9092: localhost:29092',
      'address of 8080: localhost:18080',
      'URL of 8080: http://localhost:18080',
      'docker command: logs: docker logs -f --tail 100 auren-kafka-1',
      'docker command: shell: docker exec -it auren-kafka-1 sh',
      'docker command: restart: docker restart auren-kafka-1',
    ]);
    desk.press('enter');
    expect(desk.asked).toEqual(['copy name auren-kafka-1']);
  });
  test('puts no command of somebody else into the clipboard', () => {
    desk = deskWith([container("a'; rm -rf ~\n", {id: 'x'})]);
    on(1);
    desk.press('c', 'end', 'enter');
    expect(desk.asked).toEqual([String.raw`copy docker command: restart docker restart 'a'\''; rm -rf ~ '`]);
  });
});
