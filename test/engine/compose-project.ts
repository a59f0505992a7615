import {execFile} from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {promisify} from 'node:util';
import {docker} from './support.js';

const run = promisify(execFile);

/** Programs that speak compose, by the generation of what they make. */
const tools = {2: ['docker', 'compose'], 1: ['docker-compose']} as const;
export type Generation = keyof typeof tools;

/** A small project of a story's own, with its files in a folder of its own. */
export interface LabProject {
  readonly name: string;
  readonly folder: string;
  /** Writes one of its files. */
  write(file: string, text: string): Promise<void>;
  /** Asks compose, as a person in that folder would. */
  compose(...words: readonly string[]): Promise<string>;
  /** Ids of its containers by service, in order of their numbers; one-off ones apart. */
  ids(service: string): Promise<readonly string[]>;
  /** Takes away all that it made, also when its files are gone. */
  remove(): Promise<void>;
}

const byProject = (name: string): string => `label=com.docker.compose.project=${name}`;
const lines = (text: string): string[] => text.split('\n').filter(Boolean);

/** Two services and a volume; `db` keeps what it is told in it. Its variables are in `.env`. */
export const twoServices = `services:
  db:
    image: stacktop-test/web
    init: true
    command: [sleep, "100000"]
    labels: {stacktop.lab: "yes"}
    volumes: [data:/data, /scratch]
  web:
    image: stacktop-test/web
    init: true
    command: [sleep, "100000"]
    environment: {GREETING: "\${GREETING:-none}"}
    labels: {stacktop.lab: "yes"}
    depends_on: [db]
volumes:
  data: {labels: {stacktop.lab: "yes"}}
`;

export const labProject = async (name: string, generation: Generation = 2): Promise<LabProject> => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), `stacktop-${name}-`));
  const [program, ...first] = tools[generation];
  const removeEach = async (kind: readonly string[], names: string): Promise<void> => {
    // One after another: engine 20.10 hangs on several at once.
    for (const one of lines(names)) await docker(...kind, one).catch(() => ''); // gone already
  };
  return {
    name,
    folder,
    write: (file, text) => fs.writeFile(path.join(folder, file), text),
    async compose(...words) {
      const {stdout} = await run(program, [...first, '-p', name, ...words], {cwd: folder, timeout: 150_000});
      return stdout.trim();
    },
    ids: async service =>
      lines(
        await docker(
          'ps',
          '-aq',
          '--no-trunc',
          '--filter',
          byProject(name),
          '--filter',
          `label=com.docker.compose.service=${service}`,
        ),
      ).reverse(),
    async remove() {
      await removeEach(['rm', '-f', '-v'], await docker('ps', '-aq', '--filter', byProject(name)));
      await removeEach(['network', 'rm'], await docker('network', 'ls', '-q', '--filter', byProject(name)));
      await removeEach(['volume', 'rm'], await docker('volume', 'ls', '-q', '--filter', byProject(name)));
      await fs.rm(folder, {recursive: true, force: true});
    },
  };
};
