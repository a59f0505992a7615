import {maskWords} from '../../model/command-mask.js';
import type {Container, Port} from '../../model/container.js';
import {driftSentences} from '../../model/drift.js';
import {spokenDuration} from '../../model/duration.js';
import {exitCodeInWords} from '../../model/exit-code.js';
import {noPast, type Past} from '../../model/past.js';
import type {Member} from '../../model/stack.js';
import {isUp} from '../../model/status.js';
import {fullInWords} from '../../model/trend.js';
import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import {cellWidth, toWidth, truncate, wrap} from '../../terminal/widths.js';
import {shownMask} from './detail-secrets.js';
import {statusSentence} from './detail-status.js';
import {closeFacts, type Fact, filesAbsent} from './detail-usage.js';
import type {Look} from './look.js';
import {bytes} from './numbers.js';
import {streamMs} from './stale.js';

/** A thing worth knowing about a container. A short one shares its line with another where there is room. */
export type {Fact} from './detail-usage.js';

const pad = (number: number): string => String(number).padStart(2, '0');

/** A moment as this machine's clock has it: `2024-05-01 14:02`. */
export const moment = (time: number): string => {
  const date = new Date(time);
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())} ${pad(date.getHours())}:${pad(date.getMinutes())}`;
};

const when = (time: number, now: number, look: Look): string =>
  `${moment(time)} ${look.glyphs.separator} ${spokenDuration(now - time)}`;

/** Where a port can be reached: `5432→5432/tcp`, with the address when it is not every one. */
export const portInWords = ({ip, publicPort, privatePort, protocol}: Port, look: Look): string => {
  if (publicPort === null) return `${privatePort}/${protocol}`;
  const address = ip === null || ip === '0.0.0.0' || ip === '::' ? '' : `${ip}:`;
  return `${address}${publicPort}${look.theme.ascii ? '->' : '→'}${privatePort}/${protocol}`;
};

const limits = ({inspection}: Container): string => {
  if (!inspection) return '';
  const memory = inspection.memoryLimit === null ? null : `${bytes(inspection.memoryLimit)} of memory`;
  const cpu = inspection.cpuLimit === null ? null : inspection.cpuLimit === 1 ? '1 CPU' : `${inspection.cpuLimit} CPUs`;
  return [memory, cpu].filter(limit => limit !== null).join(', ') || 'none';
};

const lastExit = (container: Container, past: Past): string => {
  const {inspection} = container;
  if (inspection && !isUp(container) && inspection.exitCode !== null)
    return exitCodeInWords(inspection.exitCode, inspection.oomKilled);
  const last = past.exits.at(-1);
  return last && last.code !== null ? exitCodeInWords(last.code, last.oomKilled) : '';
};

const restarts = ({inspection}: Container): string => {
  if (!inspection) return '';
  const policy = inspection.restartPolicy === 'no' ? 'no policy' : `policy ${inspection.restartPolicy}`;
  return `${inspection.restarts}, ${policy}`;
};

/** What there is to say about a container; facts that are not known or do not apply are left out. */
export const factsOf = (member: Member, state: State, look: Look): Fact[] => {
  const {container} = member;
  const {inspection} = container;
  const {now} = state;
  const past = state.pasts.get(member.key) ?? noPast;
  const facts: Fact[] = [];
  const add = (label: string, value: string, short: boolean): void => {
    if (value !== '') facts.push({label, value: plainText(value), short});
  };
  const time = (value: number | null | undefined): string => (value ? when(value, now, look) : '');
  const command = inspection ? maskWords([...inspection.entrypoint, ...inspection.command]).join(' ') : '';
  add('status', statusSentence(member, past, now), false);
  const drift = state.drifts.get(container.id);
  for (const sentence of drift ? driftSentences(container, drift, now) : []) add('drift', sentence, false);
  const trend = state.trends.byId.get(container.id);
  for (const {label, value, short} of closeFacts(isUp(container) ? state.usage.get(container.id) : undefined, now, look))
    add(label, value, short);
  if (trend) add('memory', `full ${fullInWords(trend.fullAt - now)}, ${bytes(trend.slope * 60)} more a minute`, false);
  add('image', container.image, false);
  add('command', shownMask(command, look), false);
  add('ports', [...new Set(container.ports.map(port => portInWords(port, look)))].join('  '), false);
  add('networks', container.networks.join('  ') || container.networkMode, false);
  add('waits for', member.dependsOn.map(({service}) => service).join('  '), false);
  add('started', time(inspection?.startedAt), true);
  add('created', time(container.createdAt), true);
  if (!isUp(container)) add('ended', time(inspection?.finishedAt), true);
  add('restarts', restarts(container), true);
  add('last exit', lastExit(container, past), true);
  // Engines note so of one that runs on, too: there it was a child, and those are counted.
  if (inspection?.oomKilled && !isUp(container)) add('killed', 'by the kernel: out of memory', true);
  add('limits', limits(container), true);
  if (inspection?.pid) add('process', `${inspection.pid} on the host`, true);
  add('user', inspection ? inspection.user || 'as the image has it' : '', true);
  add('folder', inspection?.workingDir ?? '', true);
  add('host name', inspection?.hostname ?? '', true);
  add('stop', inspection ? `${inspection.stopSignal || 'SIGTERM'}, then ${inspection.stopTimeout ?? 10} s` : '', true);
  add('log', inspection?.logDriver ?? '', true);
  add('id', container.id.slice(0, 12), true);
  return facts;
};

const labelWidth = 10;

/** Cells of two columns of facts: halves, but for what one needs more and the other can spare. */
const sharedWidths = (left: readonly Fact[], right: readonly Fact[], room: number): [number, number] => {
  const needed = (facts: readonly Fact[]): number => Math.max(0, ...facts.map(({value}) => labelWidth + cellWidth(value) + 2));
  const half = Math.floor(room / 2);
  const [first, second] = [needed(left), needed(right)];
  const cells = first > half ? Math.max(half, Math.min(first, room - second)) : Math.max(first, Math.min(half, room - second));
  return [cells, room - cells];
};

/** Facts as painted lines: the long ones over several lines when need be, the short ones two a line where there is room. */
export const factLines = (facts: readonly Fact[], width: number, look: Look): string[] => {
  const {paint, glyphs} = look;
  const label = (text: string): string => paint.dim(text.padEnd(labelWidth));
  const lines: string[] = [];
  for (const fact of facts.filter(({short}) => !short)) {
    const [first = '', ...more] = wrap(fact.value, width - labelWidth - 2);
    const rest = more.slice(0, 2).map(text => ` ${' '.repeat(labelWidth)}${paint.text(text)}`);
    lines.push(` ${label(fact.label)}${paint.text(more.length > 2 ? truncate(first, width, glyphs.cut) : first)}`, ...rest);
  }
  const shorts = facts.filter(({short}) => short);
  const columns = width >= 72 ? 2 : 1;
  const rows = Math.ceil(shorts.length / columns);
  const widths = columns === 1 ? [width - 2] : sharedWidths(shorts.slice(0, rows), shorts.slice(rows), width - 2);
  for (let row = 0; row < rows; row++) {
    let text = ' ';
    for (let column = 0; column < columns; column++) {
      const fact = shorts[row + column * rows];
      if (!fact) continue;
      const cells = (widths[column] ?? 0) - labelWidth;
      const value = truncate(fact.value, cells - 1, glyphs.cut);
      text += label(fact.label) + paint.text(toWidth(value, cells, 'left', glyphs.cut));
    }
    lines.push(text);
  }
  return lines;
};

/** ms between two figures of a source. The engine's stream comes at its own pace; the others are asked as the person wants it, or as they bear it. */
const everyMs = (source: string, {intervalMs, engine}: State): number =>
  source === 'stream' ? streamMs(engine?.product) : (intervalMs ?? (source === 'one-shot' ? 2000 : 1000));

/** Where the figures come from, how old they are, how often they are read, and why not from the files when they are not. */
export const sourceLine = (state: State, id: string, width: number, look: Look): string => {
  const usage = state.usage.get(id);
  if (!usage) return look.paint.faint(truncate(' no figures yet', width, look.glyphs.cut));
  const sources: Readonly<Record<string, string>> = {
    cgroup: "the kernel's cgroup files",
    'one-shot': 'the engine, asked each time',
    stream: "the engine's stream",
  };
  const age = Math.max(0, Math.round((state.now - usage.readAt) / 1000));
  const text = ` figures from ${sources[usage.source] ?? usage.source}, ${age} s old, every ${everyMs(usage.source, state) / 1000} s`;
  const absent = state.engine?.demo ? '' : filesAbsent(usage);
  return look.paint.faint(truncate(`${text}${absent}`, width - 1, look.glyphs.cut));
};
