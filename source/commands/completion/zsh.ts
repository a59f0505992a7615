import {type Command, commands, shells} from '../command-table.js';
import {type Flag, flags, flagsOf} from '../flags.js';

/** In single quotes, within a specification of _arguments, where a bracket or colon would end a part. */
const quoted = (text: string): string => text.replace(/'/g, "'\\''").replace(/[[\]:]/g, '\\$&');

const specOf = ({long, short, value, does}: Flag): string => {
  const tail = `[${quoted(does)}]${value === undefined ? '' : `:${value}: `}`;
  return short === undefined ? `'--${long}${tail}'` : `'(-${short} --${long})'{-${short},--${long}}'${tail}'`;
};

const named = commands.filter(({name}) => name !== 'top');

const wordsOf = ({words}: Command): string => {
  if (words === 'shell') return `'1:shell:(${shells.join(' ')})'`;
  if (words === 'none') return '';
  return words === 'targets' ? `'*:target:_stacktop_targets'` : `'1:target:_stacktop_targets'`;
};

const caseOf = (command: Command): string => {
  const own = flagsOf(command.name).filter(flag => flag.on !== undefined);
  const rest = command.name === 'exec' ? [`'*::command:_normal'`] : command.name === 'run' ? [`'*:argument:_default'`] : [];
  return `        ${command.name}) _arguments -s "$everywhere[@]" ${[...own.map(specOf), wordsOf(command), ...rest].join(' ')} ;;`;
};

/** For zsh: as a file `_stacktop` on the fpath, or sourced after compinit. */
export const zshScript = (): string => `#compdef stacktop
# stacktop completions for zsh: as the file _stacktop in a folder of the fpath
_stacktop_targets() {
  local -a targets
  targets=(\${(f)"$(stacktop completion targets -- "\${_stacktop_words[@]}" 2>/dev/null)"})
  compadd -a targets
}

_stacktop() {
  local curcontext=$curcontext state line
  local -a everywhere commands
  local -a _stacktop_words=("\${(@)words[2,CURRENT-1]}")
  everywhere=(
${flags
  .filter((flag: Flag) => flag.on === undefined)
  .map(flag => `    ${specOf(flag)}`)
  .join('\n')}
  )
  commands=(
${named.map(({name, does}) => `    '${name}:${quoted(does)}'`).join('\n')}
  )
  _arguments -s -C "$everywhere[@]" ${flagsOf('top')
    .filter(flag => flag.on !== undefined)
    .map(specOf)
    .join(' ')} '1: :->command' '*:: :->rest'
  case $state in
    command) _describe command commands ;;
    rest)
      case $words[1] in
${named.map(caseOf).join('\n')}
      esac ;;
  esac
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _stacktop "$@"; else compdef _stacktop stacktop; fi
`;
