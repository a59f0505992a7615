import {FramePace} from './frame-pace.js';

/** What is asked of the stream to the terminal. */
interface Output {
  /** All bytes that were ever written; not known of every stream. */
  readonly bytesWritten?: number;
  /** Those the terminal has not taken. */
  readonly writableLength: number;
  write(text: string, done: () => void): unknown;
}

/** Draws a frame; as Ink makes it, it may put it off by some ms to draw what else comes in them, unless it is told not to. */
export interface Frame {
  (): void;
  /** Draws at once what was put off; nothing when nothing was. */
  flush(): void;
}

/** However slow the link, so old (ms) is the oldest frame while there are newer ones. */
const longest = 5000;

let isKeyPressed = false;
/** The next frame is what a person waits for. */
export const keyPressed = (): void => {
  isKeyPressed = true;
};

/**
 * Draws frames as fast as the terminal takes them, and never one while a part of the last is still waiting: what is drawn then is the newest.
 * Frames that a key asked for go out as soon as there is room; the others leave a slow link enough of it that a key finds some.
 */
class PacedFrames {
  readonly #output: Output;
  readonly #pace = new FramePace();
  #drawnAt = Number.NEGATIVE_INFINITY;
  #seen = 0;
  #stuck = false;
  #waiting: Frame | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(output: Output) {
    this.#output = output;
  }

  draw(frame: Frame): void {
    this.#waiting = frame;
    this.#look();
    this.#go();
  }

  #go(): void {
    const frame = this.#waiting;
    if (frame === null || this.#stuck) return;
    const now = performance.now();
    const isWaitedFor = isKeyPressed;
    const wait = isWaitedFor ? 0 : Math.min(this.#pace.wait(now), this.#drawnAt + longest - now);
    if (wait > 0) {
      // The last frame is nothing to stay alive for.
      this.#timer ??= setTimeout(() => {
        this.#timer = null;
        this.#go();
      }, wait).unref();
      return;
    }
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#waiting = null;
    isKeyPressed = false;
    this.#drawnAt = now;
    frame();
    // Close upon another frame Ink would wait for a sixtieth of a second.
    if (isWaitedFor) frame.flush();
    this.#look();
  }

  /** Notes what was written since the last look, and waits for what the terminal did not take. */
  #look(): void {
    const {bytesWritten = 0, writableLength} = this.#output;
    this.#pace.wrote(bytesWritten - this.#seen, performance.now());
    this.#seen = bytesWritten;
    if (this.#stuck || writableLength === 0) return;
    this.#stuck = true;
    this.#pace.stuck(writableLength, performance.now());
    this.#output.write('', () => {
      this.#stuck = false;
      this.#pace.drained(performance.now());
      this.#go();
    });
  }
}

const outputs = new WeakMap<Output, PacedFrames>();

/** Draws a frame on the terminal at the end of this stream when it is its time; one that is still waiting is dropped for it. */
export const paceFrame = (output: Output, frame: Frame): void => {
  const known = outputs.get(output) ?? new PacedFrames(output);
  outputs.set(output, known);
  known.draw(frame);
};
