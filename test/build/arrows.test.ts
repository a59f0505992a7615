import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {folderWith, removeFolders, root} from './fixture.js';

afterAll(removeFolders);

/** What each room may import; commands may import everything. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  model: [],
  terminal: [],
  state: ['model'],
  ui: ['state', 'model', 'terminal'],
  engine: ['model'],
  usage: ['engine', 'model'],
  services: ['engine', 'model'],
  operations: ['services', 'engine', 'model'],
  profiles: ['model'],
  demo: ['profiles', 'model'],
  live: ['engine', 'usage', 'operations', 'services', 'profiles', 'state', 'model', 'terminal'],
};
const rooms = [...Object.keys(arrows), 'commands'];
const wires = ['dockerode', 'node:http', 'node:net'];
const pure = ['model', 'state', 'ui'];
const outside = ['node:fs', 'node:child_process', 'node:os'];

/** A file that imports from everywhere: `name` is what the imports are told apart by. */
const importing = (up: string, from: readonly string[]): string =>
  from
    .map(
      (each, index) =>
        `import {a as a${index}} from '${each.includes(':') || each === 'dockerode' ? each : `${up}${each}/x.js`}';`,
    )
    .join('\n');

/** What the lint refuses, by file: the sources of the imports. */
let refused: ReadonlyMap<string, readonly string[]>;
beforeAll(() => {
  const files: Record<string, string> = {'biome.json': fs.readFileSync(path.join(root, 'biome.json'), 'utf8')};
  for (const room of rooms) {
    const others = rooms.filter(other => other !== room);
    files[`source/${room}/x.ts`] = importing('../', [...others, ...wires, ...outside]);
    files[`source/${room}/deep/er/x.ts`] = importing('../../../', others);
  }
  const folder = folderWith(files);
  const biome = path.join(root, 'node_modules/.bin/biome');
  const args = [
    'lint',
    '--only=style/noRestrictedImports',
    '--vcs-enabled=false',
    '--max-diagnostics=none',
    '--reporter=json',
    '.',
  ];
  const {stdout} = spawnSync(biome, args, {cwd: folder, encoding: 'utf8'});
  const {diagnostics}: {diagnostics: {location: {path: string; start: {line: number}}}[]} = JSON.parse(stdout);
  const found = new Map<string, string[]>();
  for (const {location} of diagnostics) {
    const line = fs.readFileSync(path.join(folder, location.path), 'utf8').split('\n')[location.start.line - 1] ?? '';
    const source = (/from '(.*)'/.exec(line)?.[1] ?? '').replace(/^(?:\.\.\/)+(\w+)\/x\.js$/, '$1');
    found.set(location.path, [...(found.get(location.path) ?? []), source]);
  }
  refused = found;
});

describe.each(Object.keys(arrows))('%s', room => {
  const allowed = arrows[room] ?? [];
  const forbidden = rooms.filter(other => other !== room && !allowed.includes(other)).sort();
  const of = (file: string): string[] => [...new Set(refused.get(file))].sort();

  test('imports the rooms below it and no other', () => {
    expect(of(`source/${room}/x.ts`).filter(name => rooms.includes(name))).toEqual(forbidden);
    expect(of(`source/${room}/deep/er/x.ts`)).toEqual(forbidden);
  });
  test(room === 'engine' || room === 'demo' ? 'may speak HTTP' : 'speaks no HTTP', () => {
    const found = of(`source/${room}/x.ts`).filter(name => wires.includes(name));
    expect(found).toEqual(room === 'engine' || room === 'demo' ? [] : [...wires].sort());
  });
  test(pure.includes(room) ? 'does no I/O' : 'may do I/O', () => {
    const found = of(`source/${room}/x.ts`).filter(name => outside.includes(name));
    expect(found).toEqual(pure.includes(room) ? [...outside].sort() : []);
  });
});

test('commands may import every room', () => {
  expect((refused.get('source/commands/x.ts') ?? []).filter(name => rooms.includes(name))).toEqual([]);
});

test('no file of ours breaks the rules', () => {
  const biome = path.join(root, 'node_modules/.bin/biome');
  const {status, stdout} = spawnSync(biome, ['lint', '--only=style/noRestrictedImports', 'source'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect([status, status === 0 ? '' : stdout]).toEqual([0, '']);
});
