import {spawn} from 'node:child_process';

/** Runs `stty` on the person's terminal; null when there is none of it here, or it refuses. */
const stty = (words: readonly string[]): Promise<string | null> =>
  new Promise(resolve => {
    const child = spawn('stty', words, {stdio: ['inherit', 'pipe', 'ignore']});
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      said += part;
    });
    child.once('error', () => resolve(null));
    child.once('close', code => resolve(code === 0 ? said.trim() : null));
  });

/**
 * Notes how the terminal is set (echo, line mode, what its keys do); the returned function sets it so again. A program that fails or is
 * killed leaves it as it needed it, and Node, when it sets raw mode, takes what it finds for how it was.
 */
export const notedSettings = async (): Promise<() => Promise<void>> => {
  const noted = await stty(['-g']);
  return async () => {
    if (noted !== null && /^\S+$/.test(noted)) await stty([noted]);
  };
};
