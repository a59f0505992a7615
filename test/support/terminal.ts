import fs from 'node:fs';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {type IPty, spawn} from '@lydell/node-pty';
import {Changes} from './changes.js';
import {type CleanHome, cleanHome, startedBefore} from './clean-home.js';
import {bytesOfKey} from './keys.js';
import {themes} from './palette.js';
import {pictureOf} from './picture.js';
import {readToTheEnd} from './read-to-the-end.js';
import {type Cell, Screen} from './screen.js';
import {selectedRow} from './selection.js';
import {readSlowly} from './slow-reader.js';
import type {Exit, TerminalOptions, Wait} from './terminal-options.js';
import {framesOf, WholeFrames} from './whole-frames.js';

export type {Exit, TerminalOptions, Wait};

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Time between two keys, as from quick fingers: Escape and a key at once would be Alt and that key. */
const keyGap = 15;
const escapeGap = 60;
/** Engines, brokers and databases beside the tests take what they need of a machine: waits may be so many times longer there. */
const patience = Number(process.env.STACKTOP_TEST_PATIENCE ?? 1);
/** A shorter time is meant as it stands. */
const shortest = 5000;

const open = new Set<Terminal>();

/** A person at a terminal with one program in it: sees the screen, presses keys. Ends the program with `close`. */
export class Terminal {
  /** Runs a program in a terminal of its own. */
  static open(options: TerminalOptions = {}): Terminal {
    return new Terminal(options);
  }

  /** Closes every terminal that is still open: for `afterEach`. */
  static async closeAll(): Promise<void> {
    await Promise.all([...open].map(terminal => terminal.close()));
  }

  readonly name: string;
  readonly background: 'dark' | 'light';
  readonly #home: CleanHome;
  readonly #pty: IPty;
  readonly #screen: Screen;
  readonly #chunks: string[] = [];
  readonly #changes = new Changes();
  readonly #frames = new WholeFrames();
  #bytes = 0;
  #pressed = 0;
  #lastOutput = performance.now();
  #painted: Promise<void> = Promise.resolve();
  #typed: Promise<void> = Promise.resolve();
  #ended: Exit | null = null;

  private constructor(options: TerminalOptions) {
    const {columns = 120, rows = 40, background = 'dark', answers = true, answersAfter = 0} = options;
    const program = options.command ?? process.execPath;
    const args =
      options.command === undefined ? [path.join(root, 'bin/stacktop.js'), ...(options.args ?? [])] : [...(options.args ?? [])];
    this.name = options.name ?? [path.basename(options.command ?? 'stacktop'), ...(options.args ?? [])].join(' ');
    this.background = background;
    this.#home = cleanHome();
    const reply = (bytes: string): void => {
      if (answersAfter === 0) this.#send(bytes);
      else void pause(answersAfter).then(() => this.#send(bytes)); // a terminal at the far end of a slow link
    };
    this.#screen = new Screen({columns, rows, colours: answers ? themes[background] : null, reply});
    const env = {...this.#home.env, ...startedBefore, ...options.env};
    this.#pty = spawn(program, args, {name: env.TERM, cols: columns, rows, cwd: options.cwd ?? this.#home.path, env});
    readToTheEnd(this.#pty);
    const {bytesPerSecond} = options;
    if (bytesPerSecond === undefined) this.#pty.onData(chunk => this.#receive(chunk));
    const stopReading =
      bytesPerSecond === undefined ? () => {} : readSlowly(this.#pty, bytesPerSecond, chunk => this.#receive(chunk));
    this.#pty.onExit(({exitCode, signal}) => {
      stopReading();
      this.#paint(this.#frames.rest());
      void this.#painted.then(() => {
        this.#ended = signal ? {code: null, signal} : {code: exitCode, signal: null};
        this.#changes.happened();
      });
    });
    open.add(this);
  }

  /** Waits until the text, or a match of the pattern, is on the screen. Fails with the whole screen in the message. */
  async sees(wanted: string | RegExp, {within = 10_000}: Wait = {}): Promise<void> {
    await this.#until(() => this.shows(wanted), `${this.name} does not show ${display(wanted)}`, within);
  }

  /** Waits until the text, or any match of the pattern, is no longer on the screen. */
  async unsees(unwanted: string | RegExp, {within = 10_000}: Wait = {}): Promise<void> {
    await this.#until(() => !this.shows(unwanted), `${this.name} still shows ${display(unwanted)}`, within);
  }

  /** Waits until `holds` of the screen is true; it is asked with every change. `wanted` says in words what was waited for. */
  async until(holds: () => boolean, wanted: string, {within = 10_000}: Wait = {}): Promise<void> {
    await this.#until(holds, `${this.name} does not come to show ${wanted}`, within);
  }

  /** Whether the text, or a match of the pattern, is on the screen now. */
  shows(wanted: string | RegExp): boolean {
    const text = this.text();
    return typeof wanted === 'string'
      ? text.includes(wanted)
      : new RegExp(wanted.source, wanted.flags.replace('g', '')).test(text);
  }

  /** Waits until nothing has come from the program for `quiet` milliseconds. */
  async settles({quiet = 150, within = 10_000}: Wait & {readonly quiet?: number} = {}): Promise<void> {
    const deadline = performance.now() + within;
    for (let left = quiet; left > 0 && !this.#ended; left = this.#lastOutput + quiet - performance.now()) {
      if (performance.now() > deadline) throw this.#failure(`${this.name} is never quiet for ${quiet} ms`, within);
      await pause(left);
    }
    await this.#painted;
  }

  /** Presses keys one after another, by name (keys.ts) or as text. Resolves when the last one is on its way. */
  press(...keys: string[]): Promise<void> {
    this.#pressed += keys.length;
    for (const key of keys) {
      this.#typed = this.#typed.then(async () => {
        this.#send(bytesOfKey(key));
        await pause(key === 'esc' ? escapeGap : keyGap);
      });
    }
    return this.#typed;
  }

  /** Types text as it stands, at once, as a paste of a terminal without bracketed paste. */
  type(text: string): Promise<void> {
    this.#typed = this.#typed.then(() => this.#send(text));
    return this.#typed;
  }

  /** The screen line that has the text; fails when there is none. */
  row(text: string): string {
    const found = this.lines().find(line => line.includes(text));
    if (found === undefined) throw this.#failure(`${this.name} has no row with "${text}"`);
    return found;
  }

  /** The line that is shown as selected (a background, or inverse, along it); null when there is none. */
  selected(): string | null {
    const y = selectedRow(Array.from({length: this.#screen.rows}, (_, row) => this.#screen.cells(row)));
    return y === null ? null : (this.lines()[y] ?? null);
  }

  /** The screen's lines, top to bottom, without trailing spaces. */
  lines(): string[] {
    return this.#screen.lines();
  }

  /** The screen's lines as one text. */
  text(): string {
    return this.lines().join('\n');
  }

  /** The cell in column x of row y, both from 0. */
  cell(x: number, y: number): Cell {
    const cell = this.#screen.cells(y)[x];
    if (!cell) throw new Error(`column ${x} is not on a screen of ${this.#screen.columns} columns`);
    return cell;
  }

  get columns(): number {
    return this.#screen.columns;
  }

  get rows(): number {
    return this.#screen.rows;
  }

  /** True while the program has the alternate screen. */
  get alternate(): boolean {
    return this.#screen.alternate;
  }

  get cursorVisible(): boolean {
    return this.#screen.cursorVisible;
  }

  /** Everything the program has sent, escape sequences and all. */
  get raw(): string {
    return this.#chunks.join('');
  }

  /** Number of bytes that the program has sent. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Number of keys that were pressed, without what was typed. */
  get pressed(): number {
    return this.#pressed;
  }

  get pid(): number {
    return this.#pty.pid;
  }

  /** Gives the window another size, as a person pulling its corner does. */
  resize(columns: number, rows: number): void {
    this.#screen.resize(columns, rows);
    if (!this.#ended) this.#pty.resize(columns, rows);
  }

  /** Waits for the program's end. */
  async exit({within = 10_000}: Wait = {}): Promise<Exit> {
    await this.#until(() => this.#ended !== null, `${this.name} has not ended`, within);
    return this.#ended ?? {code: null, signal: null};
  }

  /** Sends the program a signal, such as `SIGTERM`. */
  kill(signal: NodeJS.Signals): void {
    if (!this.#ended) process.kill(this.#pty.pid, signal);
  }

  /** Ends the program (hangs up, then kills after 3 s), waits for that, and removes its home. */
  async close(): Promise<void> {
    open.delete(this);
    if (!this.#ended) {
      this.#hangUp('SIGHUP');
      await this.exit({within: 3000}).catch(() => this.#hangUp('SIGKILL')); // it does not heed a hang-up
      await this.exit();
    }
    this.#screen.dispose();
    this.#home.remove();
  }

  /** The screen as a PNG. */
  png({background = this.background, scale = 1}: {background?: 'dark' | 'light'; scale?: number} = {}): Buffer {
    const cells = Array.from({length: this.#screen.rows}, (_, y) => this.#screen.cells(y));
    return pictureOf(cells, {theme: themes[background], scale, cursor: this.cursorVisible ? this.#screen.cursor : null});
  }

  /** Puts a PNG of the screen into test/pictures and returns its path. */
  picture(name: string, options: {background?: 'dark' | 'light'; scale?: number} = {}): string {
    const file = path.join(root, 'test/pictures', `${name}.png`);
    fs.mkdirSync(path.dirname(file), {recursive: true});
    fs.writeFileSync(file, this.png(options));
    return file;
  }

  #receive(chunk: string): void {
    this.#chunks.push(chunk);
    this.#bytes += Buffer.byteLength(chunk);
    this.#lastOutput = performance.now();
    this.#paint(this.#frames.take(chunk));
  }

  /** Frame by frame, with a look at each: a test that was held up gets many at once, and waits for what is in one of them only. */
  #paint(text: string): void {
    for (const frame of framesOf(text))
      this.#painted = this.#painted.then(async () => {
        await this.#screen.write(frame);
        this.#changes.happened();
      });
  }

  #send(bytes: string): void {
    if (!this.#ended) this.#pty.write(bytes);
  }

  #hangUp(signal: string): void {
    try {
      this.#pty.kill(signal);
    } catch {
      // it ended between the question and the signal
    }
  }

  /** Asks again with every change of the screen and at the program's end. */
  async #until(holds: () => boolean, failure: string, time: number): Promise<void> {
    const within = time < shortest ? time : time * patience;
    await this.#painted;
    const seen = await this.#changes.until(holds, () => this.#ended !== null, within);
    if (!seen) throw this.#failure(failure, within);
  }

  #failure(what: string, within?: number): Error {
    const {columns, rows} = this.#screen;
    const rule = '─'.repeat(columns);
    const state = this.#ended
      ? `has ended (${this.#ended.signal ? `signal ${this.#ended.signal}` : `exit ${this.#ended.code}`})`
      : 'runs';
    const time = within === undefined ? '' : ` within ${within} ms`;
    return new Error(
      `${what}${time}; the program ${state}. Screen of ${columns}×${rows}:\n${rule}\n${this.text().trimEnd()}\n${rule}`,
    );
  }
}

const display = (wanted: string | RegExp): string => (typeof wanted === 'string' ? `"${wanted}"` : String(wanted));
