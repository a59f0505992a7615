import {describe, expect, test} from 'vitest';
import type {Container} from '../../../source/model/container.js';
import type {Stack} from '../../../source/model/stack.js';
import {nothingFound, wantedOf, wantedOfSelected} from '../../../source/model/why.js';
import {container, ended, inspection, needs, now, stackWith} from '../sample.js';

const refused = (title: string, error: string): Container =>
  container(title, {state: 'created', inspection: inspection({error, startedAt: null})});
const asked = (stack: Stack, image: string | null = null): string[] =>
  wantedOf(stack, now, {...nothingFound, imageOf: () => image, stacks: [stack]}).map(({question}) => question.key);

describe('what the rules ask of a stack', () => {
  test.each<readonly [string, string[], string[]]>([
    ['nothing while all is well', asked(stackWith(container('s/a', {health: 'healthy'}), container('s/b', needs('a')))), []],
    ['nothing of one that ended by itself', asked(stackWith(ended('s/a', 1), ended('s/b', 137, {oomKilled: true}))), []],
    ['who has a port', asked(stackWith(refused('s/a', 'listen udp4 0.0.0.0:53: bind: address already in use'))), ['port 53/udp']],
    [
      'not where a container has it',
      asked(
        stackWith(
          refused('s/a', 'Bind for 0.0.0.0:80 failed: port is already allocated'),
          container('s/b', {ports: [{ip: '0.0.0.0', privatePort: 8080, publicPort: 80, protocol: 'tcp'}]}),
        ),
      ),
      [],
    ],
    ['whether a network is back', asked(stackWith(refused('s/a', 'network n not found'))), ['network n']],
    [
      'whether the image of a missing service is there, where somebody needs it',
      asked(
        {
          ...stackWith(container('s/a', needs('redis'))),
          missing: [{key: 's/redis/1', name: 'redis', namedBy: 'compose', dependsOn: [], before: 0}],
        },
        'redis:7',
      ),
      ['image redis:7'],
    ],
    [
      'not of one that nobody needs',
      asked(
        {
          ...stackWith(container('s/a')),
          missing: [{key: 's/redis/1', name: 'redis', namedBy: 'compose', dependsOn: [], before: 0}],
        },
        'redis:7',
      ),
      [],
    ],
  ])('%s', (_, keys, expected) => {
    expect(keys).toEqual(expected);
  });
});

describe('what they ask of the container that is looked at', () => {
  const stack = stackWith(
    ended('s/a', 1),
    ended('s/done', 0),
    refused('s/never', 'network n not found'),
    container('s/db', {networks: ['n'], inspection: inspection({exposedPorts: ['5432/tcp']})}),
    container('s/api', {health: 'unhealthy', networks: ['n'], ...needs('db')}),
  );
  test.each([
    ['s/a/1', false, ['log id-s-a-1']],
    ['s/done/1', true, []],
    ['s/never/1', true, []],
    ['s/db/1', true, []],
    ['s/api/1', false, []],
    ['s/api/1', true, ['reach id-s-api-1 db:5432']],
    ['gone', true, []],
  ])('%s, near by: %s', (key, nearBy, expected) => {
    expect(wantedOfSelected(stack, key, nearBy).map(({question}) => question.key)).toEqual(expected);
  });
});
