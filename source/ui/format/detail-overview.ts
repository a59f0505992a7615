import type {Member} from '../../model/stack.js';
import {isUp} from '../../model/status.js';
import type {State} from '../../state/state.js';
import {factLines, factsOf, sourceLine} from './detail-facts.js';
import {type Graph, graphLines, hasValues} from './detail-graph.js';
import {type Content, line, plain} from './detail-piece.js';
import {vitalLines} from './detail-vitals.js';
import {dimmed, type Look} from './look.js';
import {memoryRole, weightOf} from './memory-role.js';
import {byteRate, bytes, percent} from './numbers.js';
import {memberTree} from './why-of.js';
import {whyTreeLines} from './why-tree.js';

/** A figure, or the sign for what is not known. */
export const figure = (value: number | null | undefined, format: (value: number) => string, look: Look): string =>
  value === null || value === undefined ? look.glyphs.unknown : format(value);

/** Bytes a second: `1.2M/s`. */
export const perSecond = (value: number): string => `${byteRate(value)}/s`;

/** The four graphs of a container. Figures of one that does not run are of the past: they are not shown as now's. */
const graphsOf = (member: Member, state: State, look: Look): Graph[] => {
  const {container} = member;
  const usage = isUp(container) ? state.usage.get(container.id) : undefined;
  const history = state.histories.get(container.id);
  const limit = container.inspection?.memoryLimit ?? null;
  const share = limit !== null && usage?.memory ? usage.memory / limit : null;
  const {services, trends, now} = state;
  const weight = weightOf(member, {memory: usage?.memory ?? null, limit}, {services, trends: trends.byId, now});
  const usual = services.byKey.get(member.key)?.profile?.usualMemory ?? null;
  const against = [
    ...(limit === null ? [] : [`of ${bytes(limit)}${share === null ? '' : `, ${Math.round(share * 100)}%`}`]),
    ...(usual === null ? [] : [`usually ${bytes(usual)}`]),
  ];
  const cpuLimit = container.inspection?.cpuLimit ?? null;
  const {down, up} = look.glyphs;
  const rate = (value: number | null | undefined): string => figure(value, byteRate, look);
  const pair = {top: null, floor: 10_240, format: perSecond, beside: ''};
  return [
    {
      label: 'cpu',
      figure: figure(usage?.cpuPercent, value => `${percent(value)}%`, look),
      beside: cpuLimit === null ? '' : `of ${percent(cpuLimit * 100)}%`,
      curves: [{history: history?.cpu, role: 'link', sign: ''}],
      top: null,
      floor: 5,
      format: value => `${percent(value)}%`,
    },
    {
      label: 'memory',
      figure: figure(usage?.memory, bytes, look),
      beside: against.join(', '),
      curves: [{history: history?.memory, role: weight.severity === 'quiet' ? 'memory' : memoryRole(weight.severity), sign: ''}],
      top: limit,
      headroom: 1.33,
      floor: 1,
      format: bytes,
    },
    {
      ...pair,
      label: 'net',
      figure: `${down}${rate(usage?.rxRate)} ${up}${rate(usage?.txRate)}`,
      curves: [
        {history: history?.rx, role: 'link', sign: down},
        {history: history?.tx, role: 'dim', sign: up},
      ],
    },
    {
      ...pair,
      label: 'disk',
      figure: `r ${rate(usage?.readRate)} w ${rate(usage?.writeRate)}`,
      curves: [
        {history: history?.read, role: 'link', sign: 'r'},
        {history: history?.write, role: 'dim', sign: 'w'},
      ],
    },
  ];
};

/** The graphs, two beside each other where there is room. `height` is that of one graph without its line of figures. */
export const graphRows = (
  graphs: readonly Graph[],
  {width, height, airy}: {readonly width: number; readonly height: number; readonly airy: boolean},
  now: number,
  look: Look,
): string[] => {
  const columns = width >= 60 ? 2 : 1;
  const cells = Math.floor((width - 1 - 2 * (columns - 1)) / columns);
  const lines: string[] = [];
  for (let first = 0; first < graphs.length; first += columns) {
    const drawn = graphs.slice(first, first + columns).map(graph => graphLines(graph, cells, height, now, look));
    for (let row = 0; row <= height; row++) lines.push(drawn.map(rows => rows[row] ?? '').join('  '));
    if (airy || first + columns >= graphs.length) lines.push('');
  }
  return lines;
};

/** How a container is and what it uses: what is wrong with it, if anything is, graphs of the last five minutes, then facts. */
export const overviewContent = (
  member: Member,
  state: State,
  look: Look,
  {width, height}: {readonly width: number; readonly height: number},
): Content => {
  const {now} = state;
  const {id} = member.container;
  const why = whyTreeLines(memberTree(member.key, state), width - 1, look);
  const above = why.length === 0 ? [] : [...why, ''];
  const vitals = vitalLines(member, state, width, look);
  const facts = [...vitals, ...factLines(factsOf(member, state, look), width, look)];
  const history = state.histories.get(id);
  if (!isUp(member.container) && !hasValues(history?.memory, now)) return plain([...above, ...facts].map(line));
  const usage = state.usage.get(id);
  const old = usage !== undefined && now - usage.readAt > 3 * Math.max(2000, state.intervalMs ?? 0) + 10_000;
  const figureLook = old || state.connection.kind === 'lost' ? dimmed(look) : look;
  const graphs = graphsOf(member, state, figureLook);
  const stacked = width >= 60 ? 2 : 4;
  const airy = height >= 22;
  const room = Math.floor((height - above.length - facts.length - 3 - (airy ? stacked - 1 : 0)) / stacked) - 1;
  // Even, because net and disk share theirs between two curves.
  const tall = [8, 6, 4].find(lines => lines <= room) ?? 2;
  const drawn = graphRows(graphs, {width, height: tall, airy}, now, figureLook);
  return plain([...above, ...drawn, ...facts, '', sourceLine(state, id, width, look)].map(line));
};
