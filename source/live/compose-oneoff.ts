import {runInTerminal, type TerminalProgram} from '../terminal/run-program.js';
import {plainText} from '../terminal/sanitise.js';
import type {Desk} from './desk.js';
import {lineOfEnding} from './ending-line.js';
import {said} from './in-terminal.js';

/**
 * A command in a new container of a service, in the person's own terminal: it may ask, and what it wrote stays until Enter.
 * @param what the command and its service, as they may be shown
 */
export const runOneOff = (desk: Desk, program: TerminalProgram, what: string, command: string): void =>
  desk.handOver('a command of compose is being run', async screen => {
    try {
      await screen.suspend(async () => {
        process.stdout.write(`\r\n── ${command}\r\n`);
        const end = await runInTerminal(
          program,
          ({code, signal}) =>
            `\r\n── ${code === null ? `ended by ${signal}` : `exit code ${code}`} ── Enter comes back to stacktop `,
          desk.signal,
        );
        const {text, kind} = lineOfEnding(what, end.code ?? 137, null);
        said(desk.store, plainText(text), kind);
      });
    } catch (error) {
      said(desk.store, plainText(`${program.words[0]} could not be started: ${String(error)}`), 'bad');
    }
  });
