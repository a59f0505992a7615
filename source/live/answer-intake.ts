import type {NewLine} from '../state/answer-text.js';
import {createCleaner, createCsvRows, createLines, type LineReader} from './answer-lines.js';

/** How a tool writes its answers. */
export type Written = 'lines' | 'csv';

/** What has come since it was last taken. */
export interface Taken {
  /** Of a table; null where there is none (yet). */
  readonly columns: readonly string[] | null;
  readonly lines: readonly NewLine[];
}

const readers: Readonly<Record<Written, (clean: (line: string) => string) => LineReader>> = {
  lines: createLines,
  csv: createCsvRows,
};

/** Enough to find out what a tool says of itself; characters of stdout and of stderr each. */
const longestHead = 64 * 1024;

/** The answer of one program: its lines or rows as they are shown, and the beginning of what it wrote for the verdict on it. */
export const createIntake = (written: Written, secrets: readonly string[]) => {
  const clean = createCleaner(secrets);
  const out = readers[written](clean);
  const err = createLines(clean);
  const heads = {stdout: '', stderr: ''};
  let columns: readonly string[] | null = null;
  let waiting: NewLine[] = [];
  const add = (texts: readonly string[], stderr: boolean): void => {
    for (const text of texts) {
      if (!stderr && written !== 'lines' && columns === null) columns = text.split('\t');
      else waiting.push({text, stderr});
    }
  };
  return {
    push(stream: 'stdout' | 'stderr', bytes: Buffer): void {
      const room = longestHead - heads[stream].length;
      if (room > 0) heads[stream] += bytes.subarray(0, room).toString();
      add((stream === 'stderr' ? err : out).push(bytes), stream === 'stderr');
    },
    end(): void {
      add(out.end(), false);
      add(err.end(), true);
    },
    take(): Taken {
      const lines = waiting;
      waiting = [];
      return {columns, lines};
    },
    heads: (): {readonly stdout: string; readonly stderr: string} => heads,
  };
};

export type Intake = ReturnType<typeof createIntake>;
