import type {Container} from '../../model/container.js';
import type {Network} from '../../model/network.js';
import type {Member} from '../../model/stack.js';
import {detailOf} from '../../state/detail.js';
import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import {connectionPieces} from './connection-lines.js';
import {type Content, line, type Piece, plain, tablePiece} from './detail-piece.js';
import {fitTable, type TableColumn} from './detail-table.js';
import {heading, messagePieces, paragraph} from './detail-text.js';
import type {Look} from './look.js';

const portColumns: readonly TableColumn[] = [
  {header: 'IN THE CONTAINER', role: 'text'},
  {header: 'ON THE HOST', role: 'link', least: 8},
];

const is = 'NETWORK IS';
const networkColumns: readonly TableColumn[] = [
  {header: 'NAME', role: 'text', least: 16},
  {header: 'ADDRESS', role: 'link', least: 12},
  {header: is, role: cell => (cell === 'gone' ? 'alarm' : 'dim'), least: 30, rank: 1},
  {header: 'GATEWAY', role: 'dim', rank: 2},
  {header: 'MAC', role: 'dim', rank: 3},
  {header: 'ALSO KNOWN AS', role: 'text', least: 24},
];

const mountColumns: readonly TableColumn[] = [
  {header: 'TYPE', role: 'dim'},
  {header: 'IN THE CONTAINER', role: 'text', least: 16},
  {header: 'RW', role: cell => (cell === 'rw' ? 'dim' : 'strong')},
  {header: 'FROM', role: 'text', least: 16},
];

type Cells = readonly (readonly string[])[];

const ports = (container: Container): Cells => {
  const rows = container.ports.map(({ip, publicPort, privatePort, protocol}) => [
    `${privatePort}/${protocol}`,
    publicPort === null ? 'not published' : `${ip?.includes(':') ? `[${ip}]` : (ip ?? '')}:${publicPort}`,
  ]);
  const listed = new Set(rows.map(([port]) => port));
  const exposed = (container.inspection?.exposedPorts ?? []).filter(port => !listed.has(port));
  return [...rows, ...exposed.map(port => [port, 'not published'])];
};

/** What a network is, in a cell: `bridge 172.18.0.0/16 internal`. Null networks are not known yet. */
const networkIs = (name: string, networks: readonly Network[] | null): string => {
  const network = networks?.find(one => one.name === name);
  if (!network) return networks === null ? '' : 'gone';
  const {driver, subnets, internal} = network;
  return [driver, ...subnets.map(({range}) => range), ...(internal ? ['internal'] : [])].join(' ');
};

const networks = ({id, inspection}: Container, known: readonly Network[] | null): Cells =>
  (inspection?.networks ?? []).map(({name, ip, gateway, mac, aliases}) => [
    name,
    ip,
    networkIs(name, known),
    gateway,
    mac,
    aliases.filter(alias => !id.startsWith(alias)).join(' '),
  ]);

const mounts = ({inspection}: Container): Cells =>
  [...(inspection?.mounts ?? [])]
    // Engines tell them in another order each time.
    .sort((a, b) => (a.destination < b.destination ? -1 : 1))
    .map(({type, name, source, destination, writable}) => [
      type,
      destination,
      writable ? 'rw' : 'ro',
      name === '' ? source : name,
    ]);

/** What ties a container to the world outside of it: connections that were tried, ports, networks, mounts. */
export const placesContent = ({key, container}: Member, state: State, width: number, look: Look): Content => {
  const told = detailOf(state, key).networks;
  const known = told.kind === 'loaded' ? told.value : null;
  if (!container.inspection) return plain(messagePieces('not inspected yet', '', width, look));
  // What is not known yet takes no room.
  const columns = networkColumns.filter(({header}) => known !== null || header !== is);
  const part = (title: string, none: string, columns: readonly TableColumn[], rows: Cells): Piece[] => {
    const head = heading(title, rows.length, look);
    if (rows.length === 0) return [head, ...paragraph(none, 'dim', width, look)];
    const clean = rows.map(row => row.map(plainText));
    return [head, tablePiece(fitTable(columns, clean, width, look.glyphs.cut))];
  };
  const joined = container.networkMode.startsWith('container:') ? "It uses another container's network." : 'It is on no network.';
  const none = container.networkMode === 'host' ? "It uses the host's own network." : joined;
  return plain([
    ...connectionPieces(state, key, width, look),
    ...part('Mounts', 'Nothing is mounted: what it writes is gone when it is removed.', mountColumns, mounts(container)),
    line(''),
    ...part('Ports', 'It has no port.', portColumns, ports(container)),
    line(''),
    ...part(
      'Networks',
      none,
      columns,
      networks(container, known).map(cells => cells.filter((_, place) => known !== null || place !== 2)),
    ),
  ]);
};
