import {afterAll, beforeAll, expect, test} from 'vitest';
import {attachContainer, waitContainer} from '../../source/engine/attach.js';
import {inspectContainer, listContainers, listThrowAways} from '../../source/engine/containers.js';
import {createContainer} from '../../source/engine/create.js';
import {removeContainer, startContainer} from '../../source/engine/lifecycle.js';
import {readMemory} from '../../source/engine/memory.js';
import {throwAwayLabels} from '../../source/model/throw-away.js';
import {clientOf} from './client-engine.js';
import type {Clauses} from './subject.js';

export const clientMade: Clauses = subject => {
  const client = clientOf(subject);
  let guest = '';
  beforeAll(async () => {
    guest = await subject().bring('quiet', 'beside');
  });
  afterAll(() => subject().sendGuestsHome());

  test('a throw-away container runs its program, and is in no list but its own', async () => {
    const {engine, signal} = client();
    const {imageId} = await inspectContainer(engine, guest, signal);
    const id = await createContainer(
      engine,
      {
        image: imageId,
        argv: ['sh', '-c', 'echo $WORD; exit 4'],
        env: ['WORD=well'],
        user: '',
        workingDir: '/',
        labels: {...throwAwayLabels(guest), 'stacktop.lab': 'yes'},
        networkMode: `container:${guest}`,
        memoryLimit: 64 * 2 ** 20,
        mounts: [],
        stdin: false,
      },
      signal,
    );
    try {
      const stream = await attachContainer(engine, id, {stdin: false}, signal);
      await startContainer(engine, id, signal);
      const parts: Buffer[] = [];
      for await (const part of stream) parts.push(part);
      expect(Buffer.concat(parts).subarray(8).toString()).toBe('well\n');
      expect(await waitContainer(engine, id, signal)).toBe(4);
      const idsIn = (all: readonly {readonly id: string}[]) => all.map(one => one.id).filter(one => one === id || one === guest);
      expect(idsIn(await listContainers(engine, signal))).toEqual([guest]);
      expect(idsIn(await listThrowAways(engine, signal))).toEqual([id]);
    } finally {
      await removeContainer(engine, id, {force: true, volumes: true}, signal);
    }
    expect((await listThrowAways(engine, signal)).map(one => one.id)).not.toContain(id);
  });

  test('memory in use is told in bytes', async () => {
    const {engine, signal} = client();
    const {memory} = await readMemory(engine, guest, signal);
    expect(memory).toBeGreaterThan(100_000);
  });
};
