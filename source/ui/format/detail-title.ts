import type {Member, Stack} from '../../model/stack.js';
import {type DetailScreen, tabsOf} from '../../state/detail.js';
import type {State} from '../../state/state.js';
import type {DetailTab} from '../../state/view.js';
import {plainText} from '../../terminal/sanitise.js';
import {cellWidth, truncate} from '../../terminal/widths.js';
import type {Look} from './look.js';
import {activityText, statusText} from './status.js';

const names: Readonly<Record<DetailTab, readonly [string, string]>> = {
  overview: ['Overview', 'Over'],
  health: ['Health', 'Health'],
  processes: ['Processes', 'Proc'],
  env: ['Env', 'Env'],
  mounts: ['Mounts, ports', 'Mounts'],
  labels: ['Labels', 'Labels'],
  inspect: ['Inspect', 'JSON'],
  networks: ['Networks', 'Nets'],
  volumes: ['Volumes', 'Vols'],
};

/** The tabs in one line: with their digits where there is room, else shorter, and in the end without those that are far off. */
export const tabBar = (screen: Pick<DetailScreen, 'of' | 'tab'>, width: number, look: Look): string => {
  const {paint} = look;
  const {tab} = screen;
  const styles = [
    (id: DetailTab, place: number) => ({digit: `${place + 1} `, name: names[id][0]}),
    (id: DetailTab) => ({digit: '', name: names[id][0]}),
    (id: DetailTab) => ({digit: '', name: names[id][1]}),
  ];
  const cells = (of: readonly {digit: string; name: string}[]): number =>
    of.reduce((sum, {digit, name}) => sum + digit.length + name.length + 2, 0);
  const laid = styles.map(style => tabsOf(screen).map((id, place) => ({id, ...style(id, place)})));
  let tabs = laid.find(of => cells(of) <= width) ?? laid.at(-1) ?? [];
  while (cells(tabs) > width && tabs.length > 1) tabs = tabs.at(-1)?.id === tab ? tabs.slice(1) : tabs.slice(0, -1);
  return tabs
    .map(({id, digit, name}) =>
      id === tab ? look.selection(` ${paint.dim(digit)}${paint.strong(name)} `) : ` ${paint.faint(digit)}${paint.dim(name)} `,
    )
    .join('');
};

/** Which lines of how many are on screen; '' when all are. */
export const position = (top: number, height: number, length: number): string =>
  length <= height ? '' : `${top + 1}-${Math.min(length, top + height)} of ${length}`;

/** Who it is about: sign, name, status, stack, image; and where in the content we are. */
export const detailTitle = (stack: Stack, member: Member, state: State, where: string, width: number, look: Look): string => {
  const {paint, glyphs} = look;
  const activity = state.activities.get(member.key);
  const since = member.status.kind === 'unhealthy' ? (state.pasts.get(member.key)?.unhealthySince ?? member.status.since) : null;
  const status = member.status.kind === 'unhealthy' ? {...member.status, since} : member.status;
  const shown = activity ? activityText(activity, state.now, look) : statusText(status, state.now, look);
  const word = status.kind === 'running' && !activity ? 'running' : shown.word;
  let room = width - 3 - (where === '' ? 1 : cellWidth(where) + 2);
  const write = (text: string, paintIt: (text: string) => string): string => {
    const cut = truncate(text, room, glyphs.cut);
    room -= cellWidth(cut);
    return paintIt(cut);
  };
  let line = ` ${paint[shown.role](shown.glyph)} `;
  line += write(plainText(member.label), paint.strong) + write('  ', paint.text) + write(word, paint[shown.wordRole]);
  if (stack.project !== null) line += write(` ${glyphs.separator} ${plainText(stack.name)}`, paint.dim);
  line += write(` ${glyphs.separator} ${plainText(member.container.image)}`, paint.dim);
  return where === '' ? line : `${line}${' '.repeat(Math.max(0, room))} ${paint.faint(where)} `;
};
