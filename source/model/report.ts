import {severityOfMissing} from './missing.js';
import type {KnownServices} from './service.js';
import type {Figures} from './sort.js';
import type {Member, Stack} from './stack.js';
import {isLive, type Status, severityOf} from './status.js';
import type {OpenTunnel} from './tunnel.js';
import {urlsOf} from './url.js';
import type {Viewpoint} from './viewpoint.js';
import {type Why, type WhyKnown, whyMember} from './why.js';

/** What `ls --json` prints. Names are a contract with scripts: bytes as numbers, times as ISO 8601, unknown as null. */
export type ReportedHealth = 'healthy' | 'unhealthy' | 'starting' | 'none' | 'done' | 'stopped';

export interface ContainerReport {
  readonly id: string;
  readonly name: string;
  readonly service: string | null;
  readonly number: number | null;
  readonly image: string;
  readonly kind: string | null;
  readonly state: string;
  readonly health: ReportedHealth;
  readonly exitCode: number | null;
  readonly oomKilled: boolean;
  readonly restarts: number | null;
  readonly startedAt: string | null;
  readonly cpuPercent: number | null;
  readonly memory: {readonly used: number | null; readonly limit: number | null; readonly percent: number | null};
  /** Bytes since the container's start. */
  readonly network: {readonly rx: number | null; readonly tx: number | null};
  readonly ports: readonly string[];
  readonly urls: readonly string[];
  readonly problem: string | null;
}

export interface StackReport {
  readonly name: string;
  readonly profile: string | null;
  readonly running: number;
  readonly total: number;
  readonly health: ReportedHealth;
  readonly cpuPercent: number | null;
  readonly memory: {readonly used: number | null; readonly limit: number | null; readonly usual: number | null};
  readonly restarts: number | null;
  readonly urls: readonly string[];
  readonly containers: readonly ContainerReport[];
  /** Services that are meant to have a container and have none. */
  readonly missing: readonly string[];
}

const healthOf = (status: Status): ReportedHealth => {
  switch (status.kind) {
    case 'healthy':
    case 'unhealthy':
    case 'starting':
    case 'done':
      return status.kind;
    case 'stopped':
    case 'ended':
    case 'failed':
    case 'created':
    case 'dead':
      return 'stopped';
    default:
      return 'none';
  }
};

/** Of a stack: trouble of any kind first, then what the rest amounts to, as its line on the screen says. */
const stackHealth = (stack: Stack): ReportedHealth => {
  const {members, worst, running, missing} = stack;
  const kinds = new Set(members.map(member => healthOf(member.status)));
  if (worst && severityOf(worst.status) === 'bad') return 'unhealthy';
  if (missing.some(one => severityOfMissing(one, stack) === 'bad')) return 'unhealthy';
  if (kinds.has('starting')) return 'starting';
  if (running > 0) return kinds.has('healthy') ? 'healthy' : 'none';
  return worst?.status.kind === 'done' ? 'done' : 'stopped';
};

/** What is known of a stack beyond what the engine tells. */
export interface Knowledge {
  readonly services: KnownServices;
  /** Of each stack, by its key. */
  readonly tunnels: ReadonlyMap<string, readonly OpenTunnel[]>;
  readonly viewpoint: Viewpoint;
  readonly why: WhyKnown;
}

/** Public URLs that lead to the container or that it holds open, then its published ports as far as they speak HTTP. */
const memberUrls = (member: Member, stack: Stack, {services, tunnels, viewpoint}: Knowledge): string[] => {
  const factsOf = (key: string) => services.byKey.get(key);
  return urlsOf({stack, tunnels: tunnels.get(stack.key) ?? [], factsOf, viewpoint}, member.key)
    .filter(({kind, url}) => kind === 'public' || (kind === 'port' && /^https?:/.test(url)))
    .map(({url}) => url);
};

/** Sum of what the services usually take, of those of which that is known. */
const usualMemory = ({members}: Stack, {services}: Knowledge): number | null =>
  members.reduce<number | null>((sum, {key, container}) => {
    const usual = isLive(container) ? (services.byKey.get(key)?.profile?.usualMemory ?? null) : null;
    return usual === null ? sum : (sum ?? 0) + usual;
  }, null);

/** A why as one plain sentence. */
export const whyInWords = (why: Why): string =>
  why.clauses.map(clause => clause.map(part => (part.kind === 'quote' ? `"${part.text}"` : part.text)).join(' ')).join('; ');

/** An address as it stands before a port: in brackets when it is IPv6. */
const hostOf = (ip: string | null): string => (ip === null ? '0.0.0.0' : ip.includes(':') ? `[${ip}]` : ip);

const rounded = (value: number | null, digits: number): number | null => (value === null ? null : Number(value.toFixed(digits)));

const containerReport = (member: Member, stack: Stack, figures: Figures, known: Knowledge, now: number): ContainerReport => {
  const {container, status} = member;
  const {inspection} = container;
  const live = isLive(container);
  const usage = live ? figures.usageOf(container.id) : undefined;
  const limit = inspection?.memoryLimit ?? null;
  const used = usage?.memory ?? null;
  const why = status.kind === 'stopped' || status.kind === 'done' ? null : whyMember(member, stack, now, known.why);
  return {
    id: container.id,
    name: container.name,
    service: container.service,
    number: container.number,
    image: container.image,
    kind: known.services.byKey.get(member.key)?.kind ?? null,
    state: container.state,
    health: healthOf(status),
    exitCode: live ? null : (inspection?.exitCode ?? container.statusExitCode),
    oomKilled: inspection?.oomKilled ?? false,
    restarts: inspection?.restarts ?? null,
    startedAt: inspection?.startedAt ? new Date(inspection.startedAt).toISOString() : null,
    cpuPercent: rounded(usage?.cpuPercent ?? null, 2),
    memory: {used, limit, percent: used === null || limit === null || limit === 0 ? null : rounded((used / limit) * 100, 2)},
    network: {rx: usage?.rx ?? null, tx: usage?.tx ?? null},
    ports: container.ports
      .filter(port => port.publicPort !== null)
      .map(port => `${hostOf(port.ip)}:${port.publicPort}->${port.privatePort}/${port.protocol}`),
    urls: memberUrls(member, stack, known),
    problem: why ? whyInWords(why) : null,
  };
};

/** One stack with its containers. */
export const stackReport = (stack: Stack, figures: Figures, known: Knowledge, now: number): StackReport => {
  const totals = figures.totalsOf(stack);
  return {
    name: stack.name,
    profile: known.services.profiles.get(stack.key)?.name ?? null,
    running: stack.running,
    total: stack.total,
    health: stackHealth(stack),
    cpuPercent: rounded(totals.cpuPercent, 2),
    memory: {used: totals.memory, limit: totals.limit, usual: usualMemory(stack, known)},
    restarts: totals.restarts,
    urls: (known.tunnels.get(stack.key) ?? []).map(({url}) => url),
    containers: stack.members.map(member => containerReport(member, stack, figures, known, now)),
    missing: stack.missing.map(({name}) => name),
  };
};
