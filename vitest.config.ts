import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vitest/config';
import {BaseSequencer, type TestSpecification} from 'vitest/node';

/** Files that wait for minutes, and begin first. */
const longest = /\/test\/(screens\/(order|topics|commands|why)|demo\/contract|engine-room\/logs|engine\/trend)/;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({moduleId}: TestSpecification): boolean => longest.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter(file => !isLong(file))];
  }
}

/** Files that mostly wait: for an engine, a quiet time, a program in a terminal. */
const waiting = ['commands', 'demo', 'engine-room', 'live', 'operations'].map(room => `test/${room}/**/*.test.{ts,tsx}`);

/** Files that change what others have loaded, and so have a process of their own. */
const alone = ['test/terminal/fast-output.test.tsx'];

/** Stories that share nothing with others, neither the shops nor the services: some at a time, as they mostly wait for the engine. */
const ownStacks = [
  'test/engine/systems/*.test.ts',
  ...['trend', 'compose', 'order', 'expected', 'topics', 'dump', 'service-kinds', 'why', 'log-merge'].map(
    name => `test/engine/${name}.test.ts`,
  ),
];

/** What all stories on a real engine have in common. */
const engine = {
  globalSetup: ['test/engine/lab/setup.ts'],
  testTimeout: 240_000,
  hookTimeout: 240_000,
  env: {COLUMNS: '80', LINES: '24', STACKTOP_TEST_PATIENCE: '3'},
};

/** More files at once than there are cores: while some wait, others compute. */
const maxWorkers = 6;

export default defineConfig({
  // Ink's package does not export its output stage.
  resolve: {alias: {'ink:output': fileURLToPath(new URL('node_modules/ink/build/output.js', import.meta.url))}},
  define: {__VERSION__: JSON.stringify('0.0.0-test')},
  test: {
    // Ink asks a child process for the size of a screen that has none, twice a frame, where the environment does not tell it.
    env: {COLUMNS: '80', LINES: '24'},
    // A second, which it is by itself, is short on a machine that is busy.
    expect: {poll: {timeout: 30_000}},
    hookTimeout: 60_000,
    sequence: {sequencer: LongestFirst},
    projects: [
      {
        extends: true,
        // Time for machines that are busy with something else.
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/screens/**', 'test/engine/**', ...alone, ...waiting],
          testTimeout: 60_000,
          // Loading the modules anew for every file took as long as the tests; each worker loads them once.
          isolate: false,
          maxWorkers: 2,
          sequence: {groupOrder: 1},
        },
      },
      {
        extends: true,
        test: {name: 'unit-waiting', include: waiting, testTimeout: 60_000, isolate: false, maxWorkers},
      },
      {
        extends: true,
        test: {name: 'unit-alone', include: alone, testTimeout: 60_000, maxWorkers},
      },
      {
        extends: true,
        test: {
          name: 'screens',
          include: ['test/screens/**/*.test.ts'],
          testTimeout: 90_000,
          hookTimeout: 90_000,
          env: {COLUMNS: '80', LINES: '24', STACKTOP_TEST_PATIENCE: '3'},
          isolate: false,
          maxWorkers,
        },
      },
      {
        extends: true,
        test: {...engine, name: 'engine-own', include: ownStacks, maxWorkers: 3, sequence: {groupOrder: 2}},
      },
      {
        extends: true,
        test: {
          ...engine,
          name: 'engine',
          include: ['test/engine/**/*.test.ts'],
          exclude: ownStacks,
          isolate: false,
          maxWorkers: 1,
          sequence: {groupOrder: 3},
        },
      },
    ],
  },
});
