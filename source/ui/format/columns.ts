/** The columns of the list, as data: what a row can show, and what goes first when the terminal is narrow. */
export type ColumnId =
  | 'name'
  | 'health'
  | 'cpu'
  | 'memory'
  | 'limit'
  | 'bar'
  | 'spark'
  | 'rx'
  | 'tx'
  | 'disk'
  | 'restarts'
  | 'uptime'
  | 'ports'
  | 'image';

export interface Column {
  readonly id: ColumnId;
  readonly header: string;
  readonly width: number;
  readonly align: 'left' | 'right';
}

interface Candidate {
  readonly id: ColumnId;
  readonly header: string;
  /** Least cells it is of use in. */
  readonly min: number;
  /** Most cells it can use. */
  readonly max: number;
  readonly align: 'left' | 'right';
  /** 1 stays longest. */
  readonly rank: number;
}

const candidates: readonly Candidate[] = [
  {id: 'name', header: 'NAME', min: 20, max: 44, align: 'left', rank: 1},
  {id: 'health', header: 'HEALTH', min: 15, max: 18, align: 'left', rank: 2},
  {id: 'cpu', header: 'CPU%', min: 5, max: 6, align: 'right', rank: 4},
  {id: 'memory', header: 'MEM', min: 5, max: 6, align: 'right', rank: 3},
  {id: 'limit', header: '/LIMIT', min: 6, max: 6, align: 'right', rank: 8},
  {id: 'bar', header: '', min: 8, max: 12, align: 'left', rank: 6},
  {id: 'spark', header: '2 MIN', min: 10, max: 20, align: 'left', rank: 10},
  {id: 'rx', header: 'NET↓', min: 5, max: 6, align: 'right', rank: 11},
  {id: 'tx', header: 'NET↑', min: 5, max: 6, align: 'right', rank: 12},
  {id: 'disk', header: 'DISK R/W', min: 11, max: 11, align: 'right', rank: 13},
  {id: 'restarts', header: 'RST', min: 3, max: 4, align: 'right', rank: 7},
  {id: 'uptime', header: 'UP', min: 3, max: 4, align: 'right', rank: 5},
  {id: 'ports', header: 'PORTS', min: 12, max: 48, align: 'left', rank: 9},
  {id: 'image', header: 'IMAGE', min: 20, max: 50, align: 'left', rank: 14},
];

/** What the columns about the memory limit take, with their gaps. */
const limitCells = 16;

/** What a public URL among the ports takes to be known again: `5f3a….ngrok-free`. */
const urlCells = 17;

/** Cells before the first column (the mark of tagged rows) and after the last. */
export const margin = 1;

/**
 * The columns that fit into `width` cells: by rank, each in its least width, then widened from left to right.
 * Their widths, gaps and margins add up to `width` (when it has room for a name at all).
 * Where no container has a memory limit, the columns about it leave their room to the ports, then to the others.
 * @param nameWidth cells that the longest name takes @param portsWidth cells of the longest list of ports @param imageWidth of the longest image
 * @param hasUrls whether a stack's public URL stands among the ports
 */
export const columnsFor = (
  width: number,
  nameWidth: number,
  portsWidth: number,
  imageWidth: number,
  hasLimits = true,
  hasUrls = false,
): Column[] => {
  const room = width - 2 * margin;
  const least = ({id, min}: Candidate): number => {
    // Names come before figures: of two columns that are left out the row still says whose they would be.
    if (id === 'name') return Math.max(min, Math.min(Math.floor(room * 0.36), nameWidth));
    if (id !== 'ports') return min;
    return Math.max(hasUrls ? urlCells : min, hasLimits ? 0 : Math.min(limitCells + min, portsWidth));
  };
  const chosen = new Map<ColumnId, number>();
  let used = 0;
  for (const candidate of [...candidates].sort((a, b) => a.rank - b.rank)) {
    if (!hasLimits && (candidate.id === 'limit' || candidate.id === 'bar')) continue;
    const gap = chosen.size === 0 ? 0 : 1;
    // A public URL is shown whole before these are shown at all.
    const rest = hasUrls && candidate.rank > 12 ? Math.min(48, portsWidth) - (chosen.get('ports') ?? 0) : 0;
    const cells = Math.max(candidate.min, Math.min(least(candidate), room - used - gap));
    if (used + gap + cells + Math.max(0, rest) > room) continue;
    chosen.set(candidate.id, cells);
    used += gap + cells;
  }
  // One half of the traffic says less than the room it takes.
  if (chosen.has('rx') && !chosen.has('tx')) {
    used -= (chosen.get('rx') ?? 0) + 1;
    chosen.delete('rx');
  }
  const most = (candidate: Candidate): number => {
    if (candidate.id === 'name') return Math.max(candidate.min, Math.min(candidate.max, nameWidth));
    if (candidate.id === 'ports') return Math.max(candidate.min, Math.min(candidate.max, portsWidth));
    if (candidate.id === 'image') return Math.max(candidate.min, Math.min(candidate.max, imageWidth));
    return candidate.max;
  };
  const wanted = ['name', 'health', 'cpu', 'memory', 'restarts', 'uptime', 'rx', 'tx', 'ports', 'bar', 'spark', 'image'] as const;
  for (const id of hasUrls ? (['name', 'ports', ...wanted] as const) : wanted) {
    const candidate = candidates.find(other => other.id === id);
    const now = chosen.get(id);
    if (!candidate || now === undefined) continue;
    const more = Math.max(0, Math.min(most(candidate) - now, room - used));
    chosen.set(id, now + more);
    used += more;
  }
  const columns = candidates.flatMap(({id, header, align}) => {
    const cells = chosen.get(id);
    if (cells === undefined) return [];
    return [{id, header: id === 'ports' && hasUrls ? `${header} · URL` : header, width: cells, align}];
  });
  // A row fills its line, so that the selection does: what nobody wants goes to the last column when it is of text, else to the names.
  const last = columns.at(-1);
  const filler = last?.align === 'left' ? last.id : 'name';
  return columns.map(column => (column.id === filler ? {...column, width: column.width + room - used} : column));
};
