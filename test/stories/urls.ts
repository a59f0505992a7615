import {expect, test} from 'vitest';
import {run} from '../commands/program.js';
import {readQr} from '../support/qr-reader.js';
import {Terminal} from '../support/terminal.js';
import {rowOf, rowShows, select} from './list.js';

/** An engine with a stack that has an ngrok in a container, which leads to a service over HTTP. */
export interface TunnelEngine {
  readonly kind: 'demo' | 'real';
  /** For DOCKER_HOST. */
  readonly host: string;
  readonly stack: string;
  /** The service that the tunnel leads to. */
  readonly target: string;
  /** Has the world call that path through the tunnel. The demo's world calls all the time, whatever it is asked for. */
  call(path: string): Promise<void>;
}

const publicUrl = /https:\/\/[\w.-]+\.ngrok-free\.app/;

/** Public URLs, from the row of their stack to the clipboard and the phone. */
export const urlStories = (engine: () => TunnelEngine): void => {
  const open = async (options: {readonly columns?: number; readonly rows?: number; readonly args?: readonly string[]} = {}) => {
    const {host, stack} = engine();
    const terminal = Terminal.open({
      columns: 140,
      rows: 40,
      ...options,
      args: [...(options.args ?? []), `stack=${stack}`],
      env: {DOCKER_HOST: host},
    });
    await rowShows(terminal, [stack, null], publicUrl);
    return terminal;
  };
  const urlIn = (text: string): string => publicUrl.exec(text)?.[0] ?? '';
  const urlOnRow = (terminal: Terminal): string => urlIn(rowOf(terminal, engine().stack)?.text ?? '');
  const openUrls = async (terminal: Terminal): Promise<void> => {
    await select(terminal, engine().stack, null);
    await terminal.press('u');
    await terminal.sees(/URLs · 1 public URL/);
  };
  const onClipboard = (text: string): string => `\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`;

  test('stand in the row of their stack, and Enter copies them', async () => {
    const {stack, kind} = engine();
    const terminal = await open();
    const url = urlOnRow(terminal);
    await openUrls(terminal);
    expect(terminal.selected()).toContain(url);
    expect(terminal.selected()).toMatch(/public URL/);
    terminal.picture(`stories/${kind}-urls`);
    await terminal.press('enter');
    await terminal.sees(`copied public URL: ${url}`);
    expect(terminal.raw).toContain(onClipboard(url));
    const {stdout} = await run(['url', stack], {env: {DOCKER_HOST: engine().host}});
    expect(stdout).toBe(`${url}\n`);
    await terminal.press('esc');
    await rowShows(terminal, [stack, null], publicUrl);
  });

  test('are known to the service that they lead to, and to ls', async () => {
    const {stack, target, host} = engine();
    const terminal = await open();
    const url = urlOnRow(terminal);
    await select(terminal, stack, target);
    await terminal.press('u');
    await terminal.sees(new RegExp(`${stack}/${target} +URLs · 1 public URL`));
    expect(terminal.row('public URL  ')).toContain(url);
    let report = {urls: [] as string[], containers: [] as {service: string; urls: string[]}[]};
    // An agent that takes longer than a list waits for it is left out.
    await expect
      .poll(
        async () => {
          [report] = JSON.parse((await run(['ls', stack, '--json'], {env: {DOCKER_HOST: host}})).stdout);
          return report.urls;
        },
        {timeout: 60_000},
      )
      .toEqual([url]);
    const urlsOf = (service: string): string[] | undefined =>
      report.containers.find(container => container.service === service)?.urls;
    expect(urlsOf(target)?.[0]).toBe(url);
    expect(urlsOf('ngrok')?.[0]).toBe(url);
  });

  test('are read by a phone, on a small screen too', async () => {
    for (const [columns, rows] of [
      [140, 40],
      [80, 24],
    ] as const) {
      const terminal = await open({columns: 140, rows: 40});
      const url = urlOnRow(terminal);
      terminal.resize(columns, rows);
      await openUrls(terminal);
      await terminal.press('Q');
      await terminal.sees(/[▀▄█]{4}/);
      await terminal.settles({quiet: 150}); // a code half drawn is none
      terminal.picture(`stories/${engine().kind}-qr-${columns}`);
      const cells = Array.from({length: rows}, (_, y) => Array.from({length: columns}, (_cell, x) => terminal.cell(x, y)));
      expect(readQr(cells, 'dark')).toBe(url);
      await terminal.press('q');
      await terminal.sees(/URLs · 1 public URL/);
      await terminal.close();
    }
  });

  test('have their last requests below them, without secrets, and one is made again when that is confirmed', async () => {
    const terminal = await open();
    await engine().call('/webhook?call=7&token=t0ps3cret');
    await openUrls(terminal);
    const rows = (): string[] => terminal.lines().filter(line => /^ \d\d:\d\d:\d\d +\d{3} +[\d.]+ m?s {2}[A-Z]+ +\//.test(line));
    await terminal.until(() => rows().length > 0, 'a request', {within: 20_000});
    expect(terminal.text()).not.toContain('t0ps3cret');
    await terminal.press('tab');
    await terminal.until(() => rows().includes(terminal.selected() ?? ''), 'a request selected');
    const [, method = '', path = ''] = / ([A-Z]+) +(\/\S*)/.exec(terminal.selected() ?? '') ?? [];
    const same = (): number => rows().filter(row => row.includes(` ${method} `) && row.includes(` ${path}`)).length;
    const before = same();
    await terminal.press('R');
    await terminal.sees(`Replay ${method} ${path}?`);
    await terminal.press('y');
    await terminal.sees(`replayed: ${method} ${path}`);
    await terminal.until(() => same() > before, 'the request once more');
    terminal.picture(`stories/${engine().kind}-replayed`);
  });

  test('that change with a restart are told within seconds, and u Enter copies the new one', async () => {
    const {stack, host} = engine();
    const terminal = await open({columns: 180});
    const before = urlOnRow(terminal);
    await select(terminal, stack, 'ngrok');
    await terminal.press('r', 'enter');
    await terminal.sees(/public URL is now https:\/\/\S+ \(was /, {within: 25_000});
    const told = new RegExp(`${stack}: public URL is now (\\S+) \\(was ${before}\\): u Enter copies it`).exec(terminal.text());
    const url = told?.[1] ?? '';
    expect(url).toMatch(publicUrl);
    expect(url).not.toBe(before);
    await terminal.until(() => urlOnRow(terminal) === url, 'the new URL in its row');
    terminal.picture(`stories/${engine().kind}-url-changed`);
    await terminal.press('u', 'enter');
    await terminal.until(() => terminal.raw.includes(onClipboard(url)), 'the new URL on the clipboard');
    expect((await run(['url', stack], {env: {DOCKER_HOST: host}})).stdout).toBe(`${url}\n`);
  });

  test('are not opened over SSH, but copied, and ports are those of the host that one has come to', async () => {
    const {stack, host} = engine();
    const terminal = Terminal.open({
      columns: 140,
      args: [`stack=${stack}`],
      env: {DOCKER_HOST: host, SSH_CONNECTION: '198.51.100.4 50000 192.0.2.7 22', DISPLAY: ':0'},
    });
    await rowShows(terminal, [stack, null], publicUrl);
    await openUrls(terminal);
    await terminal.sees(/ssh -L \d+:127\.[\d.]+:\d+ 192\.0\.2\.7/);
    await terminal.press('o');
    await terminal.sees('over SSH there is no browser here: copied instead: https://');
  });
};
