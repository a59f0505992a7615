import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {configHashes} from '../../../source/operations/compose/hash.js';

const {signal} = new AbortController();
const project = {project: 'shop', files: [], otherFiles: null, workingDir: '/', envFiles: [], version: '2.26.1'};
const hash = 'ab'.repeat(32);
let place = '';

beforeEach(() => {
  place = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-hash-'));
  const script = `#!/bin/sh\nif [ "$2" = version ]; then echo 2.26.1; else echo 'web ${hash}'; fi\n`;
  fs.writeFileSync(path.join(place, 'docker'), script, {mode: 0o755});
  vi.stubEnv('PATH', `${place}:${process.env.PATH}`);
});
afterEach(() => {
  vi.unstubAllEnvs();
  fs.rmSync(place, {recursive: true, force: true});
});

describe('the hashes that compose makes', () => {
  test('are read by service', async () => {
    const found = await configHashes(project, '2.26.1', ['/x.yml'], [], signal);
    expect(found).toEqual({kind: 'hashes', version: '2.26.1', byService: new Map([['web', hash]])});
  });

  test('of one whose label no program can be given are none', async () => {
    const found = await configHashes({...project, workingDir: '/a\0b'}, '2.26.1', ['/x.yml'], [], signal);
    expect(found).toEqual({kind: 'none', reason: 'compose cannot read them'});
  });
});
