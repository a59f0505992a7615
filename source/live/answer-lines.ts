import {StringDecoder} from 'node:string_decoder';
import {lastState, withoutColours} from '../model/log-text.js';
import {mask} from '../model/secret-text.js';
import {colouredText} from '../terminal/sanitise.js';

/** Takes what a tool writes apart into lines, or rows. */
export interface LineReader {
  /** What is complete now. */
  push(bytes: Buffer): string[];
  /** What was left when the stream ended. */
  end(): string[];
}

/** Characters of a line, or of a cell of a table, that are kept. */
const longest = 64 * 1024;

const inWords = (characters: number): string =>
  characters < 1_000_000 ? `${Math.ceil(characters / 1000)} K` : `${(characters / 1_000_000).toFixed(1)} M`;

/** Text that grows by pieces up to a limit; how much was left out is told at its end. */
const createPiece = () => {
  let text = '';
  let more = 0;
  return {
    add(part: string): void {
      const room = longest - text.length;
      if (part.length <= room) text += part;
      else {
        text += part.slice(0, room);
        more += part.length - room;
      }
    },
    isEmpty: () => text === '' && more === 0,
    take(): string {
      const whole = more > 0 ? `${text}… (${inWords(more)} characters more, not kept)` : text;
      text = '';
      more = 0;
      return whole;
    },
  };
};

/** How lines are made fit for the screen: no control characters, tabs as spaces, and nothing of `secrets`. */
export const createCleaner = (secrets: readonly string[]): ((line: string) => string) => {
  const hidden = secrets.filter(secret => secret !== '');
  const concealed = (text: string): string => hidden.reduce((shown, secret) => shown.replaceAll(secret, mask), text);
  return line => concealed(withoutColours(colouredText(lastState(line.replace(/\r+$/, '')))));
};

/** Plain lines. */
export const createLines = (clean: (line: string) => string): LineReader => {
  const decoder = new StringDecoder('utf8');
  const piece = createPiece();
  const read = (text: string): string[] => {
    const parts = text.split('\n');
    const lines = parts.slice(0, -1).map(part => {
      piece.add(part);
      return clean(piece.take());
    });
    piece.add(parts.at(-1) ?? '');
    return lines;
  };
  return {
    push: bytes => read(decoder.write(bytes)),
    end() {
      const lines = read(decoder.end());
      return piece.isEmpty() ? lines : [...lines, clean(piece.take())];
    },
  };
};

/** Breaks within a cell stay: what draws it shows them. */
const cleanCell = (text: string, clean: (line: string) => string): string =>
  text.includes('\n') ? text.split('\n').map(clean).join('\n') : clean(text);

const special = /[",\n]/g;

/** Rows of CSV (RFC 4180) as cells with tabs between them; a cleaned cell has none of its own. */
export const createCsvRows = (clean: (line: string) => string): LineReader => {
  const decoder = new StringDecoder('utf8');
  const piece = createPiece();
  let cells: string[] = [];
  let quoted = false;
  /** The last character was a quote within quotes: it ends them, or is one half of a quote. */
  let quoteSeen = false;
  let any = false;
  const endCell = (): void => {
    cells.push(cleanCell(piece.take().replace(/\r$/, ''), clean));
    quoted = false;
  };
  const endRow = (): string => {
    endCell();
    const row = cells.join('\t');
    cells = [];
    any = false;
    return row;
  };
  const read = (text: string): string[] => {
    const rows: string[] = [];
    for (let at = 0; at < text.length; ) {
      if (quoteSeen) {
        quoteSeen = false;
        if (text[at] === '"') {
          piece.add('"');
          at += 1;
          continue;
        }
        quoted = false;
      }
      special.lastIndex = at;
      const found = special.exec(text);
      const next = found?.index ?? text.length;
      if (next > at) any = true;
      piece.add(text.slice(at, next));
      at = next + 1;
      if (!found) break;
      any = true;
      const sign = found[0];
      if (sign === '"') {
        if (quoted) quoteSeen = true;
        else quoted = true;
      } else if (quoted) piece.add(sign);
      else if (sign === ',') endCell();
      else rows.push(endRow());
    }
    return rows;
  };
  return {
    push: bytes => read(decoder.write(bytes)),
    end() {
      const rows = read(decoder.end());
      return any ? [...rows, endRow()] : rows;
    },
  };
};
