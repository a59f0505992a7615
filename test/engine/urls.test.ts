import {afterEach, expect, test} from 'vitest';
import {run} from '../commands/program.js';
import {urlStories} from '../stories/urls.js';
import {startFakeAgent} from '../support/fake-agent.js';
import {Terminal} from '../support/terminal.js';
import {callThroughTunnel, describeWithServices, publishedUrl, serviceStack} from './service-stack.js';

const host = 'unix:///var/run/docker.sock';

describeWithServices('public URLs, on a real engine', ['ngrok', 'api', 'web'], () => {
  afterEach(() => Terminal.closeAll());

  urlStories(() => ({
    kind: 'real',
    host,
    stack: serviceStack,
    target: 'api',
    call: async path => {
      expect(await callThroughTunnel(path)).toBeLessThan(500);
    },
  }));

  test('of an agent on the host belong to the stack of the container whose port they lead to', async () => {
    const port = new URL(await publishedUrl('web', 8000)).port;
    // One of the ports that agents take; whoever has the first of them keeps it.
    const agent = await startFakeAgent('127.0.0.1', 4047);
    agent.tunnels = [
      {url: 'https://of-web.ngrok-free.app', upstream: `http://localhost:${port}`},
      {url: 'https://of-nobody.ngrok-free.app', upstream: 'http://localhost:1'},
    ];
    try {
      const urls = async (target: string) => {
        const {stdout, code} = await run(['url', target, '--host', host]);
        return {code, urls: stdout.split('\n').filter(Boolean)};
      };
      // An agent of the host that is late is left out, and this one answers in the process of the tests.
      await expect
        .poll(() => urls(`${serviceStack}/web`), {timeout: 60_000})
        .toEqual({code: 0, urls: ['https://of-web.ngrok-free.app']});
      await expect
        .poll(() => urls(serviceStack), {timeout: 60_000})
        .toEqual({
          code: 0,
          urls: [expect.stringMatching(/^https:\/\/\w+\.ngrok-free\.app$/), 'https://of-web.ngrok-free.app'],
        });
      const terminal = Terminal.open({columns: 140, args: [`stack=${serviceStack}`], env: {DOCKER_HOST: host}});
      await terminal.sees(/ngrok-free\.app \+1/);
    } finally {
      await agent.close();
    }
  });
});
