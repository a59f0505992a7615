import type {Stack} from '../../model/stack.js';
import {type MountUser, placesOf, type StackVolume} from '../../model/stack-volumes.js';
import type {VolumeSizes} from '../../model/volume.js';
import {detailOf, type Fetched} from '../../state/detail.js';
import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import {type Content, line, type Piece, plain, tablePiece} from './detail-piece.js';
import {fitTable, type TableColumn} from './detail-table.js';
import {heading, messagePieces, paragraph} from './detail-text.js';
import type {Look} from './look.js';
import {bytesWithTenth} from './numbers.js';

const volumeColumns: readonly TableColumn[] = [
  // Names of a project begin alike: cut, they are told apart no more.
  {header: 'NAME', role: 'text', least: 48},
  {header: 'SIZE', align: 'right', role: 'link'},
  {header: 'USED BY', role: cell => (cell === 'nobody' ? 'dim' : 'text'), least: 14},
  {header: 'IN', role: 'dim', least: 12, rank: 1},
  {header: 'DRIVER', role: 'dim', rank: 2},
  // A path that is cut in its middle says nothing: it is the same for all of them there.
  {header: 'ON THE HOST', role: 'dim', least: 40, rank: 3},
];

const bindColumns: readonly TableColumn[] = [
  {header: 'ON THE HOST', role: 'text', least: 16},
  {header: 'USED BY', role: 'text', least: 12},
  {header: 'IN', role: 'dim', least: 12, rank: 1},
];

const memoryColumns: readonly TableColumn[] = [
  {header: 'WHO', role: 'text', least: 12},
  {header: 'IN', role: 'dim', least: 12},
];

const usersOf = (users: readonly MountUser[]): string =>
  users.length === 0 ? 'nobody' : users.map(({label, writable}) => `${label} ${writable ? 'rw' : 'ro'}`).join(', ');

const destinations = (users: readonly MountUser[]): string =>
  [...new Set(users.filter(({own}) => own).map(({destination}) => destination))].join(' ');

const sizeOf = ({name}: StackVolume, sizes: Fetched<VolumeSizes>, look: Look): string => {
  if (sizes.kind === 'loading') return look.glyphs.cut;
  const size = sizes.kind === 'loaded' ? sizes.value.get(name) : undefined;
  return size === undefined ? look.glyphs.unknown : bytesWithTenth(size);
};

/** An engine's own name is of use only to be told from others. */
const shortName = ({name, anonymous}: StackVolume, look: Look): string =>
  anonymous ? `${name.slice(0, 12)}${look.glyphs.cut} (no name)` : name;

const volumeRow = (one: StackVolume, sizes: Fetched<VolumeSizes>, known: boolean, look: Look): string[] => [
  shortName(one, look),
  sizeOf(one, sizes, look),
  usersOf(one.users),
  destinations(one.users),
  one.volume?.driver ?? (known ? 'gone' : ''),
  one.volume?.mountpoint ?? '',
];

/** What there is to say about sizes: how long they take, why there are none, and what they come to. */
const sizeNote = (volumes: readonly StackVolume[], sizes: Fetched<VolumeSizes>, now: number): string => {
  if (sizes.kind === 'failed') return `sizes are not known: ${sizes.message}`;
  if (sizes.kind === 'loading') {
    const seconds = sizes.since === undefined ? 0 : Math.max(0, Math.floor((now - sizes.since) / 1000));
    const slow = seconds >= 5 ? '; it walks through all files of all volumes, which takes long on this host' : '';
    return `the engine is measuring them, ${seconds} s${slow}`;
  }
  const known = volumes.flatMap(({name}) => sizes.value.get(name) ?? []);
  const unknown = volumes.length - known.length;
  const total = `${bytesWithTenth(known.reduce((sum, size) => sum + size, 0))} in all`;
  return unknown === 0 ? `${total}; ^r measures them again` : `${total}; of ${unknown} the engine does not know the size`;
};

/** The volumes of a stack with their sizes and users, and what else it mounts. */
export const stackVolumesContent = (stack: Stack, state: State, width: number, look: Look): Content => {
  const {volumes, sizes} = detailOf(state, stack.key);
  const {cut} = look.glyphs;
  const known = volumes.kind === 'loaded';
  const found = placesOf(stack, state.stacks, known ? volumes.value : null);
  const table = (columns: readonly TableColumn[], rows: readonly (readonly string[])[]): Piece =>
    tablePiece(
      fitTable(
        columns,
        rows.map(row => row.map(plainText)),
        width,
        cut,
      ),
    );
  const pieces: Piece[] = [heading('Volumes', found.volumes.length, look)];
  if (volumes.kind === 'failed') pieces.push(...messagePieces(volumes.message, volumes.hint, width, look));
  if (found.volumes.length > 0) {
    const rows = found.volumes.map(one => volumeRow(one, sizes, known, look));
    pieces.push(table(volumeColumns, rows), ...paragraph(sizeNote(found.volumes, sizes, state.now), 'faint', width, look));
  } else if (volumes.kind === 'loading') pieces.push(...messagePieces('asking the engine for its volumes', '', width, look));
  else if (known)
    pieces.push(...paragraph('It has none: what its containers write is gone when they are removed.', 'dim', width, look));
  if (found.binds.length > 0) {
    const rows = found.binds.map(({source, users}) => [source, usersOf(users), destinations(users)]);
    pieces.push(line(''), heading('Folders and files of the host', rows.length, look), table(bindColumns, rows));
  }
  if (found.inMemory.length > 0) {
    const rows = found.inMemory.map(({label, destination}) => [label, destination]);
    pieces.push(line(''), heading('In memory only', rows.length, look), table(memoryColumns, rows));
  }
  const uninspected = stack.members.filter(({container}) => !container.inspection).length;
  if (uninspected > 0) pieces.push(line(''), ...paragraph(`${uninspected} not inspected yet`, 'faint', width, look));
  return plain(pieces);
};
