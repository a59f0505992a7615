import fc from 'fast-check';
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
    ['a missing key', good.replace('name: shop\n', ''), 'shop.yml: name: is missing; wanted a name of small letters'],
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
    ['a kind nearly right', good.replace('kind: http', 'kind: htpp'), 'services.api.kind: must be one of postgres, '],
    ['a kind nearly right', good.replace('kind: http', 'kind: htpp'), '; did you mean http?'],
    ['a key nearly right', good.replace('    image:', '    imgae:'), 'is not a key of a profile; did you mean image?'],
    [
      'a key nearly right, deep in',
      good.replace('usual:', 'usaul:'),
      'shop.yml:8: services.db.memory.usaul: is not a key of a profile; did',
    ],
    [
      'a key of compose',
      good.replace('    image:', '    restart: always\n    image:'),
      'shop.yml:6: services.db.restart: is not a key',
    ],
    ['a kind at the top', `${good}postgres: {}\n`, 'shop.yml:16: postgres: is not a key of a profile'],
    ['a condition nearly right', good.replace('service_healthy', 'service_helthy'), '; did you mean service_healthy?'],
    [
      'a dependency on a name nearly right',
      good.replace('{db: service', '{dbb: service'),
      'shop.yml:13: services.api.depends_on.dbb: there is no service dbb here; did you mean db?',
    ],
    [
      'a dependency on nobody, with what to do',
      good.replace('{db: service', '{cache: service'),
      'there is no service cache here; take it out, or add it under services',
    ],
    [
      'a circle',
      good.replace('    image:', '    depends_on: {api: service_started}\n    image:'),
      'shop.yml:14: services.api.depends_on.db: goes round in a circle: db → api → db; take one of these dependencies out',
    ],
    [
      'a service that waits for itself',
      good.replace('{db: service_healthy}', '{api: service_healthy}'),
      'shop.yml:13: services.api.depends_on.api: goes round in a circle: api → api; take',
    ],
    ['a size below nothing', good.replace('800M', '-1M'), 'services.db.memory.usual: must be a size as 800M or 1.5G'],
    ['a size in MB', good.replace('800M', '800MB'), 'services.db.memory.usual: must be a size as 800M or 1.5G'],
    ['a size that is a number', good.replace('800M', '800000000'), 'services.db.memory.usual: must be a size as 800M or 1.5G'],
    [
      'a usual memory above the limit',
      good.replace('800M', '2G'),
      'shop.yml:8: services.db.memory.usual: is more than the limit of 1.5G',
    ],
    [
      'a time in words',
      good.replace('10s', 'soon'),
      'shop.yml:9: services.db.check.interval: must be a time as 10s, 500ms or 2m',
    ],
    ['a port beyond all', good.replace('5433:5432', '5433:75432'), 'services.db.ports.0: must be a port as'],
    ['port 0', good.replace('5433:5432', '0'), 'services.db.ports.0: must be a port as'],
    ['a port of three', good.replace('5433:5432', '127.0.0.1:1:2'), 'services.db.ports.0: must be a port as'],
    ['a port without quotes', good.replace("'5433:5432'", '5432'), "services.db.ports.0: must be a port as '8000' in quotes"],
    [
      'a health that is none',
      `${good}    health: nope\n`,
      "shop.yml:16: services.api.health: must be a question over HTTP as ':8000/health'",
    ],
    ['a health beyond all ports', `${good}    health: ':99999/'\n`, 'services.api.health: must be a question over HTTP'],
    [
      'a URL of another scheme',
      `${good}    links: [{name: x, url: 'javascript:alert(1)'}]\n`,
      'shop.yml:16: services.api.links.0.url: must be a URL that starts with http:// or https://',
    ],
    ['a URL without a host', `${good}    links: [{name: x, url: 'https://'}]\n`, 'services.api.links.0.url: must be a URL'],
    ['a link to nowhere', `${good}    links: [{name: x}]\n`, 'services.api.links.0: wants a url, or a port'],
    [
      'a link twice',
      `${good}    links: [{name: x, port: 1}, {name: x, port: 2}]\n`,
      'services.api.links.1.name: there is a link x already',
    ],
    [
      'a link to two places',
      `${good}    links: [{name: x, url: 'https://a.example', port: 1}]\n`,
      'services.api.links.0.url: is the whole link: take port and path out, or the url',
    ],
    [
      'a tunnel to nobody',
      `${good}    tunnel: {service: web, port: 80}\n`,
      'services.api.tunnel.service: there is no service web here',
    ],
    [
      'a host tunnel to nobody',
      `${good}host_tunnel: {api: 'http://127.0.0.1:4040', service: apj, port: 1}\n`,
      'shop.yml:16: host_tunnel.service: there is no service apj here; did you mean api?',
    ],
    ['a service without anything', 'name: x\nprojects: [x]\nservices:\n  db:\n', 'shop.yml:4: services.db: must be a map'],
    ['a key twice, by its name', `${good}name: again\n`, 'shop.yml:16: name: is there already; take one of the two out'],
    ['a key twice, deep in', good.replace('    image:', '    kind: redis\n    image:'), 'shop.yml:6: kind: is there already'],
    ['two documents', `${good}---\n${good}`, 'holds several documents; a profile is one, without ---'],
    ['tabs for spaces', 'name: x\nservices:\n\tdb: {}\n', 'shop.yml:3: is not YAML: '],
    [
      'a bomb of aliases',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'.replace(/./g, (letter, at) => `${letter}: &${letter} [${Array(9).fill(`*${'abcdefgh'[at]}`)}]\n`)}name: x\n`,
      'shop.yml: repeats its parts (&, *) too often; write them out',
    ],
    ['an empty file', '', 'shop.yml: is empty; stacktop profile STACK prints one to begin with'],
    ['only comments', '# to do\n', 'shop.yml: is empty'],
    ['only a text', 'hello', 'shop.yml: must be a map'],
    ['a list', '- a\n- b\n', 'shop.yml: must be a map'],
  ])('names file, line and key of %s', (_, text, message) => {
    const {profile, problems} = readProfile('shop.yml', text);
    expect(profile).toBeNull();
    expect(problems.map(problemText).join('\n')).toContain(message);
  });

  it('tells of everything that is wrong, in the order of the file, and of no more than a screen of it', () => {
    const wrong = good.replace('kind: postgres', 'kind: pg').replace('800M', 'much').replace('kind: http', 'kind: web');
    expect(readProfile('shop.yml', wrong).problems.map(({line}) => line)).toEqual([5, 8, 11]);
    const many = `${good}${Array.from({length: 200}, (_, at) => `key${at}: 1\n`).join('')}`;
    const {problems} = readProfile('shop.yml', many);
    expect([problems.length, problems.at(-1)?.message]).toEqual([26, 'and 175 more; mend these first']);
  });

  it('never throws, whatever the text', () => {
    const part = fc.oneof(
      fc.constantFrom(
        'name: ',
        'services:',
        '\n',
        '  ',
        '- ',
        '&a ',
        '*a',
        '{',
        '[',
        ': ',
        '!!binary ',
        '<<: ',
        '__proto__: ',
        '|',
        '"',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(part, {maxLength: 30}), parts => {
        const {profile, problems} = readProfile('x.yml', parts.join(''));
        expect(profile === null).toBe(problems.length > 0);
        for (const problem of problems) expect(problemText(problem)).toMatch(/^x\.yml(:\d+)?: /);
      }),
    );
  });
});
