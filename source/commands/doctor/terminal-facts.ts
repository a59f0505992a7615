import {asciiOnly, colourLevel, unfitTerm} from '../../terminal/capabilities.js';
import type {Options} from '../options.js';
import {type Fact, fact} from './fact.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** As much of `process.stdout` as is told. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

const colours = {none: 'no colours', '16': '16 colours', '256': '256 colours', truecolor: 'true colours'} as const;

/** Below that the screen draws, and cuts. */
const [fewColumns, fewRows] = [60, 16];

const around = (env: Environment): string => {
  if (env.TMUX || env.TERM?.startsWith('tmux')) return 'tmux';
  return env.STY || env.TERM?.startsWith('screen') ? 'screen' : '';
};

const clipboard = (env: Environment): Fact => {
  if (env.TERM === 'linux') return fact('warn', 'clipboard', 'this console has none', 'copy with c from another terminal');
  switch (around(env)) {
    case 'tmux':
      return fact(
        'ok',
        'clipboard',
        'by the terminal (OSC 52), through tmux: it wants set-clipboard on, or allow-passthrough on',
      );
    case 'screen':
      return fact('ok', 'clipboard', 'by the terminal (OSC 52), through screen');
    default:
      return fact('ok', 'clipboard', 'by the terminal (OSC 52), where it allows that');
  }
};

/** What the terminal can do, as far as it can be told without asking it. */
export const terminalFacts = (env: Environment, {isTTY = false, columns = 0, rows = 0}: Output, options: Options): Fact[] => {
  const level = colourLevel(env, options.noColour);
  const ascii = asciiOnly(env, options.ascii);
  const term = env.TERM ?? '';
  const wrapped = around(env);
  const figures = {
    columns: isTTY ? columns : null,
    rows: isTTY ? rows : null,
    term,
    colours: level,
    unicode: !ascii,
    multiplexer: wrapped || null,
    ssh: Boolean(env.SSH_CONNECTION),
  };
  const said = [
    isTTY ? `${columns}×${rows}` : 'stdout is not one',
    term === '' ? 'TERM is not set' : term,
    colours[level],
    ascii ? 'ASCII only' : 'Unicode',
    ...(wrapped === '' ? [] : [`inside of ${wrapped}`]),
    ...(env.SSH_CONNECTION ? ['over SSH'] : []),
  ].join(' · ');
  const unfit = isTTY ? unfitTerm(env) : null;
  if (unfit !== null) return [fact('bad', 'terminal', unfit, 'set TERM to what your terminal is, as xterm-256color', figures)];
  const small = isTTY && (columns < fewColumns || rows < fewRows);
  const hint = small ? `the screen wants ${fewColumns}×${fewRows} or more: columns are left out` : '';
  return [fact(small ? 'warn' : 'ok', 'terminal', said, hint, figures), clipboard(env)];
};
