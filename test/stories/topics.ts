import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Terminal, TerminalOptions} from '../support/terminal.js';
import {ask, pauseContainer} from './engine-socket.js';
import {openList, select} from './list.js';
import {brokerStack, type Stories, type StoryBroker} from './story-engine.js';

/** What the broker's people expect it to have. */
const profile = `
name: ${brokerStack}
title: A broker
projects: [${brokerStack}]
services:
  kafka:
    kind: kafka
    topics: [invoices, ledger]
`;

/** The topics of a broker: seen, created, read, deleted, with nothing left behind. */
export const topicStories: Stories = engine => {
  let broker: StoryBroker;
  let config: string;
  beforeAll(async () => {
    config = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-topics-'));
    fs.mkdirSync(path.join(config, 'stacktop/stacks'), {recursive: true});
    fs.writeFileSync(path.join(config, 'stacktop/stacks', `${brokerStack}.yml`), profile);
    const brought = await engine().broker?.();
    if (!brought) throw new Error('this engine has no broker to tell of');
    broker = brought;
    await broker.create('orders', 3);
    await broker.write('orders', [
      {key: 'user-1', value: 'first of all'},
      {key: 'user-2', value: '{"order": 2, "paid": true}'},
      {key: 'user-3', value: 'two\nlines \u001b[2J\u001b]0;owned\u0007'},
    ]);
  });
  afterAll(async () => {
    await broker?.remove();
    fs.rmSync(config, {recursive: true, force: true});
  });

  const openTopics = async (options: TerminalOptions = {}): Promise<Terminal> => {
    const terminal = await openList(engine(), {...options, env: {XDG_CONFIG_HOME: config, ...options.env}});
    await select(terminal, brokerStack, 'kafka');
    await terminal.press('x');
    await terminal.sees(/^ orders +3 +1 +0 /m, {within: 30_000});
    return terminal;
  };
  const choose = async (terminal: Terminal, topic: string): Promise<void> => {
    await terminal.press('/');
    await terminal.type(topic);
    await terminal.press('enter');
    await terminal.until(() => terminal.selected()?.trim().startsWith(`${topic} `) === true, `${topic} chosen`);
  };
  const read = async (terminal: Terminal, topic: string, from: readonly string[]): Promise<void> => {
    await choose(terminal, topic);
    await terminal.press('enter');
    await terminal.sees(`Messages of ${topic}`);
    await terminal.press(...from, 'enter');
    await terminal.sees(new RegExp(`${brokerStack}/kafka +${topic} +(following|reading) `));
  };
  const number = (terminal: Terminal, text: string): number => terminal.text().split(text).length - 1;

  test('x shows them, and those that the profile misses; m creates one, M the rest', async () => {
    const terminal = await openTopics();
    await terminal.sees(`${brokerStack}/kafka  1 topic · 2 missing · 1 broker`);
    await terminal.sees(/invoices .*missing/);
    await terminal.sees(/orders +3 +1 +0 +3 /);
    terminal.picture(`stories/${engine().kind}-topics-missing`);
    await terminal.press('m');
    await terminal.sees(`Create the topic invoices in ${brokerStack}/kafka, 1 partition?`);
    await terminal.press('esc', 'm', 'enter');
    await terminal.sees('created invoices');
    await terminal.sees(/invoices +1 +1 +0 +0 /);
    expect(await broker.topics()).toEqual(['invoices', 'orders']);
    await terminal.press('M');
    await terminal.sees('Create the topic ledger');
    await terminal.press('y');
    await terminal.unsees('missing');
    expect(await broker.topics()).toEqual(['invoices', 'ledger', 'orders']);
  });

  test('n takes no name that Kafka would not, and then makes the topic', async () => {
    const terminal = await openTopics();
    await terminal.press('n');
    await terminal.type('new/topic 4');
    await terminal.press('enter');
    await terminal.sees('not "/"');
    terminal.picture(`stories/${engine().kind}-topics-new`);
    await terminal.press('ctrl-u');
    await terminal.type('new.topic 4 2');
    await terminal.press('enter');
    await terminal.sees('replication 2 needs as many brokers');
    expect(await broker.topics()).not.toContain('new.topic');
    await terminal.press('backspace', '1', 'enter');
    await terminal.sees('created new.topic: 4 partitions, replication 1');
    await terminal.sees(/new\.topic +4 +1 +0 +0 /);
    await terminal.until(() => terminal.selected()?.includes('new.topic') === true, 'the new one chosen');
    expect(await broker.topics()).toContain('new.topic');
    await terminal.press('d');
    await terminal.sees(/PARTITION +LEADER/);
    await terminal.sees(/^ +3 +1 +1 +1 +0 +0 +0$/m);
    terminal.picture(`stories/${engine().kind}-topics-described`);
    await terminal.press('esc');
    await terminal.sees(/^ orders /m);
  });

  test('^x deletes the topic once its name is typed', async () => {
    await broker.create('doomed');
    const terminal = await openTopics();
    await terminal.sees(/doomed +1 /);
    await choose(terminal, 'doomed');
    await terminal.press('ctrl-x');
    await terminal.sees(`Delete topic doomed of ${brokerStack}/kafka?`);
    await terminal.type('doom');
    await terminal.press('enter');
    await terminal.sees('nothing was done');
    expect(await broker.topics()).toContain('doomed');
    await terminal.press('ctrl-x');
    await terminal.type('doomed');
    await terminal.press('enter');
    await terminal.sees('deleted doomed');
    await terminal.unsees(/doomed +1 /);
    expect(await broker.topics()).not.toContain('doomed');
  });

  test('Enter reads a topic from the beginning: keys, values, what comes; Esc stops, and says so', async () => {
    const terminal = await openTopics();
    await read(terminal, 'orders', ['G']);
    await terminal.sees(/0:0 +user-1 +first of all/);
    await terminal.sees(/0:1 +user-2 +\{"order":2,"paid":true\}/);
    await terminal.sees(/0:2 +user-3 +two↵lines/);
    expect(terminal.raw).not.toContain('owned');
    await broker.write('orders', [{key: 'user-4', value: 'came just now'}]);
    await terminal.sees(/0:3 +user-4 +came just now/);
    terminal.picture(`stories/${engine().kind}-messages`);

    await terminal.press('/');
    await terminal.type('paid');
    await terminal.press('enter');
    await terminal.sees(/\/paid +1 of 1/);
    await terminal.press('enter');
    await terminal.sees('"paid": true');
    terminal.picture(`stories/${engine().kind}-messages-unfolded`);

    await terminal.press('esc', 'esc');
    await terminal.sees('orders  stopped · from the beginning');
    await broker.write('orders', [{value: 'nobody reads me'}]);
    await terminal.press('esc');
    await terminal.sees(/^ orders +3 .* 5 /m);
    expect(number(terminal, 'nobody reads me')).toBe(0);
  });

  test('from now on shows what comes and nothing else', async () => {
    const terminal = await openTopics();
    await read(terminal, 'orders', []);
    await terminal.sees('No message has come yet.');
    await broker.write('orders', [{key: 'user-9', value: 'the newest'}]);
    await terminal.sees(/user-9 +the newest/);
    expect(terminal.shows('first of all')).toBe(false);
    await terminal.press('q');
    await terminal.sees(/^ orders /m);
  });

  test('reading makes no topic and leaves no group; L shows how far real groups are behind', async () => {
    await broker.create('parcels');
    await broker.write(
      'parcels',
      ['one', 'two', 'three'].map(value => ({value})),
    );
    await broker.consume('billing', 'parcels', 1);
    const before = await broker.topics();
    const terminal = await openTopics();
    await terminal.sees(/parcels +1 .* 2 +billing/);
    await read(terminal, 'parcels', ['down']);
    await terminal.sees('three');
    await terminal.press('q');
    await terminal.press('L');
    await terminal.sees(/billing +empty +0 +parcels +2$/m);
    await terminal.press('enter');
    await terminal.sees(/partition 0 +1 +3 +2$/m);
    terminal.picture(`stories/${engine().kind}-groups`);
    expect(await broker.topics()).toEqual(before);
    expect(await broker.groups()).toEqual(['billing']);
  });

  test('a topic that is gone while it is read is not made again', async () => {
    await broker.create('fleeting');
    await broker.write('fleeting', [{value: 'here'}]);
    const terminal = await openTopics();
    await read(terminal, 'fleeting', ['G']);
    await terminal.sees('here');
    await broker.delete('fleeting');
    await terminal.sees('there is no such topic');
    await terminal.sees(/next try in|trying now/);
    expect(await broker.topics()).not.toContain('fleeting');
    await terminal.press('esc');
    await terminal.sees('fleeting  stopped');
  });

  test('in read-only mode one looks, and changes nothing', async () => {
    const terminal = await openTopics({args: ['stack=shop', '--read-only']});
    for (const key of ['n', 'm', 'ctrl-x']) {
      await terminal.press(key);
      await terminal.sees('read-only mode: nothing is changed');
    }
    await read(terminal, 'orders', ['G']);
    await terminal.sees('first of all');
  });

  test('a broker that is paused, and one that is stopped, is told in one line; its topics stay, grey; it is asked again by itself', async () => {
    const terminal = await openTopics();
    await pauseContainer(engine(), broker.id());
    await terminal.sees('its container is paused');
    await terminal.sees(/figures of \d+ s ago/);
    await terminal.sees(/^ orders +3 /m);
    terminal.picture(`stories/${engine().kind}-topics-paused`);
    await ask(engine(), 'POST', `/containers/${broker.id()}/unpause`);
    await terminal.unsees(/paused|figures of/, {within: 20_000});

    // One that is killed keeps its place in ZooKeeper for a while.
    await ask(engine(), 'POST', `/containers/${broker.id()}/stop?t=60`);
    await terminal.sees('its container does not run (exited)', {within: 30_000});
    await terminal.sees(/figures of/);
    await ask(engine(), 'POST', `/containers/${broker.id()}/start`);
    await terminal.unsees(/does not run|no broker answers|figures of/, {within: 60_000});
    await terminal.sees(/^ orders +3 /m);
  });

  test('reading goes on over a restart of the broker, each message once', async () => {
    const terminal = await openTopics();
    await read(terminal, 'orders', ['G']);
    await terminal.sees('first of all');
    // It stands there only until the broker answers: it is looked for from the beginning.
    await Promise.all([
      terminal.sees('waiting for the broker', {within: 30_000}),
      ask(engine(), 'POST', `/containers/${broker.id()}/restart?t=60`),
    ]);
    terminal.picture(`stories/${engine().kind}-messages-waiting`);
    await terminal.sees('the broker answers again', {within: 60_000});
    await broker.write('orders', [{value: 'after the restart'}]);
    await terminal.press('G');
    await terminal.sees('after the restart');
    expect([number(terminal, 'first of all'), number(terminal, 'after the restart')]).toEqual([1, 1]);
  });

  test('a broker that is recreated at another address is found again', async () => {
    const terminal = await openTopics();
    await Promise.all([terminal.sees(/figures of|no broker answers|no more|does not run/, {within: 30_000}), broker.recreate()]);
    await terminal.unsees(/figures of|no broker answers|no more|does not run/, {within: 60_000});
    // In the demo its topics went with it.
    for (const topic of [...(await broker.topics()), 'ledger']) await terminal.sees(new RegExp(`^ ${topic} `, 'm'));
  });
};
