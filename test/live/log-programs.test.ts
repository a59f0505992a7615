import {describe, expect, test} from 'vitest';
import {programFor, wordsAt} from '../../source/live/log-programs.js';

const here =
  (...names: readonly string[]) =>
  (name: string): boolean =>
    names.includes(name);
const all = (): boolean => true;

describe('the program that lines are handed to', () => {
  test.each([
    ['pager', {}, ['less', '-R']],
    ['pager', {PAGER: ''}, ['less', '-R']],
    ['pager', {PAGER: 'cat'}, ['less', '-R']],
    ['pager', {PAGER: '/bin/cat -n'}, ['less', '-R']],
    ['pager', {PAGER: 'less -SR'}, ['less', '-SR']],
    ['pager', {PAGER: '  most  '}, ['most']],
    [
      'pager',
      {PAGER: 'bat --theme \'Solarized (dark)\' "--style=plain"'},
      ['bat', '--theme', 'Solarized (dark)', '--style=plain'],
    ],
    ['pager', {PAGER: 'less; rm -rf ~ | sh $HOME'}, ['less;', 'rm', '-rf', '~', '|', 'sh', '$HOME']],
    ['editor', {}, ['vi']],
    ['editor', {EDITOR: 'nano -w'}, ['nano', '-w']],
    ['editor', {EDITOR: 'ed', VISUAL: 'vim'}, ['vim']],
    ['editor', {EDITOR: '/opt/my\\ editor/run'}, ['/opt/my editor/run']],
  ] as const)('%s of %j is %j', (reader, env, words) => {
    expect(programFor(reader, env, all)).toEqual({words});
  });

  test.each([
    ['pager', {}, here('more'), {words: ['more']}],
    ['editor', {}, here('nano'), {words: ['nano']}],
    ['pager', {}, here(), {problem: 'no pager was found: $PAGER is not set, and there is no less, more'}],
    ['editor', {}, here(), {problem: 'no editor was found: $VISUAL, $EDITOR is not set, and there is no vi, nano'}],
    ['editor', {EDITOR: 'vimm -R'}, here('vi'), {problem: '$EDITOR: there is no program vimm here'}],
    ['pager', {PAGER: "less 'a"}, all, {problem: "$PAGER: a quote is not closed in less 'a"}],
  ] as const)('%s of %j where not all is there', (reader, env, isThere, found) => {
    expect(programFor(reader, env, isThere)).toEqual(found);
  });

  test.each([
    [['less', '-R'], 12, false, ['less', '-R', '+12', 'f.log']],
    [['less', '-R'], 12, true, ['less', '-R', '+G', 'f.log']],
    [['less', '-R'], null, false, ['less', '-R', 'f.log']],
    [['/usr/bin/vim', '-u', 'NONE'], 3, false, ['/usr/bin/vim', '-u', 'NONE', '+3', 'f.log']],
    [['nano'], 1, true, ['nano', '+1', 'f.log']],
    [['code', '--wait'], 3, false, ['code', '--wait', 'f.log']],
    [['bat'], 3, true, ['bat', 'f.log']],
  ])('%j at line %s, following %s: %j', (words, line, following, expected) => {
    expect(wordsAt(words, 'f.log', line, following)).toEqual(expected);
  });
});
