import {spawn} from 'node:child_process';

type Environment = Readonly<Record<string, string | undefined>>;

/** A program that opens a web page; its last argument is the URL. */
export type Browser = readonly string[];

/**
 * What opens a web page in front of the person; null where there is nothing that could. $BROWSER is somebody's wish, and some remote
 * shells use it to reach the browser on the near side; without it a page can only open where there is a desktop, and not over SSH.
 */
export const browserIn = (env: Environment, platform: NodeJS.Platform = process.platform): Browser | null => {
  const [wished = ''] = (env.BROWSER ?? '').split(':');
  const words = wished.split(/\s+/).filter(word => word !== '' && word !== '%s');
  if (words.length > 0) return words;
  if (env.SSH_CONNECTION || env.SSH_TTY) return null;
  if (platform === 'darwin') return ['open'];
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : null;
};

/** Opens a page and goes on: the browser outlives this program. Rejects when it cannot be started or says at once that it failed. */
export const openPage = ([program = '', ...args]: Browser, url: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, [...args, url], {detached: true, stdio: 'ignore'});
    // A browser that is not there yet stays in front; one that was there hands the page over and ends.
    const timer = setTimeout(() => settle(null), 1500);
    const settle = (error: Error | null): void => {
      clearTimeout(timer);
      child.unref();
      if (error) reject(error);
      else resolve();
    };
    child.once('error', settle);
    child.once('exit', code => settle(code === 0 || code === null ? null : new Error(`${program} ended with ${code}`)));
  });
