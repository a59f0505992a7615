import {describe, expect, it} from 'vitest';
import {problemText} from '../../source/profiles/problem.js';
import {readProfile} from '../../source/profiles/read.js';

const good = `name: shop
projects: [shop]
services:
  db:
    kind: postgres
    image: postgres:16
    ports: ['5433:5432']
    memory: {usual: 800M, limit: 1.5G}
    check: {test: [CMD-SHELL, pg_isready], interval: 10s, retries: 5}
  api:
    kind: http
    ports: ['8000']
    depends_on: {db: service_healthy}
    commands:
      - {name: sweep, argv: [rm, -r, /tmp/x], danger: true}
`;

describe('reading a profile', () => {
  it('turns what is written into plain data with bytes, seconds and numbers', () => {
    const {profile, problems} = readProfile('shop.yml', good);
    expect(problems).toEqual([]);
    const [db, api] = profile?.services ?? [];
    expect(profile).toMatchObject({name: 'shop', title: 'shop', projects: ['shop'], network: null, file: 'shop.yml'});
    expect(db).toMatchObject({
      kind: 'postgres',
      ports: [{container: 5432, host: 5433}],
      usualMemory: 800 * 1024 ** 2,
      memoryLimit: 1.5 * 1024 ** 3,
      check: {interval: 10, timeout: null, retries: 5},
    });
    expect(api).toMatchObject({
      image: null,
      ports: [{container: 8000, host: null}],
      dependsOn: [{service: 'db', condition: 'service_healthy'}],
      commands: [{name: 'sweep', danger: true, interactive: false}],
    });
  });

  it.each([
    [
      'a kind that is none',
      good.replace('kind: postgres', 'kind: postgress'),
      'shop.yml:5: services.db.kind: must be one of postgres, ',
    ],
    ['a misspelt key', good.replace('    image:', '    imgae:'), 'shop.yml:6: services.db.imgae: is not a key of a profile'],
    ['a misspelt key at the top', `titel: x\n${good}`, 'shop.yml:1: titel: is not a key of a profile'],
    ['a missing key', good.replace('name: shop\n', ''), 'shop.yml: name: is missing; wanted a text'],
    ['a missing kind', good.replace('    kind: http\n', ''), 'shop.yml:10: services.api.kind: is missing; wanted'],
    ['a size in words', good.replace('800M', 'much'), 'shop.yml:8: services.db.memory.usual: must be a size as 800M or 1.5G'],
    [
      'a time without a unit',
      good.replace('interval: 10s', "interval: '10'"),
      'shop.yml:9: services.db.check.interval: must be a time',
    ],
    ['a port that is none', good.replace('5433:5432', 'http'), 'shop.yml:7: services.db.ports.0: must be a port as'],
    [
      'a dependency on nobody',
      good.replace('{db: service', '{cache: service'),
      'shop.yml:13: services.api.depends_on.cache: there is no service cache here',
    ],
    [
      'a condition that is none',
      good.replace('service_healthy', 'healthy'),
      'shop.yml:13: services.api.depends_on.db: must be one of service_started',
    ],
    [
      'an empty command',
      good.replace('argv: [rm, -r, /tmp/x]', 'argv: []'),
      'shop.yml:15: services.api.commands.0.argv: must be a command with at least one word',
    ],
    [
      'a command as one text',
      good.replace('argv: [rm, -r, /tmp/x]', 'argv: rm'),
      'shop.yml:15: services.api.commands.0.argv: must be a list',
    ],
    ['services as a list', 'name: x\nprojects: [x]\nservices: [db]\n', 'shop.yml:3: services: must be a map'],
    ['no project', good.replace('projects: [shop]', 'projects: []'), 'shop.yml:2: projects: must be at least one project name'],
    ['YAML that breaks off', 'name: [shop\nprojects: 1', 'shop.yml:'],
    ['a key twice', `${good}name: again\n`, 'shop.yml:16: '],
    ['an empty file', '', 'shop.yml: is empty'],
    ['only a text', 'hello', 'shop.yml: must be a map'],
  ])('names file, line and key of %s', (_, text, message) => {
    const {profile, problems} = readProfile('shop.yml', text);
    expect(profile).toBeNull();
    expect(problems.map(problemText).join('\n')).toContain(message);
  });
});
