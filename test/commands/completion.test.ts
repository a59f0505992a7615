import {execFileSync} from 'node:child_process';
import {describe, expect, test} from 'vitest';
import {commands} from '../../source/commands/command-table.js';
import {bashScript} from '../../source/commands/completion/bash.js';
import {fishScript} from '../../source/commands/completion/fish.js';
import {zshScript} from '../../source/commands/completion/zsh.js';
import {flags} from '../../source/commands/flags.js';

/** What bash offers for the last of the words; the program is stood in for by a function that shows what it is asked with. */
const offered = (...words: readonly string[]): string[] => {
  const script = `${bashScript()}
stacktop() { [[ $1 == completion && $2 == targets && $3 == -- ]] && printf '%s\\n' shop shop/web "asked:\${*:4}"; }
compopt() { :; }
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_stacktop
printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', script, 'bash', 'stacktop', ...words], {encoding: 'utf8'})
    .split('\n')
    .filter(Boolean);
};

describe('bash offers', () => {
  test.each<[readonly string[], readonly string[]]>([
    [['re'], ['restart']],
    [['c'], ['check', 'completion']],
    [['logs', '--t'], ['--tail']],
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

test.each([
  ['zsh', zshScript()],
  ['fish', fishScript()],
])('%s knows every command and flag', (_, script) => {
  for (const {name} of commands.filter(command => command.name !== 'top')) expect(script).toMatch(new RegExp(`\\b${name}\\b`));
  for (const {long} of flags) expect(script).toMatch(new RegExp(`(--|-l )${long}\\b`));
});
