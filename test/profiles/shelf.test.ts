import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {createCatalogue} from '../../source/profiles/catalogue.js';
import {loadFolder, mergeProfiles} from '../../source/profiles/load.js';
import {problemText} from '../../source/profiles/problem.js';
import {createShelf} from '../../source/profiles/shelf.js';
import {shippedProfiles} from '../../source/profiles/shipped.js';

let home = '';
let folder = '';
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'shelf-'));
  folder = path.join(home, 'stacktop', 'stacks');
  fs.mkdirSync(folder, {recursive: true});
});
afterEach(() => fs.rmSync(home, {recursive: true, force: true}));

const inFolder = (name: string): string => path.join(folder, name);
const profile = (name: string, more = ''): string => `name: ${name}\nprojects: [${name}]\nservices: {}\n${more}`;
const write = (name: string, text: string | Buffer): void => fs.writeFileSync(inFolder(name), text);
const isRoot = process.getuid?.() === 0;

describe('what stands in the place of a profile', () => {
  test.each<[string, (file: string) => void, string]>([
    ['a folder', file => fs.mkdirSync(file), 'is a folder; a profile is a file'],
    ['a link to nothing', file => fs.symlinkSync('/no/such/file', file), 'is a link to nothing; take it away or mend it'],
    ['a link to itself', file => fs.symlinkSync(file, file), 'is a link that leads to itself; take it away'],
    ['a pipe', file => execFileSync('mkfifo', [file]), 'is no file; a profile is one'],
    ['a device', file => fs.symlinkSync('/dev/zero', file), 'is no file; a profile is one'],
    ['an empty file', file => fs.writeFileSync(file, ''), 'is empty; stacktop profile STACK prints'],
    ['a huge file', file => execFileSync('truncate', ['-s', '3G', file]), 'has 3072 MB; that is no profile'],
    ['a program', file => fs.writeFileSync(file, Buffer.from([127, 69, 76, 70, 0, 1])), 'is no text; a profile is YAML'],
    [
      'text of another time',
      file => fs.writeFileSync(file, Buffer.from('name: caf\xe9', 'latin1')),
      'is no text in UTF-8; save it as that',
    ],
  ])('%s is a line, and the others are read', async (_, make, message) => {
    make(inFolder('bad.yml'));
    write('good.yml', profile('good'));
    const {profiles, problems} = await loadFolder(folder);
    expect(profiles.map(({name}) => name)).toEqual(['good']);
    expect(problems.map(problemText)).toHaveLength(1);
    expect(problems.map(problemText)[0]).toContain(`${inFolder('bad.yml')}: ${message}`);
  });

  test.skipIf(isRoot)('a file that may not be read', async () => {
    write('bad.yml', profile('bad'));
    fs.chmodSync(inFolder('bad.yml'), 0);
    expect((await loadFolder(folder)).problems[0]?.message).toBe('may not be read; chmod +r lets you');
  });

  test('a file where the folder should be', async () => {
    const file = path.join(home, 'file');
    fs.writeFileSync(file, '');
    expect((await loadFolder(file)).problems[0]?.message).toMatch(/^is no folder/);
  });

  test('locks and copies of editors, and other files, are nobody’s business', async () => {
    fs.symlinkSync('me@host.1234', inFolder('.#good.yml'));
    for (const name of ['.good.yml.swp', 'good.yml~', '#good.yml#', 'notes.txt', '.yml']) write(name, ':');
    write('good.yml', profile('good'));
    expect(await loadFolder(folder)).toMatchObject({profiles: [{name: 'good'}], problems: []});
  });
});

describe('two files about the same', () => {
  const merged = async (): Promise<readonly string[]> =>
    mergeProfiles([await shippedProfiles(), await loadFolder(folder)]).problems.map(problemText);

  test('a shipped profile is overruled by one of its name, and nothing is said', async () => {
    write('auren.yml', profile('auren'));
    expect(await merged()).toEqual([]);
  });

  test('a project that a shipped profile claims too: both files are named', async () => {
    write('mine.yml', profile('mine').replace('[mine]', '[mine, auren]'));
    const shipped = (await shippedProfiles()).profiles.find(({name}) => name === 'auren')?.file;
    expect(await merged()).toEqual([
      `${inFolder('mine.yml')}: projects: auren is claimed by ${shipped} too; it goes by this file, the later one`,
    ]);
  });

  test('a project that two of the user’s claim goes by the later file', async () => {
    write('a.yml', profile('a').replace('[a]', '[shop]'));
    write('b.yml', profile('b').replace('[b]', '[shop]'));
    expect(await merged()).toEqual([
      `${inFolder('b.yml')}: projects: shop is claimed by ${inFolder('a.yml')} too; it goes by this file, the later one`,
    ]);
  });

  test('an own file named as a shipped one wins over the shipped ones that come after it', async () => {
    write('agent.yml', profile('agent-tracer').replace('projects: [agent-tracer]', 'projects: [dimini]'));
    const {profiles} = mergeProfiles([await shippedProfiles(), await loadFolder(folder)]);
    expect(profiles.findLast(({projects}) => projects.includes('dimini'))?.name).toBe('agent-tracer');
  });

  test('a name that two files have', async () => {
    write('a.yml', profile('shop'));
    write('b.yml', profile('shop'));
    expect(await merged()).toEqual([
      `${inFolder('b.yml')}: name: shop is the name of ${inFolder('a.yml')} too, which is not used; give one another name`,
    ]);
  });
});

describe('read again', () => {
  test('only files that changed are; what changed is told', async () => {
    write('a.yml', profile('a'));
    write('b.yml', profile('b'));
    const shelf = createShelf(folder);
    const [a, b] = (await shelf.read()).profiles;
    expect((await shelf.read()).news).toEqual([]);
    write('a.yml', profile('a', 'title: other\n'));
    fs.rmSync(inFolder('b.yml'));
    write('c.yml', profile('c'));
    const {profiles, news} = await shelf.read();
    expect(profiles.map(({name, title}) => `${name} ${title}`)).toEqual(['a other', 'c c']);
    expect(profiles[0]).not.toBe(a);
    expect(news.map(({kind, profile}) => [kind, profile?.name])).toEqual([
      ['gone', 'b'],
      ['changed', 'a'],
      ['new', 'c'],
    ]);
    expect(news[0]?.profile).toBe(b);
  });

  test('while a file is broken the last good one stays in use, until it is mended or gone', async () => {
    const catalogue = createCatalogue({XDG_CONFIG_HOME: home});
    const titles = async (): Promise<[readonly string[], string | undefined]> => {
      const {profiles, news} = await catalogue.read();
      return [profiles.filter(({name}) => name === 'a').map(({title}) => title), news?.text];
    };
    expect(await titles()).toEqual([[], undefined]);
    write('a.yml', profile('a', 'title: one\n'));
    expect(await titles()).toEqual([['one'], 'profile a: read']);
    write('a.yml', profile('a', 'titel: two\n'));
    expect(await titles()).toEqual([['one'], 'a.yml:4: titel: is not a key of a profile; did you mean title?']);
    expect(await titles()).toEqual([['one'], undefined]);
    write('a.yml', profile('a', 'title: two\n'));
    expect(await titles()).toEqual([['two'], 'profile a: read again']);
    fs.rmSync(inFolder('a.yml'));
    expect(await titles()).toEqual([[], 'profile a: its file is gone']);
  });

  test('the first reading tells of what is wrong', async () => {
    write('a.yml', 'name: 7\n');
    const {news} = await createCatalogue({XDG_CONFIG_HOME: home}).read();
    expect(news).toMatchObject({
      isProblem: true,
      text: expect.stringContaining('a.yml:1: name: must be a name of small letters'),
    });
  });
});
