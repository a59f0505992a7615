import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {type Profile, serviceOf} from '../../source/model/profile.js';
import {recogniseProfile} from '../../source/model/recognition.js';
import {loadFolder, mergeProfiles, userFolder} from '../../source/profiles/load.js';
import {problemText} from '../../source/profiles/problem.js';
import {knownProfiles, shippedProfiles} from '../../source/profiles/shipped.js';

let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'profiles-'));
});
afterEach(() => fs.rmSync(folder, {recursive: true, force: true}));

const find = (profiles: readonly Profile[], name: string) => profiles.find(one => one.name === name) ?? null;

describe('the shipped profiles', () => {
  it('are five, and without fault', async () => {
    const {profiles, problems} = await shippedProfiles();
    expect(problems).toEqual([]);
    expect(profiles.map(one => one.name)).toEqual(['agent-tracer', 'auren', 'dimini', 'ichrisbirch', 'surgical-care-companion']);
    for (const profile of profiles) expect(path.basename(profile.file, '.yml')).toBe(profile.name);
  });

  it('hold no password, token or key', async () => {
    const {profiles} = await shippedProfiles();
    for (const {file} of profiles)
      expect(fs.readFileSync(file, 'utf8')).not.toMatch(/(password|token|secret|api_?key)\s*[:=]\s*\S/i);
  });

  it('know what is usual for AUREN, and what its postgres is called', async () => {
    const auren = find((await shippedProfiles()).profiles, 'auren');
    expect(auren?.services).toHaveLength(9);
    expect(serviceOf(auren, 'auren-api')).toMatchObject({usualMemory: 400 * 1024 ** 2, memoryLimit: 500 * 1024 ** 2});
    expect(serviceOf(auren, 'postgres')).toMatchObject({user: 'auren_user', database: 'auren_db', kind: 'postgres'});
    expect(serviceOf(auren, 'kafka')?.topics).toEqual([
      'biometric-events',
      'neuros-mode-switches',
      'agent-communications',
      'system-events',
    ]);
    expect(serviceOf(auren, 'redis')?.commands.find(one => one.argv.includes('FLUSHALL'))?.danger).toBe(true);
  });
});

describe('recognising a stack', () => {
  it('goes by the project, for dev and test alike', async () => {
    const {profiles} = await shippedProfiles();
    expect(recogniseProfile(profiles, {project: 'ichrisbirch-test', services: []})?.name).toBe('ichrisbirch');
    expect(recogniseProfile(profiles, {project: 'something', services: []})).toBeNull();
  });

  it('goes by services and images under another project name', async () => {
    const {profiles} = await shippedProfiles();
    const tka = find(profiles, 'surgical-care-companion');
    const services = (tka?.services ?? []).map(one => ({name: one.name, image: one.image ?? `voice-${one.name}`}));
    expect(recogniseProfile(profiles, {project: 'voice', services})?.name).toBe('surgical-care-companion');
    expect(recogniseProfile(profiles, {project: 'voice', services: services.slice(0, 2)})).toBeNull();
    const others = services.map(one => ({...one, image: `other/${one.image}`}));
    expect(recogniseProfile(profiles, {project: 'voice', services: others})).toBeNull();
  });
});

describe('profiles of the user', () => {
  it('win over a shipped one of the same name, and a broken one leaves the rest in place', async () => {
    const own = path.join(folder, 'stacktop', 'stacks');
    fs.mkdirSync(own, {recursive: true});
    fs.writeFileSync(path.join(own, 'auren.yml'), 'name: auren\ntitle: mine\nprojects: [auren]\nservices: {}\n');
    fs.writeFileSync(path.join(own, 'broken.yaml'), 'name: broken\nprojects: 7\n');
    fs.writeFileSync(path.join(own, 'notes.txt'), 'not read');
    const {profiles, problems} = await knownProfiles({XDG_CONFIG_HOME: folder});
    expect(find(profiles, 'auren')?.title).toBe('mine');
    expect(profiles).toHaveLength(5);
    expect(problems.map(problemText)).toContain(`${path.join(own, 'broken.yaml')}:2: projects: must be a list`);
  });

  it.each([
    [{XDG_CONFIG_HOME: '/c'}, '/c/stacktop/stacks'],
    [{HOME: '/home/a'}, '/home/a/.config/stacktop/stacks'],
    [{XDG_CONFIG_HOME: 'relative', HOME: '/home/a'}, '/home/a/.config/stacktop/stacks'],
    [{}, null],
  ])('are looked for by %j in %s', (env, expected) => {
    expect(userFolder(env)).toBe(expected);
  });

  it('need not be there', async () => {
    expect(await loadFolder(path.join(folder, 'nope'))).toEqual({profiles: [], problems: []});
    expect(mergeProfiles([])).toEqual({profiles: [], problems: []});
  });
});
