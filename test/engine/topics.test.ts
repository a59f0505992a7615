import {afterEach, expect, inject, test} from 'vitest';
import {openList, select} from '../stories/list.js';
import {brokerStack} from '../stories/story-engine.js';
import {topicStories} from '../stories/topics.js';
import {Terminal} from '../support/terminal.js';
import {realEngine, storiesOnEngine} from './on-engine.js';
import {describeOnEngine, docker, runContainer} from './support.js';

if (inject('kafkaThere')) storiesOnEngine('the topics of a broker', topicStories);

describeOnEngine('what looks like a broker', () => {
  const name = `${brokerStack}-deaf-1`;
  afterEach(async () => {
    await Terminal.closeAll();
    await docker('rm', '-f', '-v', name);
  });
  const bring = (...options: readonly string[]): Promise<string> => {
    const labels = [`com.docker.compose.project=${brokerStack}`, 'com.docker.compose.service=deaf', 'stacktop.kind=kafka'];
    const compose = [...labels, 'com.docker.compose.container-number=1', 'com.docker.compose.oneoff=False'];
    return runContainer('stacktop-test/web', ['--name', name, ...compose.flatMap(label => ['--label', label]), ...options]);
  };

  test('and does not answer is told in one line with what to try; it is tried again, and the screen is whole', async () => {
    await bring();
    const terminal = await openList(realEngine, {columns: 80, rows: 24});
    await select(terminal, brokerStack, 'deaf');
    await terminal.press('x');
    await terminal.sees(/no broker answers: \S+:9092: refused/);
    await terminal.sees('some seconds');
    await terminal.sees(/next try in \d s/);
    terminal.picture('stories/real-topics-deaf');
    await terminal.sees(/no answer for (?:[2-9]|[1-9]\d) s/, {within: 20_000});
    await terminal.press('n');
    await terminal.sees('n: the broker has not answered yet');
    await terminal.press('esc');
    await terminal.sees(/[▾▸] shop-test/);
  });

  test('and wants TLS or a password is told so', async () => {
    await bring('-e', 'KAFKA_LISTENERS=SASL_SSL://:9093', '-e', 'KAFKA_ADVERTISED_LISTENERS=SASL_SSL://kafka:9093');
    const terminal = await openList(realEngine);
    await select(terminal, brokerStack, 'deaf');
    await terminal.press('x');
    await terminal.sees('its listeners want TLS or a password');
    expect(terminal.lines().length).toBe(40);
  });
});
