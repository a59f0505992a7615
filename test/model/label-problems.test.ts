import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {labelProblems} from '../../source/model/label-problems.js';
import {ownLabels} from '../../source/model/own-labels.js';
import {container, stackWith} from './sample.js';

const problemsOf = (labels: Readonly<Record<string, string>>, beside: readonly string[] = ['db']): string[] => {
  const lying = container('shop/web', {labels});
  const stack = stackWith(lying, ...beside.map(service => container(`shop/${service}`)));
  return labelProblems(lying, stack).map(({label, message}) => `${label} ${message}`);
};

describe('labels of stacktop', () => {
  test.each([
    ['kind', 'postgres'],
    ['kind', 'other'],
    ['memory', '800M'],
    ['memory', '1.5g'],
    ['health', ':8000/health'],
    ['health', 'http://localhost:8000/health?deep=1'],
    ['link.docs', 'https://docs.example/a?b=c#d'],
    ['link.app', ':3000/'],
    ['link.app', '3000/'],
    ['lab', 'yes'],
    ['note', 'whatever anyone writes'],
  ])('%s: %s is taken, or nobody’s business', (name, value) => {
    expect(problemsOf({[`stacktop.${name}`]: value})).toEqual([]);
  });

  test.each([
    ['kind', 'postgers', 'is no kind; did you mean postgres?'],
    ['kind', 'nonsense', 'is no kind; there are postgres, redis, '],
    ['kind', '', 'is no kind; there are'],
    ['kind', 'Postgres', 'is no kind; did you mean postgres?'],
    ['memory', 'lots', 'is no size; wanted is one as 800M or 1.5G'],
    ['memory', '-5M', 'is no size'],
    ['memory', '800MB', 'is no size'],
    ['health', 'nope', 'is no question over HTTP; wanted is one as :8000/health'],
    ['health', ':99999/health', 'is no question over HTTP'],
    ['health', ':8000', 'is no question over HTTP'],
    ['link.x', 'javascript:alert(1)', 'is no link; wanted is one as https://docs.example or :8000/docs'],
    ['link.x', 'file:///etc/passwd', 'is no link'],
    ['link.x', 'data:text/html,x', 'is no link'],
    ['link.x', ' https://docs.example', 'is no link'],
    ['link.x', 'https://', 'is no link'],
    ['link.x', 'https:///path', 'is no link'],
    ['link.x', 'https://a.example/\u001b]0;x\u0007', 'is no link'],
    ['link.x', 'docs', 'is no link'],
    ['link.x', `https://a.example/${'x'.repeat(3000)}`, 'is no link'],
    ['link.', 'https://a.example', 'has no name after the dot'],
    ['knid', 'postgres', 'is no label of stacktop; did you mean stacktop.kind?'],
    ['helth', ':8000/', 'is no label of stacktop; did you mean stacktop.health?'],
    ['link', 'https://a.example', 'is no label of stacktop; did you mean stacktop.link.NAME?'],
  ])('%s: %s is told', (name, value, message) => {
    const [problem, ...others] = problemsOf({[`stacktop.${name}`]: value});
    expect(problem).toContain(`stacktop.${name} ${message}`);
    expect(others).toEqual([]);
  });

  test('that can be taken are, beside others that cannot', () => {
    const {kind, usualMemory, links, problems} = ownLabels({
      'stacktop.kind': 'redis',
      'stacktop.memory': 'lots',
      'stacktop.link.bad': 'javascript:x',
      'stacktop.link.good': 'https://a.example/',
    });
    expect([kind, usualMemory, links.map(({name}) => name), problems.length]).toEqual(['redis', null, ['good'], 2]);
  });

  test('never throw, and give only links that open in a browser', () => {
    const text = fc.oneof(fc.string(), fc.webUrl(), fc.string({unit: 'binary', maxLength: 40}));
    const name = fc.oneof(fc.constantFrom('kind', 'memory', 'health', 'link.', 'link.a', '', 'link'), fc.string());
    fc.assert(
      fc.property(fc.dictionary(name, text), entries => {
        const labels = Object.fromEntries(Object.entries(entries).map(([key, value]) => [`stacktop.${key}`, value]));
        for (const {url} of ownLabels(labels).links)
          if (url !== null) expect(['http:', 'https:']).toContain(new URL(url).protocol);
      }),
    );
  });
});

describe('labels of compose', () => {
  const compose = 'com.docker.compose.';
  test.each([
    ['container-number', '1', null],
    ['container-number', 'x', 'is no number of a replica'],
    ['container-number', '-3', 'is no number of a replica'],
    ['container-number', '0', 'is no number of a replica'],
    ['oneoff', 'False', null],
    ['oneoff', 'perhaps', 'is neither True nor False: it counts as False'],
    ['depends_on', '', null],
    ['depends_on', 'db:service_healthy:false', null],
    ['depends_on', 'db', null],
    ['depends_on', 'web:service_started:false', 'names the service itself: it waits for nothing there'],
    ['depends_on', 'cache:service_healthy:false', 'names cache, and there is no such service in its stack'],
    ['depends_on', 'db:service_helthy:false', 'wants db to be service_helthy, which is no condition: it has to be started'],
    ['depends_on', ',,,', null],
  ])('%s: %s', (name, value, message) => {
    expect(problemsOf({[`${compose}${name}`]: value})).toEqual(message === null ? [] : [`${compose}${name} ${message}`]);
  });

  test('of a stack of which something is missing count that as there', () => {
    const web = container('shop/web', {labels: {[`${compose}depends_on`]: 'cache:service_started:false'}});
    const cache = {key: 'shop/cache/1', name: 'cache', namedBy: 'compose', dependsOn: [], before: 0} as const;
    expect(labelProblems(web, {...stackWith(web), missing: [cache]})).toEqual([]);
  });
});
