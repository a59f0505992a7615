import type {Scheme} from './theme.js';

/** The end of the wait for an answer: terminals that do not know the question stay silent. */
const patienceMs = 50;
/** OSC 11 asks for the background colour; DA1, which every terminal answers, ends the wait early. */
const question = '\u001b]11;?\u001b\\\u001b[c';
const background = /\u001b\]11;rgba?:([0-9a-f]{1,4})\/([0-9a-f]{1,4})\/([0-9a-f]{1,4})(?:\/[0-9a-f]{1,4})?(?:\u0007|\u001b\\)/i;
const deviceAttributes = /\u001b\[\?[\d;]*c/;

/** Brightness by the luma of BT.709; half and above is light. */
const schemeOfAnswer = (answer: string): Scheme | null => {
  const parts = background.exec(answer)?.slice(1);
  if (!parts) return null;
  const [red = 0, green = 0, blue = 0] = parts.map(part => Number.parseInt(part, 16) / (16 ** part.length - 1));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue >= 0.5 ? 'light' : 'dark';
};

export interface BackgroundAnswer {
  readonly scheme: Scheme | null;
  /** Keys that were typed while the terminal was asked. */
  readonly typed: string;
}

/** What is used of stdin and stdout. */
interface Keyboard {
  on(event: 'data', listener: (chunk: Buffer | string) => void): unknown;
  off(event: 'data', listener: (chunk: Buffer | string) => void): unknown;
  pause(): unknown;
  resume(): unknown;
  setRawMode(raw: boolean): unknown;
}
interface Screen {
  write(text: string): unknown;
}

/** Asks the terminal for its background. Takes stdin for at most 50 ms and gives it back as it was, not read from. */
export const askBackground = (stdin: Keyboard, stdout: Screen): Promise<BackgroundAnswer> =>
  new Promise(resolve => {
    let heard = '';
    const finish = (): void => {
      clearTimeout(timer);
      stdin.off('data', listen);
      stdin.pause();
      stdin.setRawMode(false);
      resolve({scheme: schemeOfAnswer(heard), typed: heard.replace(background, '').replace(deviceAttributes, '')});
    };
    const listen = (chunk: Buffer | string): void => {
      heard += chunk.toString();
      if (deviceAttributes.test(heard)) finish();
    };
    const timer = setTimeout(finish, patienceMs);
    stdin.setRawMode(true);
    stdin.on('data', listen);
    stdin.resume();
    stdout.write(question);
  });
