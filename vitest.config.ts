import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vitest/config';

export default defineConfig({
  // Ink's package does not export its output stage.
  resolve: {alias: {'ink:output': fileURLToPath(new URL('node_modules/ink/build/output.js', import.meta.url))}},
  define: {__VERSION__: JSON.stringify('0.0.0-test')},
  test: {
    projects: [
      {
        extends: true,
        // Time for machines that are busy with something else.
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/screens/**', 'test/engine/**'],
          testTimeout: 20_000,
          // Stories and contracts mostly wait for an engine: more of them at once than there are cores.
          maxWorkers: 4,
        },
      },
      {
        extends: true,
        test: {
          name: 'screens',
          sequence: {groupOrder: 1},
          include: ['test/screens/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          maxWorkers: 4,
        },
      },
      {
        extends: true,
        test: {
          name: 'engine',
          include: ['test/engine/**/*.test.ts'],
          globalSetup: ['test/engine/lab/setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          maxWorkers: 1,
        },
      },
    ],
  },
});
