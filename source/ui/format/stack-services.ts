import type {Dependency} from '../../model/container.js';
import type {ServiceProfile} from '../../model/profile.js';
import type {Member, MissingService, Stack} from '../../model/stack.js';
import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import type {Role} from '../../terminal/theme.js';
import {type Piece, tablePiece} from './detail-piece.js';
import {fitTable, type TableColumn} from './detail-table.js';
import {heading} from './detail-text.js';
import type {Look} from './look.js';
import {bytes} from './numbers.js';
import {portsOf} from './ports.js';
import {activityText, statusText} from './status.js';

const conditions: Readonly<Record<Dependency['condition'], string>> = {
  service_started: '',
  service_healthy: ' healthy',
  service_completed_successfully: ' done',
};

const waitsFor = (dependencies: readonly Dependency[]): string =>
  dependencies.map(({service, condition}) => service + conditions[condition]).join(', ');

/** How the word of a status looks, by the sign before it. */
const healthRole = (look: Look): ((cell: string) => Role) => {
  const {trouble, starting, paused, healthy, answers, working} = look.glyphs;
  return cell => {
    const sign = cell.slice(0, 1);
    if (sign === trouble) return 'alarm';
    if (sign === starting || sign === paused) return 'warn';
    if (sign === working) return 'accent';
    return sign === healthy || sign === answers ? 'good' : 'dim';
  };
};

const columnsFor = (look: Look): readonly TableColumn[] => [
  {header: 'SERVICE', role: 'text', least: 16},
  {header: 'KIND', role: 'dim', rank: 5},
  {header: 'HEALTH', role: healthRole(look), least: 14},
  {header: 'WAITS FOR', role: 'dim', least: 20, rank: 3},
  {header: 'MEM', align: 'right', role: 'memory'},
  {header: 'USUAL', align: 'right', role: 'dim', rank: 2},
  {header: 'LIMIT', align: 'right', role: 'dim', rank: 1},
  {header: 'PORTS', role: 'link', rank: 4, least: 9},
  {header: 'IMAGE', role: 'dim', rank: 6, least: 16},
];

const figure = (value: number | null | undefined, look: Look): string =>
  value === null || value === undefined ? look.glyphs.unknown : bytes(value);

const memberRow = (member: Member, state: State, look: Look): string[] => {
  const {container, key, label, status, dependsOn} = member;
  const facts = state.services.byKey.get(key);
  const activity = state.activities.get(key);
  const {glyph, word} = activity ? activityText(activity, state.now, look) : statusText(status, state.now, look);
  const shown = status.kind === 'running' && !activity ? 'running' : word;
  const running = container.state === 'running';
  return [
    label,
    facts?.kind ?? '',
    `${glyph} ${shown}`.trimEnd(),
    waitsFor(dependsOn),
    figure(running ? state.usage.get(container.id)?.memory : null, look),
    figure(facts?.profile?.usualMemory, look),
    figure(container.inspection?.memoryLimit, look),
    portsOf(container),
    container.image,
  ];
};

const missingRow = ({name, namedBy, dependsOn}: MissingService, profile: ServiceProfile | undefined, look: Look): string[] => [
  name,
  profile?.kind ?? '',
  `${look.glyphs.missing} missing`,
  waitsFor(dependsOn),
  look.glyphs.unknown,
  figure(profile?.usualMemory, look),
  figure(profile?.memoryLimit, look),
  '',
  profile?.image ?? `named by ${namedBy === 'compose' ? 'its compose files' : 'the profile'}`,
];

/** Its services in the order in which they start, each with what it waits for; what is missing stands before what waits for it. */
export const servicesPieces = (stack: Stack, state: State, width: number, look: Look): Piece[] => {
  const profile = state.services.profiles.get(stack.key);
  const missing = new Map(stack.missing.map(one => [one.name, one]));
  const rows: string[][] = [];
  const add = (name: string): void => {
    const one = missing.get(name);
    if (!one) return;
    missing.delete(name);
    rows.push(
      missingRow(
        one,
        profile?.services.find(service => service.name === name),
        look,
      ),
    );
  };
  for (const member of stack.members) {
    for (const {service} of member.dependsOn) add(service);
    rows.push(memberRow(member, state, look));
  }
  for (const name of [...missing.keys()]) add(name);
  const clean = rows.map(row => row.map(plainText));
  const hasUsual = clean.some(row => row[5] !== look.glyphs.unknown);
  const hasLimit = clean.some(row => row[6] !== look.glyphs.unknown);
  const kept = columnsFor(look)
    .map((column, place) => ({column, place}))
    .filter(({place}) => (place !== 5 || hasUsual) && (place !== 6 || hasLimit));
  const table = fitTable(
    kept.map(({column}) => column),
    clean.map(row => kept.map(({place}) => row[place] ?? '')),
    width,
    look.glyphs.cut,
  );
  return [heading(stack.project === null ? 'Containers' : 'Services', rows.length, look), tablePiece(table)];
};
