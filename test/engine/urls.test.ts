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
      const {stdout, code} = await run(['url', `${serviceStack}/web`, '--host', host]);
      expect([stdout, code]).toEqual(['https://of-web.ngrok-free.app\n', 0]);
      const all = await run(['url', serviceStack, '--host', host]);
      expect(all.stdout.split('\n').filter(Boolean)).toEqual([
        expect.stringMatching(/^https:\/\/\w+\.ngrok-free\.app$/),
        'https://of-web.ngrok-free.app',
      ]);
      const terminal = Terminal.open({columns: 140, args: [`stack=${serviceStack}`], env: {DOCKER_HOST: host}});
      await terminal.sees(/ngrok-free\.app \+1/);
    } finally {
      await agent.close();
    }
  });
});
