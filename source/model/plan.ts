import type {DependencyCondition} from './container.js';
import {nodeOf, type ServiceGraph, serviceGraph} from './plan-graph.js';
import {isRestartedWithStack} from './restart.js';
import type {Member, Stack} from './stack.js';
import {isUp, severityOf} from './status.js';
import {targetName} from './target.js';

export type PlanAction = 'restart' | 'stop' | 'start';

/** What a step waits for in other steps: as its compose file has it, or (to stop) that those which need it have stopped. */
export type WaitCondition = DependencyCondition | 'stopped';

/** Steps of another service that come first. */
export interface Wait {
  readonly service: string;
  readonly condition: WaitCondition;
  /** The steps, by key. */
  readonly keys: readonly string[];
  /** The service that stands between and is not part of the plan; null when the one needs the other itself. */
  readonly via: string | null;
}

/** A dependency to which nothing is done: it is only looked at before the step begins. */
export interface Check {
  readonly service: string;
  readonly condition: DependencyCondition;
  readonly containers: readonly {readonly key: string; readonly id: string}[];
}

/** One container, and what comes before it. */
export interface PlanStep {
  readonly key: string;
  readonly id: string;
  /** Name of its stack, and its own there. */
  readonly stack: string;
  readonly label: string;
  /** As commands name it: `shop/web/1`. */
  readonly target: string;
  readonly service: string;
  /** 0 waits for nothing, each other one is one more than the highest it waits for. */
  readonly wave: number;
  readonly waits: readonly Wait[];
  /** The replica of the same service that has to be well before it; null when it is the first, or they are dealt with side by side. */
  readonly behind: string | null;
  readonly checks: readonly Check[];
  /** When it is over: a job that others wait for has to end with 0. */
  readonly until: 'well' | 'completed' | 'stopped';
}

/** What a person should know before. */
export type PlanWarning =
  | {readonly kind: 'circle'; readonly services: readonly string[]}
  /** `service` needs `needed`, and there is no such container. */
  | {readonly kind: 'absent'; readonly service: string; readonly needed: string}
  | {readonly kind: 'outside'; readonly service: string; readonly needed: string; readonly condition: DependencyCondition}
  /** Part of the stack, and left as it is. */
  | {readonly kind: 'left'; readonly label: string; readonly why: 'job' | 'one-off'};

/** What is done to which containers in which order. */
export interface Plan {
  readonly action: PlanAction;
  /** Each after all that it waits for. */
  readonly steps: readonly PlanStep[];
  readonly warnings: readonly PlanWarning[];
  /** Name of the stack when it is all of one, and of nothing else. */
  readonly whole: string | null;
}

/** Containers of one stack that were chosen. */
export interface PlanPart {
  readonly stack: Stack;
  readonly members: readonly Member[];
  /** The stack itself was chosen: its jobs and one-off runs are left alone. */
  readonly whole: boolean;
}

/** Whether the action means this container. */
const isMeant = (action: PlanAction, member: Member, whole: boolean): boolean => {
  if (action === 'stop') return isUp(member.container) && !(whole && member.container.oneOff);
  if (action === 'start' && isUp(member.container)) return false;
  return !whole || isRestartedWithStack(member);
};

/** Those of a stack that was stopped as a whole ended within this time of each other, ms. */
const togetherMs = 60_000;

/**
 * Of a stack that was stopped, servers that ended with 0 look like jobs that are done: to start it means those that ended together with the
 * last of it. A job has ended long before, or others wait for its completion.
 */
const stoppedTogether = ({members}: PlanPart): readonly Member[] => {
  const awaited = new Set(
    members.flatMap(({dependsOn}) =>
      dependsOn.filter(({condition}) => condition === 'service_completed_successfully').map(({service}) => service),
    ),
  );
  const endOf = ({container}: Member): number => container.inspection?.finishedAt ?? Number.POSITIVE_INFINITY;
  const down = members.filter(member => !member.container.oneOff && !awaited.has(nodeOf(member)));
  const last = Math.max(...down.map(endOf).filter(Number.isFinite));
  return down.filter(member => endOf(member) >= last - togetherMs);
};

/** The members of a part that the action means. */
const meantIn = (action: PlanAction, part: PlanPart): readonly Member[] => {
  const {members, whole} = part;
  const meant = new Set(members.filter(member => isMeant(action, member, whole)));
  const isDown = members.every(({container}) => !isUp(container));
  if (action === 'start' && whole && isDown) for (const member of stoppedTogether(part)) meant.add(member);
  return members.filter(member => meant.has(member));
};

const leftIn = ({members, whole}: PlanPart, action: PlanAction, meant: readonly Member[]): PlanWarning[] =>
  !whole
    ? []
    : members
        .filter(member => !meant.includes(member))
        .flatMap(({label, container, status}): PlanWarning[] => {
          if (container.oneOff) return isUp(container) ? [{kind: 'left', label, why: 'one-off'}] : [];
          return action !== 'stop' && !isUp(container) && status.kind !== 'stopped' ? [{kind: 'left', label, why: 'job'}] : [];
        });

/** Replicas that are down come first, those in trouble next: then the ones that serve are not missed longer than needed. */
const turn = ({container, status}: Member): number => (!isUp(container) ? 0 : severityOf(status) === 'bad' ? 1 : 2);

/** The chosen containers of a stack by service, replicas in their turn. */
const byService = (members: readonly Member[]): ReadonlyMap<string, readonly Member[]> => {
  const found = new Map<string, Member[]>();
  for (const member of members) found.set(nodeOf(member), [...(found.get(nodeOf(member)) ?? []), member]);
  for (const replicas of found.values()) replicas.sort((a, b) => turn(a) - turn(b));
  return found;
};

interface Edge {
  readonly service: string;
  readonly condition: DependencyCondition;
  readonly via: string | null;
}

/** What a service needs among the chosen ones: itself, or by way of services that are not chosen. */
const edgesOf = (service: string, graph: ServiceGraph, chosen: ReadonlyMap<string, unknown>): Edge[] => {
  const edges = new Map<string, Edge>();
  const seen = new Set<string>();
  const follow = (from: string, via: string | null): void => {
    for (const {service: needed, condition} of graph.needs.get(from) ?? []) {
      if (chosen.has(needed)) {
        if (!edges.has(needed)) edges.set(needed, {service: needed, condition, via});
      } else if (!seen.has(needed)) {
        seen.add(needed);
        follow(needed, via ?? needed);
      }
    }
  };
  // Its own needs first: what it says itself counts for more than what another one says.
  for (const {service: needed, condition} of graph.needs.get(service) ?? [])
    if (chosen.has(needed)) edges.set(needed, {service: needed, condition, via: null});
  follow(service, null);
  return [...edges.values()];
};

const checksOf = (service: string, graph: ServiceGraph, chosen: ReadonlyMap<string, unknown>, stack: Stack): Check[] =>
  (graph.said.get(service) ?? [])
    .filter(({service: needed}) => graph.said.has(needed) && !chosen.has(needed))
    .map(({service: needed, condition}) => ({
      service: needed,
      condition,
      containers: stack.members.filter(member => nodeOf(member) === needed).map(({key, container}) => ({key, id: container.id})),
    }));

const planOfPart = (action: PlanAction, part: PlanPart): Pick<Plan, 'steps' | 'warnings'> => {
  const {stack} = part;
  const members = meantIn(action, part);
  const graph = serviceGraph(stack);
  const chosen = byService(members);
  const keysOf = (service: string): string[] => (chosen.get(service) ?? []).map(({key}) => key);

  const waits = new Map<string, Wait[]>([...chosen.keys()].map(service => [service, []]));
  const completed = new Set<string>();
  for (const service of chosen.keys()) {
    for (const {service: needed, condition, via} of edgesOf(service, graph, chosen)) {
      if (action === 'stop') waits.get(needed)?.push({service, condition: 'stopped', keys: keysOf(service), via});
      else waits.get(service)?.push({service: needed, condition, keys: keysOf(needed), via});
      if (condition === 'service_completed_successfully') completed.add(needed);
    }
  }

  const waves = new Map<string, number>();
  const waveOf = (service: string): number => {
    const known = waves.get(service);
    if (known !== undefined) return known;
    const wave = 1 + Math.max(-1, ...(waits.get(service) ?? []).map(wait => waveOf(wait.service)));
    waves.set(service, wave);
    return wave;
  };
  const ordered = [...chosen.keys()].sort((a, b) => waveOf(a) - waveOf(b));
  const steps = ordered.flatMap(service => {
    const replicas = chosen.get(service) ?? [];
    return replicas.map((member, at): PlanStep => {
      const {key, label, container} = member;
      return {
        key,
        id: container.id,
        stack: stack.name,
        label,
        target: targetName({stack, member}),
        service,
        wave: waveOf(service),
        waits: waits.get(service) ?? [],
        behind: action === 'restart' ? (replicas[at - 1]?.key ?? null) : null,
        checks: action === 'stop' ? [] : checksOf(service, graph, chosen, stack),
        until: action === 'stop' ? 'stopped' : completed.has(service) ? 'completed' : 'well',
      };
    });
  });

  const circles = graph.circles.filter(
    services => services.filter(service => chosen.has(service)).length > (services.length > 1 ? 1 : 0),
  );
  const absent = ordered.flatMap(service =>
    (graph.said.get(service) ?? [])
      .filter(({service: needed}) => !graph.said.has(needed))
      .map(({service: needed}): PlanWarning => ({kind: 'absent', service, needed})),
  );
  const outside = steps
    .filter((step, at) => steps.findIndex(({service}) => service === step.service) === at)
    .flatMap(({service, checks}) =>
      checks.map(({service: needed, condition}): PlanWarning => ({kind: 'outside', service, needed, condition})),
    )
    .filter(warning => warning.kind === 'outside' && warning.condition !== 'service_completed_successfully');
  return {
    steps,
    warnings: [
      ...circles.map((services): PlanWarning => ({kind: 'circle', services})),
      ...(action === 'stop' ? [] : [...absent, ...outside]),
      ...leftIn(part, action, members),
    ],
  };
};

/**
 * What is done to the chosen containers, in which order. Services wait for what they need, so a restart goes through a stack once,
 * foundations first: each container is restarted when what it needs has been and is well again, and the stack is never down as a whole.
 * To stop, those that need others come first. Replicas are restarted one after another; to stop or to start them all at once is what
 * people mean by it, so there they do not wait for each other. A circle is cut where it closes and named; what is needed and not
 * chosen is named and only looked at; what is needed and not there is named. Pure; the same stack gives the same plan.
 */
export const planOf = (action: PlanAction, parts: readonly PlanPart[]): Plan => {
  const plans = parts.map(part => planOfPart(action, part));
  const [only] = parts;
  return {
    action,
    steps: plans.flatMap(({steps}) => steps),
    warnings: plans.flatMap(({warnings}) => warnings),
    whole: only && parts.length === 1 && only.whole ? only.stack.name : null,
  };
};
