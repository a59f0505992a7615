import {PassThrough} from 'node:stream';
import {describe, expect, test, vi} from 'vitest';
import {type Keyboard, openKeyboard} from '../../source/terminal/keyboard.js';

interface Desk {
  readonly stdin: PassThrough;
  readonly keyboard: Keyboard;
  readonly raw: boolean[];
  readonly written: string[];
  readonly onInterrupt: () => void;
}

const desk = (ask = true): Desk => {
  const raw: boolean[] = [];
  const written: string[] = [];
  const onInterrupt = vi.fn();
  const stdin = Object.assign(new PassThrough(), {setRawMode: (on: boolean) => raw.push(on)});
  const keyboard = openKeyboard(stdin, {write: text => written.push(text)}, {ask, onInterrupt});
  return {stdin, keyboard, raw, written, onInterrupt};
};
const done = '\u001b[?62;22c';

describe('the terminal is asked for its background', () => {
  test.each<readonly [string, readonly string[], string | null]>([
    ['black', [`\u001b]11;rgb:0000/0000/0000\u001b\\${done}`], 'dark'],
    ['white, ended by a bell', [`\u001b]11;rgb:ffff/ffff/ffff\u0007${done}`], 'light'],
    ['two digits', [`\u001b]11;rgb:fd/f6/e3\u001b\\${done}`], 'light'],
    ['one digit', [`\u001b]11;rgb:1/1/1\u001b\\${done}`], 'dark'],
    ['with an alpha', [`\u001b]11;rgba:0f0f/1414/1a1a/ffff\u001b\\${done}`], 'dark'],
    ['green is bright, blue is not', [`\u001b]11;rgb:0000/ffff/0000\u001b\\${done}`], 'light'],
    ['blue', [`\u001b]11;rgb:0000/0000/ffff\u001b\\${done}`], 'dark'],
    ['in pieces', ['\u001b]11;rg', 'b:ffff/ff', 'ff/ffff\u001b', `\\${done}`], 'light'],
    ['it knows the second question only', [done], null],
    ['it says nothing', [], null],
    ['it talks rubbish', ['\u001b]11;blue\u0007', done], null],
  ])('%s', async (_, chunks, scheme) => {
    const {stdin, keyboard, written} = desk();
    for (const chunk of chunks) stdin.write(chunk);
    await keyboard.answered;
    await keyboard.release();
    expect([keyboard.scheme(), written]).toEqual([scheme, ['\u001b]11;?\u001b\\\u001b[c']]);
  });

  test('an answer after the wait for it is still one, and no key', async () => {
    const {stdin, keyboard} = desk();
    await keyboard.answered;
    stdin.write(`j\u001b]11;rgb:ff/ff/ff\u0007${done}k`);
    await expect.poll(() => keyboard.scheme()).toBe('light');
    await keyboard.handOver();
    expect(stdin.read()?.toString()).toBe('jk');
  });

  test('or not, when its colours are known', async () => {
    const {keyboard, written} = desk(false);
    await keyboard.answered;
    await keyboard.release();
    expect(written).toEqual([]);
  });
});

describe('keys before the screen is there', () => {
  test('come to it first, with what may be an answer that has only begun', async () => {
    const {stdin, keyboard, raw} = desk();
    for (const chunk of ['l', '\u001b]11;rgb:0/0/0\u0007', `j${done}ö\u001b[A`, '\u001b]11;rgb:1']) stdin.write(chunk);
    await keyboard.answered;
    await keyboard.handOver();
    stdin.write('c/1/1');
    expect(stdin.read()?.toString()).toBe('ljö\u001b[A\u001b]11;rgb:1c/1/1');
    expect(raw).toEqual([true]);
  });

  test('^C interrupts', async () => {
    const {stdin, keyboard, onInterrupt} = desk();
    stdin.write('x\u0003');
    await expect.poll(() => onInterrupt).toHaveBeenCalled();
    await keyboard.release();
  });

  test('answer a question that is asked meanwhile, those typed before it do not', async () => {
    const {stdin, keyboard, onInterrupt} = desk();
    stdin.write(`q${done}`);
    await keyboard.answered;
    const heard: string[] = [];
    keyboard.listen(keys => heard.push(keys));
    stdin.write('d');
    stdin.write('\u001b]11;rgb:0/0/0\u0007');
    stdin.write('\u0003');
    await expect.poll(() => heard).toEqual(['d', '\u0003']);
    stdin.write('\u001b');
    await expect.poll(() => heard).toEqual(['d', '\u0003', '\u001b']);
    keyboard.listen(null);
    await keyboard.handOver();
    expect(stdin.read()).toBeNull();
    expect(onInterrupt).not.toHaveBeenCalled();
  });

  test.each(['', done])('the keyboard is given back as it was, when no answer is to come (%j)', async last => {
    const {stdin, keyboard, raw} = desk();
    const released = keyboard.release();
    expect(raw).toEqual([true]);
    stdin.write(last);
    await released;
    expect([raw, stdin.isPaused(), stdin.listenerCount('data')]).toEqual([[true, false], true, 0]);
  });
});
