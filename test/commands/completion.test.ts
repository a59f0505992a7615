import {execFileSync} from 'node:child_process';
import {mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {commands} from '../../source/commands/command-table.js';
import {bashScript} from '../../source/commands/completion/bash.js';
import {fishScript} from '../../source/commands/completion/fish.js';
import {safeNames} from '../../source/commands/completion/safe-names.js';
import {zshScript} from '../../source/commands/completion/zsh.js';
import {flags} from '../../source/commands/flags.js';

/** What bash offers for the last of the words; the program is stood in for by a function that knows some targets, and shows what it is asked with. */
const offeredOf = (targets: readonly string[], words: readonly string[], folder = '.'): string[] => {
  const script = `${bashScript()}
TARGETS=("\${@:1:${targets.length}}")
shift ${targets.length}
stacktop() { [[ $1 == completion && $2 == targets && $3 == -- ]] && printf '%s\\n' "\${TARGETS[@]}" "asked:\${*:4:1}"; }
compopt() { :; }
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_stacktop
printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', script, 'bash', ...targets, 'stacktop', ...words], {encoding: 'utf8', cwd: folder})
    .split('\n')
    .filter(Boolean);
};
const offered = (...words: readonly string[]): string[] => offeredOf(['shop', 'shop/web'], words);

describe('bash offers', () => {
  test.each<[readonly string[], readonly string[]]>([
    [['re'], ['restart']],
    [['ru'], ['run']],
    [['run', 'shop/'], ['shop/web']],
    [['run', '--t'], ['--timeout']],
    [['run', 'shop/web', '--timeout', ''], []],
    [['c'], ['check', 'completion']],
    [
      ['logs', '--t'],
      ['--tail', '--timestamps'],
    ],
    [['restart', '--y'], ['--yes']],
    [['ls', '--y'], []],
    [['--js'], ['--json']],
    [['logs', 'shop/'], ['shop/web']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['logs', '--tail', ''], []],
    [['exec', 'shop/web', '--', ''], []],
    [['--demo', 'logs', 'asked'], ['asked:--demo']],
  ])('%j: %j', (words, names) => {
    expect(offered(...words)).toEqual(names);
  });

  test('all commands and no flags for nothing, and all flags for a dash', () => {
    expect(offered('')).toEqual(commands.map(({name}) => name).filter(name => name !== 'top'));
    expect(offered('-')).toEqual(expect.arrayContaining(['--demo', '-H', '--host', '--json']));
  });
});

const hostile = [
  '$(touch ran)',
  '`touch ran`',
  'a;touch ran',
  '$[$(touch ran)]',
  'x[$(touch ran)]',
  'a|touch ran',
  '-n',
  '*',
  '~',
];

describe('a target with a name that is a command', () => {
  test('is not run by a Tab in bash, nor by Enter after it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'completion-'));
    try {
      for (const name of hostile) {
        const given = offeredOf([name], ['logs', ''], folder)[0] ?? '';
        expect(execFileSync('bash', ['-c', `printf %s ${given}`], {encoding: 'utf8', cwd: folder})).toBe(name);
        if (name !== '-n') expect(offeredOf(['shop/web'], ['logs', name], folder)).toEqual([]);
      }
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      rmSync(folder, {recursive: true});
    }
  });

  test('is not told to any shell at all', () => {
    expect(safeNames([...hostile, 'a\nb', 'a\x1b[31m', "it's", '--yes', ''])).toEqual([]);
    const usual = ['shop', 'shop/web/2', 'my stack/web', 'a_b.c-d', 'x:y@z+1'];
    expect(safeNames(usual)).toEqual(usual);
  });

  test('a space in a name is quoted, whether the person quoted it or not', () => {
    expect(offeredOf(['my stack/web'], ['logs', 'my'])).toEqual(['my\\ stack/web']);
    expect(offeredOf(['my stack/web'], ['logs', 'my\\ st'])).toEqual(['my\\ stack/web']);
  });
});

test.each([
  ['zsh', zshScript()],
  ['fish', fishScript()],
])('%s knows every command and flag', (_, script) => {
  for (const {name} of commands.filter(command => command.name !== 'top')) expect(script).toMatch(new RegExp(`\\b${name}\\b`));
  for (const {long} of flags) expect(script).toMatch(new RegExp(`(--|-l )${long}\\b`));
});
