import {createInterface} from 'node:readline/promises';

/** Asks on stderr and reads one line of stdin: true for y or yes. End of input and an abort are a no. */
export const askYesNo = async (question: string, signal: AbortSignal): Promise<boolean> => {
  const lines = createInterface({input: process.stdin, output: process.stderr});
  const closed = new AbortController();
  lines.once('close', () => closed.abort());
  // readline takes ^C from the terminal while it reads: it is still ^C.
  lines.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    const answer = await lines.question(`${question} [y/N] `, {signal: AbortSignal.any([signal, closed.signal])});
    return /^y(es)?$/i.test(answer.trim());
  } catch (error) {
    if (!signal.aborted && !closed.signal.aborted) throw error;
    process.stderr.write('\n');
    return false;
  } finally {
    lines.close();
    process.stdin.pause();
  }
};
