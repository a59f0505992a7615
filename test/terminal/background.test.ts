import {PassThrough} from 'node:stream';
import {describe, expect, test} from 'vitest';
import {askBackground, type BackgroundAnswer} from '../../source/terminal/background.js';

const asked = (
  ...chunks: readonly string[]
): {answer: Promise<BackgroundAnswer>; raw: boolean[]; written: string[]; paused: () => boolean} => {
  const raw: boolean[] = [];
  const written: string[] = [];
  const stdin = Object.assign(new PassThrough(), {setRawMode: (on: boolean) => raw.push(on)});
  const answer = askBackground(stdin, {write: text => written.push(text)});
  for (const chunk of chunks) stdin.write(chunk);
  return {answer, raw, written, paused: () => stdin.isPaused()};
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
    expect((await asked(...chunks).answer).scheme).toBe(scheme);
  });

  test('keys typed meanwhile are kept', async () => {
    expect((await asked('l', `\u001b]11;rgb:0/0/0\u0007`, `j${done}q`).answer).typed).toBe('ljq');
  });

  test('the keyboard is given back as it was', async () => {
    const {answer, raw, written, paused} = asked();
    await answer;
    expect([raw, paused(), written]).toEqual([[true, false], true, ['\u001b]11;?\u001b\\\u001b[c']]);
  });
});
