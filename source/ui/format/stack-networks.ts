import type {Network} from '../../model/network.js';
import type {Stack} from '../../model/stack.js';
import {networkFault, networklessIn, networksOf, type StackNetwork} from '../../model/stack-networks.js';
import {type DetailScreen, detailOf} from '../../state/detail.js';
import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import type {Role} from '../../terminal/theme.js';
import {cellWidth, truncate} from '../../terminal/widths.js';
import {connectionPieces} from './connection-lines.js';
import {type Content, heightOf, line, type Piece, plain, tablePiece} from './detail-piece.js';
import {filledTable, fitTable, type TableColumn} from './detail-table.js';
import {messagePieces, paragraph} from './detail-text.js';
import type {Look} from './look.js';

/** A row that can be chosen: a member, on a network or without one. */
interface Entry {
  /** Key of the member; null for a container of another stack, which cannot. */
  readonly member: string | null;
  readonly cells: readonly string[];
}

/** A part of the tab: painted lines, and a table below them. */
interface Section {
  readonly head: readonly Piece[];
  readonly columns: readonly TableColumn[];
  readonly entries: readonly Entry[];
}

const userColumns = (others: ReadonlySet<string>): readonly TableColumn[] => {
  const quiet =
    (role: Role) =>
    (_: string, row: readonly string[]): Role =>
      others.has(row[0] ?? '') ? 'dim' : role;
  return [
    {header: 'WHO', role: quiet('text'), least: 12},
    {header: 'ADDRESS', role: quiet('link'), least: 10},
    {header: 'ALSO KNOWN AS', role: quiet('text'), least: 12},
  ];
};

/** What a network is: `bridge · 172.18.0.0/16 · gateway 172.18.0.1 · internal`. */
const networkFacts = ({driver, scope, subnets, internal}: Network): string[] => [
  driver,
  ...(scope === '' || scope === 'local' ? [] : [scope]),
  ...subnets.map(({range, gateway}) => (gateway === '' ? range : `${range}, gateway ${gateway}`)),
  ...(internal ? ['internal: nothing on it reaches the outside'] : []),
];

const titleOf = ({name, network, users}: StackNetwork, width: number, look: Look): Piece => {
  const {paint, glyphs} = look;
  const shown = truncate(plainText(name), width - 2, glyphs.cut);
  const facts = network ? [...networkFacts(network), users.length === 0 ? 'nobody is on it' : `${users.length} on it`] : [];
  const rest = facts.map(fact => ` ${glyphs.separator} ${plainText(fact)}`).join('');
  return line(` ${paint.stack(shown)}${paint.dim(truncate(rest, Math.max(0, width - 2 - cellWidth(shown)), glyphs.cut))}`);
};

const listed = (names: readonly string[]): string =>
  names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;

const networkHead = (one: StackNetwork, width: number, look: Look): Piece[] => {
  const {name, network, namedBy, outdated} = one;
  const {trouble} = look.glyphs;
  if (!network)
    return [
      titleOf(one, width, look),
      ...paragraph(
        `${trouble} missing: there is no network of this name, and ${listed(namedBy)} ${namedBy.length > 1 ? 'need' : 'needs'} it`,
        'alarm',
        width,
        look,
      ),
      ...paragraph(
        `docker network create ${name} makes an external one, docker compose up -d one of the project`,
        'dim',
        width,
        look,
      ),
    ];
  const old = `${trouble} ${listed(outdated)} ${outdated.length > 1 ? 'refer' : 'refers'} to a network of this name that is gone: only a new container can join this one`;
  return [titleOf(one, width, look), ...(outdated.length > 0 ? paragraph(old, 'alarm', width, look) : [])];
};

const networkSection = (one: StackNetwork, width: number, look: Look): Section => {
  const others = new Set(one.users.filter(({member}) => member === null).map(({label}) => plainText(label)));
  return {
    head: networkHead(one, width, look),
    columns: userColumns(others),
    entries: one.users.map(({member, label, ip, aliases}) => ({
      member,
      cells: [label, ip === '' ? 'does not run' : ip, aliases.filter(alias => alias !== label).join(' ')].map(plainText),
    })),
  };
};

const uses = (what: string): string =>
  what === 'host' ? "the host's own network" : what === 'none' ? 'no network at all' : `the network of ${what}`;

const networklessSection = (stack: Stack, state: State, look: Look): Section[] => {
  const found = networklessIn(stack, state.stacks);
  if (found.length === 0) return [];
  return [
    {
      head: [line(` ${look.paint.stack('Without a network of their own')}`)],
      columns: [
        {header: 'WHO', role: 'text', least: 12},
        {header: 'USES', role: 'dim', least: 12},
      ],
      entries: found.map(({label, uses: what}) => ({
        member: stack.members.find(member => member.label === label)?.key ?? null,
        cells: [label, uses(what)].map(plainText),
      })),
    },
  ];
};

const sectionsOf = (stack: Stack, state: State, width: number, look: Look): Section[] => {
  const {networks} = detailOf(state, stack.key);
  if (networks.kind !== 'loaded') return [];
  const profile = state.services.profiles.get(stack.key) ?? null;
  return [
    ...networksOf(stack, state.stacks, networks.value, profile).map(one => networkSection(one, width, look)),
    ...networklessSection(stack, state, look),
  ];
};

/** Keys of the members that can be chosen, top to bottom; one that is on several networks is there several times. */
export const networkMembers = (stack: Stack, state: State, look: Look): string[] =>
  sectionsOf(stack, state, 80, look).flatMap(({entries}) => entries.flatMap(({member}) => member ?? []));

/** Members that the engine could not start because of a network, in its own words. */
const faults = ({members}: Stack, width: number, look: Look): Piece[] =>
  members.flatMap(({label, container}) => {
    const fault = networkFault(container);
    return fault === '' ? [] : paragraph(`${look.glyphs.trouble} ${label} could not be started: ${fault}`, 'alarm', width, look);
  });

/** The networks of a stack: what they are, who is on them and by which names, and which are missing. */
export const stackNetworksContent = (stack: Stack, screen: DetailScreen, state: State, width: number, look: Look): Content => {
  const {networks} = detailOf(state, stack.key);
  const tried = connectionPieces(state, stack.key, width, look);
  if (networks.kind === 'loading')
    return plain([...tried, ...messagePieces('asking the engine for its networks', '', width, look)]);
  if (networks.kind === 'failed') return plain([...tried, ...messagePieces(networks.message, networks.hint, width, look)]);
  const sections = sectionsOf(stack, state, width, look);
  const count = sections.reduce((sum, {entries}) => sum + entries.filter(({member}) => member !== null).length, 0);
  const cursor = Math.min(screen.cursor, count - 1);
  const trouble = faults(stack, width, look);
  const pieces: Piece[] = [...tried, ...trouble, ...(trouble.length > 0 ? [line('')] : [])];
  let at: Content['at'] = null;
  let place = 0;
  sections.forEach(({head, columns, entries}, index) => {
    if (index > 0) pieces.push(line(''));
    pieces.push(...head);
    if (entries.length === 0) return;
    const before = heightOf(pieces);
    const choosable = entries.map(({member}) => (member === null ? -1 : place++));
    const chosen = choosable.indexOf(cursor);
    const fitted = fitTable(
      columns,
      entries.map(({cells}) => cells),
      width,
      look.glyphs.cut,
    );
    pieces.push(tablePiece(chosen < 0 ? fitted : {...filledTable(fitted, width), chosen}));
    if (chosen >= 0) at = {first: cursor === 0 ? 0 : before + 1 + chosen, last: before + 1 + chosen};
  });
  if (sections.length === 0) pieces.push(...messagePieces('It is on no network.', '', width, look));
  return {pieces, at};
};
