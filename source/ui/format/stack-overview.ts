import {sumOf} from '../../model/history.js';
import type {Stack} from '../../model/stack.js';
import type {Totals} from '../../model/totals.js';
import type {ContainerHistory} from '../../state/histories.js';
import type {State} from '../../state/state.js';
import {factLines} from './detail-facts.js';
import {type Graph, hasValues} from './detail-graph.js';
import {figure, graphRows, perSecond} from './detail-overview.js';
import {type Content, line, plain} from './detail-piece.js';
import {dimmed, type Look} from './look.js';
import {byteRate, bytesWithTenth, percent} from './numbers.js';
import {stackFacts, usualOf} from './stack-facts.js';
import {servicesPieces} from './stack-services.js';
import {stackWhyPieces} from './stack-why.js';

/** CPU, memory, network and disk of all of its containers together. */
const graphsOf = (stack: Stack, totals: Totals, state: State, look: Look): Graph[] => {
  const histories = stack.members.flatMap(({container}) => state.histories.get(container.id) ?? []);
  const sum = (part: keyof ContainerHistory) => sumOf(histories.map(history => history[part]));
  const {down, up} = look.glyphs;
  const usual = usualOf(stack, state);
  const aside = [
    totals.limit === null ? '' : `of ${bytesWithTenth(totals.limit)}`,
    usual === null || usual.known < usual.running ? '' : `usual ${bytesWithTenth(usual.sum)}`,
  ];
  const rate = (value: number | null): string => figure(value, byteRate, look);
  const pair = {top: null, floor: 10_240, format: perSecond, beside: ''};
  return [
    {
      label: 'cpu',
      figure: figure(totals.cpuPercent, value => `${percent(value)}%`, look),
      beside: state.engine?.cpus ? `of ${state.engine.cpus * 100}%` : '',
      curves: [{history: sum('cpu'), role: 'link', sign: ''}],
      top: null,
      floor: 5,
      format: value => `${percent(value)}%`,
    },
    {
      label: 'memory',
      figure: figure(totals.memory, bytesWithTenth, look),
      beside: aside.filter(part => part !== '').join(', '),
      curves: [{history: sum('memory'), role: 'memory', sign: ''}],
      top: totals.limit,
      headroom: 1.33,
      floor: 1,
      format: bytesWithTenth,
    },
    {
      ...pair,
      label: 'net',
      figure: `${down}${rate(totals.rxRate)} ${up}${rate(totals.txRate)}`,
      curves: [
        {history: sum('rx'), role: 'link', sign: down},
        {history: sum('tx'), role: 'dim', sign: up},
      ],
    },
    {
      ...pair,
      label: 'disk',
      figure: `r ${rate(totals.readRate)} w ${rate(totals.writeRate)}`,
      curves: [
        {history: sum('read'), role: 'link', sign: 'r'},
        {history: sum('write'), role: 'dim', sign: 'w'},
      ],
    },
  ];
};

/** How a stack is and what it uses: what is wrong, graphs of the last five minutes, its services, and facts. */
export const stackOverviewContent = (
  stack: Stack,
  state: State,
  look: Look,
  {width, height}: {readonly width: number; readonly height: number},
): Content => {
  const {now} = state;
  const totals = state.usage.totalsOf(stack);
  const why = stackWhyPieces(stack, state, width, look);
  const facts = factLines(stackFacts(stack, totals, state), width, look).map(line);
  const services = servicesPieces(stack, state, width, look);
  const graphs = graphsOf(stack, totals, state, state.connection.kind === 'lost' ? dimmed(look) : look);
  const drawn = graphs.some(({curves}) => curves.some(({history}) => hasValues(history, now)));
  if (!drawn) return plain([...why, ...services, line(''), ...facts]);
  const rows = height >= 40 ? 4 : 2;
  const shown = height >= 18 ? graphs : graphs.slice(0, 2);
  const lines = graphRows(shown, {width, height: rows, airy: height >= 30}, now, look).map(line);
  return plain([...why, ...lines, ...services, line(''), ...facts]);
};
