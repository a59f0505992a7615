import {maskWords} from '../../model/command-mask.js';
import type {HealthProbe} from '../../model/container.js';
import {spokenDuration} from '../../model/duration.js';
import type {HttpHealth} from '../../model/http-health.js';
import {noPast} from '../../model/past.js';
import {maskProbe} from '../../model/secrets.js';
import type {Member} from '../../model/stack.js';
import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import {wrap} from '../../terminal/widths.js';
import {factLines} from './detail-facts.js';
import {type Content, line, type Piece, plain, tablePiece} from './detail-piece.js';
import {shownMask} from './detail-secrets.js';
import {statusSentence} from './detail-status.js';
import {fitTable, type TableColumn} from './detail-table.js';
import {messagePieces, paragraph} from './detail-text.js';
import {clock} from './header.js';
import type {Look} from './look.js';
import {memberTree} from './why-of.js';
import {whyTreeLines} from './why-tree.js';

/** What a check printed, sanitised first: nothing that is not seen may stand between a secret and its name. */
const outputLines = (output: string, look: Look): string[] =>
  shownMask(maskProbe(output.split('\n').map(plainText).join('\n')), look)
    .split('\n')
    .map(text => text.trimEnd())
    .filter(text => text !== '');

const took = (ms: number): string => (ms < 1000 ? `${Math.max(0, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`);

/** A probe's exit code; the engine writes -1 for a check that it gave up on. */
const exit = (code: number): string => (code === -1 ? 'timeout' : String(code));

const columns: readonly TableColumn[] = [
  {header: 'TIME', role: 'dim'},
  {header: 'TOOK', role: 'dim', align: 'right', rank: 1},
  {header: 'EXIT', role: cell => (cell === '0' ? 'good' : 'alarm'), align: 'right'},
  {header: 'LAST LINE OF ITS OUTPUT', role: 'text', least: 10},
];

const probeTable = (probes: readonly HealthProbe[], width: number, look: Look): Piece =>
  tablePiece(
    fitTable(
      columns,
      [...probes]
        .reverse()
        .map(probe => [
          clock(probe.start),
          took(probe.end - probe.start),
          exit(probe.exitCode),
          outputLines(probe.output, look).at(-1) ?? '',
        ]),
      width,
      look.glyphs.cut,
    ),
  );

/** The failed run that says most: the last one; where none failed, the last run. */
const tellingProbe = (probes: readonly HealthProbe[]): HealthProbe | undefined =>
  probes.findLast(probe => probe.exitCode !== 0) ?? probes.at(-1);

/** Of a container without a check: what it says when stacktop asks. */
const answerContent = (member: Member, http: HttpHealth, state: State, look: Look, width: number): Content => {
  const past = state.pasts.get(member.key) ?? noPast;
  const answer = http.status === null ? 'none' : `${http.status}${http.said === '' ? '' : `, ${http.said}`}`;
  const facts: readonly {label: string; value: string}[] = [
    {label: 'status', value: statusSentence(member, past, state.now)},
    {label: 'check', value: 'the container has none: stacktop asks over HTTP'},
    {label: 'asked', value: `GET ${http.asked}, every 10 s, last at ${clock(http.askedAt)}`},
    {label: 'answer', value: answer},
  ];
  return plain(
    factLines(
      facts.map(({label, value}) => ({label, value: plainText(shownMask(value, look)), short: false})),
      width,
      look,
    ).map(line),
  );
};

/** Above all else, where it is unwell because of others, or others because of it. */
const chainLines = (member: Member, state: State, look: Look, width: number): Piece[] => {
  const trees = memberTree(member.key, state);
  const others = trees.some(({key, effects}) => key !== member.key || effects.length > 0);
  return others ? [...whyTreeLines(trees, width - 1, look).map(line), line('')] : [];
};

/** The health check, its last runs, and what it said. */
export const healthContent = (member: Member, state: State, look: Look, width: number): Content => {
  const {pieces, at} = checkContent(member, state, look, width);
  return {pieces: [...chainLines(member, state, look, width), ...pieces], at};
};

const checkContent = (member: Member, state: State, look: Look, width: number): Content => {
  const {inspection} = member.container;
  if (!inspection) return plain(messagePieces('not inspected yet', '', width, look));
  const {status} = member;
  if ('http' in status && status.http) return answerContent(member, status.http, state, look, width);
  if (inspection.healthTest.length === 0)
    return plain(
      messagePieces(
        'This container has no health check, so nobody knows whether it works.',
        'healthcheck: in its compose file gives it one; the label stacktop.health=:8000/health has stacktop ask.',
        width,
        look,
      ),
    );
  const past = state.pasts.get(member.key) ?? noPast;
  const test = inspection.healthTest;
  const words = test[0] === 'CMD' || test[0] === 'CMD-SHELL' ? test.slice(1) : test;
  const interval =
    inspection.healthInterval === null ? 'every 30 s' : `every ${spokenDuration(inspection.healthInterval * 1000)}`;
  const streak = inspection.failingStreak;
  const failures = streak === 0 ? 'its last run passed' : `${streak} ${streak === 1 ? 'run' : 'runs'} failed in a row`;
  const facts = factLines(
    [
      {label: 'status', value: plainText(statusSentence(member, past, state.now)), short: false},
      {label: 'check', value: plainText(shownMask(maskWords(words).join(' '), look)), short: false},
      {label: 'runs', value: `${interval}; ${failures}`, short: false},
    ],
    width,
    look,
  );
  const {probes} = inspection;
  const telling = tellingProbe(probes);
  if (!telling) return plain([...facts.map(line), line(''), ...paragraph('It has not run yet.', 'dim', width, look)]);
  const said = outputLines(telling.output, look).flatMap(text => wrap(text, width - 4));
  const head = `${telling.exitCode === 0 ? 'What it said' : 'What the last failed one said'} at ${clock(telling.start)}`;
  return plain([
    ...facts.map(line),
    line(''),
    probeTable(probes, width, look),
    line(''),
    ...paragraph(head, 'dim', width, look),
    ...(said.length === 0 ? ['nothing'] : said).map(text => line(`   ${look.paint[said.length === 0 ? 'dim' : 'text'](text)}`)),
  ]);
};
