import type {Duplex} from 'node:stream';
import type {Engine} from '../engine/client.js';
import {EngineError} from '../engine/errors.js';
import {createExec, exitCodeOf, resizeExec, startExec, type TerminalSize} from '../engine/exec.js';
import {endExec} from './end-exec.js';
import {newMark} from './signal-exec.js';

export interface TerminalOptions {
  readonly cmd: readonly string[];
  /** '' is the container's own. */
  readonly user: string;
  /** `NAME=value`. */
  readonly env?: readonly string[];
  /** TERM of the person's terminal. */
  readonly term: string;
  readonly size: TerminalSize;
}

/** A program with a terminal in a container. */
export interface TerminalExec {
  readonly stream: Duplex;
  /** Tells the new size, and resolves when the last one is told, or cannot be: a program that has ended meanwhile is no error. */
  resize(size: TerminalSize): Promise<void>;
  /** Once the stream has ended; null when the engine does not tell. */
  exitCode(): Promise<number | null>;
  /** Ends it, where that is possible: closing the stream does not. */
  end(): Promise<void>;
}

/** Tells sizes one after another, the last of those that came meanwhile: an older one that had to be told again must not win. */
const teller = (tell: (size: TerminalSize) => Promise<void>): ((size: TerminalSize) => Promise<void>) => {
  let wanted: TerminalSize | null = null;
  let telling: Promise<void> | null = null;
  const tellAll = async (): Promise<void> => {
    for (let size = wanted; size !== null; size = wanted) {
      wanted = null;
      await tell(size);
    }
    telling = null;
  };
  return size => {
    wanted = size;
    telling ??= tellAll();
    return telling;
  };
};

/** Starts a program with a terminal in a container. Throws EngineError; nothing runs on then, where that can be seen to. */
export const openTerminal = async (
  engine: Engine,
  id: string,
  options: TerminalOptions,
  signal: AbortSignal,
): Promise<TerminalExec> => {
  const {cmd, user, env = [], term, size} = options;
  const mark = newMark();
  const execId = await createExec(
    engine,
    id,
    {cmd, tty: true, stdin: true, env: [...env, `TERM=${term}`, mark], ...(user === '' ? {} : {user}), size},
    signal,
  );
  const end = async (): Promise<void> => {
    await endExec(engine, {containerId: id, execId, user, mark}, 'terminal');
  };
  const started = async (): Promise<Duplex> => {
    try {
      return await startExec(engine, execId, {tty: true}, signal);
    } catch (error) {
      // The engine may have started it all the same.
      if (signal.aborted || (error instanceof EngineError && error.status === null)) await end();
      throw error;
    }
  };
  const stream = await started();
  return {
    stream,
    end,
    // The program may be over, or the engine gone: then there is nothing to tell the size to.
    resize: teller(next => resizeExec(engine, execId, next, signal).catch(() => {})),
    async exitCode() {
      try {
        const code = await exitCodeOf(engine, execId, signal);
        // Its terminal is gone and it goes on: the connection was lost, and nobody could speak to it any more.
        if (code === null) await end();
        return code;
      } catch (error) {
        if (error instanceof EngineError) return null;
        throw error;
      }
    },
  };
};
