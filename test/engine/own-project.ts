import {execFile} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {promisify} from 'node:util';
import {docker} from './support.js';

const run = promisify(execFile);

/** A compose project of a story's own, in a folder of its own. */
export interface OwnProject {
  readonly name: string;
  readonly folder: string;
  write(file: string, content: string): void;
  /** Runs compose on it: the plugin, or Compose 1 where that was asked for. Rejects with its stderr in the message. */
  compose(...args: readonly string[]): Promise<string>;
  id(service: string): Promise<string>;
  /** Takes it away, container by container, and the folder. */
  remove(): Promise<void>;
}

const tools = {plugin: ['docker', 'compose'], 'compose 1': ['docker-compose']} as const;
export type Tool = keyof typeof tools;

/** What ends `compose.yml` of a project: a network that is taken away with everything else. */
export const ownNetwork = 'networks: {default: {labels: {stacktop.lab: "yes"}}}\n';

/** A service that does nothing, as a line of `compose.yml`. */
export const idle = (name: string, more = ''): string =>
  `  ${name}: {image: stacktop-test/web, command: ["sleep", "100000"], stop_grace_period: 0s, labels: {stacktop.lab: "yes"}${more}}\n`;

export const ownProject = (name: string, tool: Tool = 'plugin'): OwnProject => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `stacktop-${name}-`));
  const label = `label=com.docker.compose.project=${name}`;
  const idsOf = async (...args: readonly string[]): Promise<string[]> =>
    (await docker(...args, '--filter', label)).split('\n').filter(Boolean);
  return {
    name,
    folder,
    write: (file, content) => fs.writeFileSync(path.join(folder, file), content),
    async compose(...args) {
      const [program, ...first] = tools[tool];
      const {stdout} = await run(program, [...first, '-p', name, '-f', 'compose.yml', ...args], {cwd: folder, timeout: 150_000});
      return stdout;
    },
    async id(service) {
      const [id = ''] = await idsOf('ps', '-aq', '--no-trunc', '--filter', `label=com.docker.compose.service=${service}`);
      return id;
    },
    async remove() {
      // One after another: removals in parallel have hung Docker 20.10 for good.
      for (const id of await idsOf('ps', '-aq')) await docker('rm', '-f', '-v', id);
      for (const id of await idsOf('network', 'ls', '-q')) await docker('network', 'rm', id);
      fs.rmSync(folder, {recursive: true, force: true});
    },
  };
};
