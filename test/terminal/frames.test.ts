import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {build, type PluginBuild} from 'esbuild';
import fc from 'fast-check';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {inkPlugin} from '../../build/ink-plugin.mjs';
import {type Cell, Screen} from '../support/screen.js';
import {seen} from '../support/seen-cell.js';

interface Output {
  readonly columns: number;
  readonly rows: number;
  write(text: string): boolean;
}
type Draw = (frame: string) => boolean;
interface LogUpdate {
  create(output: Output, options: {readonly incremental: boolean}): Draw;
}

const isLogUpdate = (value: unknown): value is LogUpdate => typeof value === 'object' && value !== null && 'create' in value;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-frames-'));
let logUpdate: LogUpdate | null = null;
const [columns, rows] = [24, 6];
const screens = [0, 1].map(() => new Screen({columns, rows, colours: null, reply: () => {}}));

/** What writes Ink's frames, with our edits, as the program's bundle has it. */
beforeAll(async () => {
  const outfile = path.join(folder, 'log-update.mjs');
  const edits = {name: 'edits', setup: (made: PluginBuild) => inkPlugin.setup({...made, onEnd: () => {}})};
  await build({
    entryPoints: [path.resolve('node_modules/ink/build/log-update.js')],
    ...{outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error', plugins: [edits]},
    banner: {js: "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url);"},
  });
  const loaded: {default?: unknown} = await import(pathToFileURL(outfile).href);
  if (!isLogUpdate(loaded.default)) throw new Error('Ink writes its frames in another way');
  logUpdate = loaded.default;
});
afterAll(() => {
  for (const screen of screens) screen.dispose();
  fs.rmSync(folder, {recursive: true, force: true});
});

/** Shows frames one after another, and gives what is seen at last. */
const shown = async (screen: Screen | undefined, frames: readonly string[]): Promise<readonly Cell[][]> => {
  if (!screen || !logUpdate) throw new Error('not built');
  let written = '\u001b[0m\u001b[2J\u001b[3J\u001b[H';
  const output = {
    ...{columns, rows},
    write(text: string): boolean {
      written += text;
      return true;
    },
  };
  const draw = logUpdate.create(output, {incremental: true});
  for (const frame of frames) draw(frame);
  // As a raw terminal does not, a screen begins a line at a line feed.
  await screen.write(written.replaceAll('\n', '\r\n'));
  return Array.from({length: rows}, (_, y) => screen.cells(y).map(seen));
};

const colours = ['\u001b[31m', '\u001b[1;38;2;1;2;3m', '\u001b[48;5;236m', '\u001b[7m'];
const piece = fc
  .tuple(
    fc.option(fc.constantFrom(...colours), {nil: ''}),
    fc.oneof(
      {weight: 6, arbitrary: fc.constantFrom('a', 'kafka', '30.2', '   ', '│', '▇▆▅')},
      {weight: 1, arbitrary: fc.constantFrom('名', '한글', 'ｱ')},
    ),
  )
  .map(([colour, text]) => ({text, painted: colour === '' ? text : `${colour}${text}\u001b[0m`}));
const cellsIn = (text: string): number => [...text].reduce((sum, one) => sum + (/[名한글]/u.test(one) ? 2 : 1), 0);
/** As many pieces as fit; `full` lines end in the last column. */
const line = fc.tuple(fc.array(piece, {maxLength: 10}), fc.boolean()).map(([pieces, full]) => {
  let [text, cells] = ['', 0];
  for (const {text: bare, painted} of pieces) {
    if (cells + cellsIn(bare) > columns) break;
    cells += cellsIn(bare);
    text += painted;
  }
  return full ? `${text}${'x'.repeat(columns - cells)}` : text;
});
/** Frames of the screen's height: each has some lines of the one before. */
const frames = fc
  .array(fc.array(fc.option(line, {nil: null}), {minLength: rows, maxLength: rows}), {minLength: 2, maxLength: 4})
  .map(all => {
    let last: string[] = new Array<string>(rows).fill('');
    return all.map(lines => {
      last = lines.map((one, at) => one ?? last[at] ?? '');
      return last.join('\n');
    });
  });

test('whatever frames were shown before, the last one is on the screen, cell by cell and colour by colour', async () => {
  await fc.assert(
    fc.asyncProperty(frames, async all => {
      expect(await shown(screens[0], all)).toEqual(await shown(screens[1], all.slice(-1)));
    }),
    {numRuns: 400, interruptAfterTimeLimit: 40_000, markInterruptAsFailure: true},
  );
});
