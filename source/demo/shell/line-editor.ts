import type {Io} from './program.js';

export type Typed = {readonly kind: 'line'; readonly text: string} | {readonly kind: 'interrupt'} | {readonly kind: 'end'};

/** A prompt's memory: the lines typed before, oldest first. */
export type History = string[];

const endsEscape = /[@-~]/;

/** Takes one key off the front of what was typed: an escape sequence whole, else one character. null when a sequence is not complete. */
const firstKey = (text: string): string | null => {
  if (text[0] !== '\u001b') return [...text][0] ?? null;
  if (text.length < 2) return null;
  if (text[1] !== '[' && text[1] !== 'O') return text.slice(0, 2);
  for (let index = 2; index < text.length; index += 1) if (endsEscape.test(text[index] ?? '')) return text.slice(0, index + 1);
  return null;
};

/** Reads one line in a terminal: echo, Backspace, Ctrl-U, Ctrl-W, Ctrl-A, Ctrl-E, Ctrl-L, arrows and history. */
export const readTyped = async (io: Io, prompt: string, history: History): Promise<Typed> => {
  let line = '';
  let at = 0;
  let past = history.length;
  const show = () => {
    const back = line.length - at;
    io.out(`\r\u001b[K${prompt}${line}${back > 0 ? `\u001b[${back}D` : ''}`);
  };
  const put = (text: string) => {
    line = text;
    at = text.length;
    show();
  };
  const recall = (step: number) => {
    past = Math.max(0, Math.min(history.length, past + step));
    put(history[past] ?? '');
  };
  const edits: Readonly<Record<string, () => void>> = {
    '\u007f': () => {
      if (at === 0) return;
      line = line.slice(0, at - 1) + line.slice(at);
      at -= 1;
      show();
    },
    '\u0015': () => put(line.slice(at)),
    '\u0017': () => put(line.replace(/\S+\s*$/, '')),
    '\u0001': () => {
      at = 0;
      show();
    },
    '\u0005': () => {
      at = line.length;
      show();
    },
    '\u000c': () => {
      io.out('\u001b[H\u001b[2J');
      show();
    },
    '\u001b[A': () => recall(-1),
    '\u0010': () => recall(-1),
    '\u001b[B': () => recall(1),
    '\u000e': () => recall(1),
    '\u001b[D': () => {
      at = Math.max(0, at - 1);
      show();
    },
    '\u001b[C': () => {
      at = Math.min(line.length, at + 1);
      show();
    },
  };
  io.out(prompt);
  for (;;) {
    const text = await io.input.read(io.ended);
    if (text === null) return {kind: 'end'};
    let rest = text;
    while (rest !== '') {
      const key = firstKey(rest);
      if (key === null) break;
      rest = rest.slice(key.length);
      if (key === '\r' || key === '\n') {
        io.out('\n');
        io.input.unread(rest);
        if (line.trim() !== '') history.push(line);
        return {kind: 'line', text: line};
      }
      if (key === '\u0003') {
        io.out('^C\n');
        io.input.unread(rest);
        return {kind: 'interrupt'};
      }
      if (key === '\u0004') {
        if (line !== '') continue;
        io.input.unread(rest);
        return {kind: 'end'};
      }
      const edit = edits[key === '\b' ? '\u007f' : key];
      if (edit) edit();
      else if (key >= ' ') {
        line = line.slice(0, at) + key + line.slice(at);
        at += key.length;
        if (at === line.length) io.out(key);
        else show();
      }
    }
    if (rest !== '') {
      // Half an escape sequence: the rest of it comes with the next bytes.
      await io.input.arrival(io.ended);
      io.input.unread(rest);
    }
  }
};

/** Reads one line that is piped in; null at the end. */
export const readPiped = async (io: Io): Promise<string | null> => {
  let line = '';
  for (;;) {
    const text = await io.input.read(io.ended);
    if (text === null) return line === '' ? null : line;
    const end = text.indexOf('\n');
    if (end >= 0) {
      io.input.unread(text.slice(end + 1));
      return (line + text.slice(0, end)).replace(/\r$/, '');
    }
    line += text;
  }
};
