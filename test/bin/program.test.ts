import {describe, expect, test} from 'vitest';
import {run} from '../commands/program.js';

describe('the program, by its launcher', () => {
  test.each([
    [['--nope'], /^stacktop: unknown flag --nope\. stacktop --help lists them\.\n$/],
    [['--interval', 'x'], /^stacktop: --interval x: seconds between .*\n$/],
    [['--interval', '0'], /^stacktop: --interval 0: seconds between .*\n$/],
  ])('%j is refused in one line, with exit code 2', async (args, stderr) => {
    expect(await run(args)).toEqual({code: 2, stdout: '', stderr: expect.stringMatching(stderr)});
  });

  test('--version says which it is, and no more', async () => {
    expect(await run(['--version'])).toEqual({code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: ''});
  });

  test('--help says what there is, on stdout', async () => {
    expect(await run(['--help'])).toEqual({
      code: 0,
      stdout: expect.stringMatching(/stacktop[\s\S]*--read-only[\s\S]*Exit/),
      stderr: '',
    });
  });
});
