import {EventEmitter} from 'node:events';
import {PassThrough, Writable} from 'node:stream';
import {render} from 'ink';
import type {Session} from '../../../source/live/session.js';
import type {State} from '../../../source/state/state.js';
import type {Store} from '../../../source/state/store.js';
import {createTheme} from '../../../source/terminal/theme.js';
import {App} from '../../../source/ui/app.js';
import {createLook} from '../../../source/ui/format/look.js';

/** A terminal without anybody before it: takes all that is drawn, and counts it. */
class Output extends Writable {
  readonly isTTY = true;
  columns = 120;
  rows = 40;
  bytes = 0;

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.bytes += chunk.length;
    done();
  }
}

class Input extends PassThrough {
  readonly isTTY = true;

  setRawMode(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}

export interface OpenScreen {
  press(bytes: string): void;
  resize(columns: number, rows: number): void;
  drawnBytes(): number;
  close(): Promise<void>;
}

/** The program's screen on a terminal of this process. */
export const openScreen = (store: Store<State>, session: Session): OpenScreen => {
  const [stdout, stdin] = [new Output(), new Input()];
  const streams: object = {stdout, stdin, stderr: new Output()};
  const instance = render(<App store={store} actions={session} look={createLook(createTheme('truecolor', 'dark', false))} />, {
    ...streams,
    alternateScreen: true,
    incrementalRendering: true,
    interactive: true,
    maxFps: 60,
    patchConsole: false,
    exitOnCtrlC: false,
  });
  return {
    press: bytes => void stdin.write(bytes),
    resize(columns, rows) {
      Object.assign(stdout, {columns, rows});
      EventEmitter.prototype.emit.call(stdout, 'resize');
    },
    drawnBytes: () => stdout.bytes,
    async close() {
      instance.unmount();
      await instance.waitUntilExit();
    },
  };
};
