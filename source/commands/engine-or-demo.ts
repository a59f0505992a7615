import {EngineError, type EngineErrorCode} from '../engine/errors.js';
import type {Keyboard} from '../terminal/keyboard.js';
import {plainText} from '../terminal/sanitise.js';
import {type Connection, connectDemo, connectEngine, isNamed} from './connect.js';
import {offerDemo} from './offer-demo.js';
import type {Options} from './options.js';
import {showWaiting} from './waiting-line.js';

const thisIsDemo = 'this is the demo engine, nothing in it is real';
/** Mistakes in what was asked for: to be mended, and no reason for a demo. */
const misnamed: readonly EngineErrorCode[] = ['unknown-context', 'bad-endpoint'];

export interface Found {
  readonly connection: Connection;
  /** Said on the screen: why it is the demo engine. */
  readonly notice: string | null;
}

/** The engine, or what the person wants instead of one; null is to quit. Throws EngineError. */
export const engineOrDemo = async (
  options: Options,
  ascii: boolean,
  keyboard: Keyboard,
  signal: AbortSignal,
): Promise<Found | null> => {
  for (;;) {
    let hideWaiting = (): void => {};
    try {
      const connection = await connectEngine(options, signal, url => {
        hideWaiting = showWaiting(process.stderr, url, ascii);
      });
      return {connection, notice: null};
    } catch (error) {
      hideWaiting();
      if (!(error instanceof EngineError) || options.demo || misnamed.includes(error.code)) throw error;
      // `npm start` in a clone is for a first look: it shows the demo by itself, and says so. Who named an engine wants that one.
      if (process.env.STACKTOP_OR_DEMO === '1' && !isNamed(options, process.env)) {
        const [reason = ''] = error.message.split('\n', 1);
        return {connection: await connectDemo(signal), notice: `${plainText(reason)}: ${thisIsDemo}`};
      }
      const choice = await offerDemo(error, keyboard, signal);
      if (choice === 'demo') return {connection: await connectDemo(signal), notice: `no engine answered here: ${thisIsDemo}`};
      if (choice === 'quit') return null;
    } finally {
      hideWaiting();
    }
  }
};
