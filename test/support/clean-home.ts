import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

/** A home of its own for a program under test, so that nothing of the person or the machine shows through. */
export interface CleanHome {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
  remove(): void;
}

/** Makes the folder and the environment that goes with it: PATH from here, a truecolor UTF-8 terminal, UTC, and nothing else. */
export const cleanHome = (): CleanHome => {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-home-'));
  return {
    path: home,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: home,
      XDG_CONFIG_HOME: path.join(home, 'config'),
      XDG_CACHE_HOME: path.join(home, 'cache'),
      XDG_DATA_HOME: path.join(home, 'data'),
      XDG_STATE_HOME: path.join(home, 'state'),
      XDG_RUNTIME_DIR: path.join(home, 'run'),
      TERM: 'xterm-256color',
      COLORTERM: 'truecolor',
      LANG: 'C.UTF-8',
      TZ: 'UTC',
      SHELL: '/bin/sh',
    },
    remove: () => fs.rmSync(home, {recursive: true, force: true, maxRetries: 3}),
  };
};

/**
 * Where V8's code cache stays from test to test: a program that is started a second time, as people's mostly are, and a third less to
 * compute for every start. How the first start fares is for the tests of the launcher.
 */
export const startedBefore: Readonly<Record<string, string>> = {
  XDG_CACHE_HOME: fileURLToPath(new URL('../../dist/.cache', import.meta.url)),
};
