import {type Command, commands, shells} from '../command-table.js';
import {type Flag, flags, flagsOf} from '../flags.js';

const typed = (list: readonly Flag[]): string =>
  list.flatMap(({long, short}) => [...(short === undefined ? [] : [`-${short}`]), `--${long}`]).join(' ');

const named = commands.filter(({name}) => name !== 'top');
const valued = flags.filter((flag: Flag) => flag.value !== undefined);

const wordsOf = ({words}: Command): string => {
  if (words === 'shell') return `words=(${shells.join(' ')})`;
  if (words === 'none') return ':';
  return words === 'filter' ? `words=(${named.map(({name}) => name).join(' ')})` : 'mapfile -t words < <(_stacktop_targets)';
};

const caseOf = (command: Command): string =>
  `    ${command.name === 'top' ? '*' : command.name}) if [[ $cur == -* ]]; then words=(${typed(flagsOf(command.name))}); else ${wordsOf(command)}; fi ;;`;

/**
 * For bash 4 and later; bash-completion is not needed. Words with a colon in them are left as bash splits them. Targets are never
 * given to `compgen -W`, which expands its words: a project named `$(…)` would be run.
 */
export const bashScript = (): string => `# stacktop completions for bash: source <(stacktop completion bash)
_stacktop_targets() {
  stacktop completion targets -- "\${COMP_WORDS[@]:1:COMP_CWORD-1}" 2>/dev/null
}

_stacktop() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command='' words=() index word quoted
  COMPREPLY=()
  case $prev in
    ${valued.map((flag: Flag) => typed([flag]).replace(' ', ' | ')).join(' | ')}) return ;;
  esac
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    case $word in
      --) compopt -o default; return ;;
      ${valued.map((flag: Flag) => typed([flag]).replace(' ', ' | ')).join(' | ')}) ((index++)) ;;
      -*) ;;
      *) [[ -n $command ]] || command=$word ;;
    esac
  done
  case $command in
${[...named, ...commands.filter(({name}) => name === 'top')].map(caseOf).join('\n')}
  esac
  for word in "\${words[@]}"; do
    printf -v quoted %q "$word"
    if [[ $word == "$cur"* || $quoted == "$cur"* ]]; then COMPREPLY+=("$quoted"); fi
  done
}
complete -F _stacktop stacktop
`;
