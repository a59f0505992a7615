import {commands, shells} from '../command-table.js';
import {type Flag, flags} from '../flags.js';

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
const named = commands.filter(({name}) => name !== 'top');

const conditionOf = ({on}: Flag): string => {
  if (on === undefined) return '';
  const names = on.filter(name => name !== 'top').map(name => `__fish_seen_subcommand_from ${name}`);
  return ` -n ${quoted([...(on.includes('top') ? ['__stacktop_no_command'] : []), ...names].join('; or '))}`;
};

const flagLine = (flag: Flag): string =>
  `complete -c stacktop${conditionOf(flag)}${flag.short === undefined ? '' : ` -s ${flag.short}`} -l ${flag.long}${flag.value === undefined ? '' : ' -x'} -d ${quoted(flag.does)}`;

const withTargets = named.filter(({words}) => words !== 'shell' && words !== 'none').map(({name}) => name);

/** For fish 3 and later. */
export const fishScript =
  (): string => `# stacktop completions for fish: stacktop completion fish > ~/.config/fish/completions/stacktop.fish
function __stacktop_no_command
  not __fish_seen_subcommand_from ${named.map(({name}) => name).join(' ')}
end

function __stacktop_targets
  stacktop completion targets -- (commandline -opc)[2..-1] 2>/dev/null
end

function __stacktop_wants_target
  __fish_seen_subcommand_from ${withTargets.join(' ')}; and not contains -- -- (commandline -opc)
end

complete -c stacktop -f
${named.map(({name, does}) => `complete -c stacktop -n __stacktop_no_command -a ${name} -d ${quoted(does)}`).join('\n')}
complete -c stacktop -n __stacktop_wants_target -a '(__stacktop_targets)'
complete -c stacktop -n '__fish_seen_subcommand_from completion' -a '${shells.join(' ')}'
${flags.map(flagLine).join('\n')}
`;
