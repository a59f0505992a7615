import {compareNames} from '../name-order.js';
import type {Past} from '../past.js';
import type {Member, MissingService, Stack} from '../stack.js';
import {isLive, rankOf} from '../status.js';
import {isMet, isOwnFault, type Plight, plightOf} from './plight.js';
import {isLooping} from './restarts.js';

/** A service that has no container, and who says that it should. */
export interface AbsentService {
  readonly name: string;
  readonly namedBy: MissingService['namedBy'] | 'label';
}

/** What can be a cause: a container, or that there is none. */
export type Party =
  | {readonly kind: 'member'; readonly key: string; readonly member: Member}
  | {readonly kind: 'absent'; readonly key: string; readonly service: AbsentService};

/**
 * What follows from a cause: `unwell` itself, `waiting` for its start, or in `doubt`: it runs, and nobody asks it how it is (or it says
 * that it is well, though something it depends on is not there).
 */
export interface Effect {
  readonly member: Member;
  readonly how: 'unwell' | 'waiting' | 'doubt';
}

/** A cause that nothing else explains, with all that follows from it, what matters most first. */
export interface Root {
  readonly party: Party;
  readonly severity: 'bad' | 'warn';
  readonly effects: readonly Effect[];
  /** Services that depend on each other in a ring, the first once more at the end; empty when there is none. */
  readonly ring: readonly string[];
}

export interface Chains {
  /** The worst first. */
  readonly roots: readonly Root[];
  /** What a container is unwell because of, next to it; empty when that is itself or nothing. */
  causesOf(key: string): readonly Party[];
  /** What follows next to a cause. */
  effectsOf(key: string): readonly Effect[];
}

const noParties: readonly Party[] = [];
const noEffects: readonly Effect[] = [];
const noChains: Chains = {roots: [], causesOf: () => noParties, effectsOf: () => noEffects};

/** Works out who is unwell because of whom. Members come in order of dependency, so that what others need is known before them. */
class Chaining {
  readonly #stack: Stack;
  readonly #pastOf: (key: string) => Past;
  readonly #looping: ReadonlySet<string>;
  readonly #services = new Map<string, Member[]>();
  readonly #plights = new Map<string, Plight>();
  readonly #causes = new Map<string, readonly Party[]>();
  readonly #effects = new Map<string, Effect[]>();
  readonly #parties = new Map<string, Party>();

  constructor(stack: Stack, pastOf: (key: string) => Past, looping: ReadonlySet<string>) {
    this.#stack = stack;
    this.#pastOf = pastOf;
    this.#looping = looping;
    for (const member of stack.members) {
      const {service, oneOff} = member.container;
      this.#plights.set(member.key, plightOf(member, looping));
      if (service !== null && !oneOff) this.#services.set(service, [...(this.#services.get(service) ?? []), member]);
    }
  }

  #plight(member: Member): Plight {
    return this.#plights.get(member.key) ?? 'fine';
  }

  #party(member: Member): Party {
    const party = this.#parties.get(member.key) ?? {kind: 'member', key: member.key, member};
    this.#parties.set(member.key, party);
    return party;
  }

  #absent(name: string): Party {
    const missing = this.#stack.missing.find(one => one.name === name);
    const key = missing?.key ?? `absent ${name}`;
    const party = this.#parties.get(key) ?? {kind: 'absent', key, service: {name, namedBy: missing?.namedBy ?? 'label'}};
    this.#parties.set(key, party);
    return party;
  }

  #isOwnFault(member: Member): boolean {
    return isOwnFault(member, this.#stack, this.#pastOf(member.key), this.#looping.has(member.key));
  }

  /** Whether it may be the cause of another's trouble. */
  #isTroubled(member: Member): boolean {
    const plight = this.#plight(member);
    return plight === 'unchecked' ? (this.#causes.get(member.key)?.length ?? 0) > 0 : plight !== 'fine';
  }

  #dependencyCauses(member: Member): Party[] {
    const plight = this.#plight(member);
    const own = plight === 'bad' && this.#isOwnFault(member);
    return member.dependsOn.flatMap(({service, condition}) => {
      const there = this.#services.get(service);
      if (!there) return [this.#absent(service)];
      if (own || (plight === 'fine' && !isLive(member.container))) return [];
      if (plight === 'waiting') return there.filter(one => !isMet(one, condition)).map(one => this.#party(one));
      // One replica that works is enough to say that this is not why.
      const isJob = condition === 'service_completed_successfully';
      const isDone = (one: Member): boolean => isJob && isMet(one, condition);
      const ill = there.filter(one => this.#isTroubled(one) && !isDone(one));
      // One whose check says that it is well has nothing to do with the trouble of others, which is seen by itself. That something it
      // needs was stopped is not.
      if (plight === 'fine' && (isJob || ill.some(one => one.status.kind !== 'stopped'))) return [];
      return ill.length === there.length ? ill.map(one => this.#party(one)) : [];
    });
  }

  #how(member: Member): Effect['how'] | null {
    switch (this.#plight(member)) {
      case 'bad':
        return 'unwell';
      case 'waiting':
        return 'waiting';
      case 'starting':
      case 'unchecked':
        return 'doubt';
      case 'fine':
        return isLive(member.container) ? 'doubt' : null;
      case 'down':
        return null;
    }
  }

  #link(): void {
    for (const member of this.#stack.members) {
      const how = this.#how(member);
      if (how === null || member.dependsOn.length === 0) continue;
      const causes = this.#dependencyCauses(member);
      if (causes.length === 0) continue;
      this.#causes.set(member.key, causes);
      for (const {key} of causes) this.#effects.set(key, [...(this.#effects.get(key) ?? []), {member, how}]);
    }
  }

  /** All that follows from a cause, near or far, each once. */
  #reached(key: string): Effect[] {
    const seen = new Set([key]);
    const found: Effect[] = [];
    for (const queue = [key]; queue.length > 0; ) {
      for (const effect of this.#effects.get(queue.shift() ?? '') ?? []) {
        if (seen.has(effect.member.key)) continue;
        seen.add(effect.member.key);
        found.push(effect);
        queue.push(effect.member.key);
      }
    }
    return found;
  }

  #ring(service: string): readonly string[] {
    const path: string[] = [];
    const visited = new Set<string>();
    const walk = (at: string): boolean => {
      if (at === service && path.length > 0) return true;
      if (visited.has(at)) return false;
      visited.add(at);
      path.push(at);
      const next = this.#services.get(at)?.[0]?.dependsOn ?? [];
      if (next.some(one => walk(one.service))) return true;
      path.pop();
      return false;
    };
    return walk(service) ? [...path, service] : [];
  }

  #root(party: Party): Root {
    const order = {unwell: 0, waiting: 1, doubt: 2};
    const effects = this.#reached(party.key).sort((a, b) => order[a.how] - order[b.how]);
    const live = effects.some(({member}) => isLive(member.container));
    // A label alone may be wrong: where nobody else knows of the service, and all are well, that is no more than a warning.
    const bad = party.kind === 'member' ? this.#plight(party.member) === 'bad' : live && party.service.namedBy !== 'label';
    const service = party.kind === 'member' ? party.member.container.service : null;
    return {
      party,
      severity: bad || effects.some(({how}) => how === 'unwell') ? 'bad' : 'warn',
      effects,
      ring: service === null ? [] : this.#ring(service),
    };
  }

  #roots(): Root[] {
    const causeless = (key: string): boolean => !this.#causes.has(key);
    const isRoot = (member: Member): boolean => {
      const {key} = member;
      if (this.#plight(member) !== 'bad') return causeless(key) && this.#effects.has(key);
      return causeless(key) || this.#isOwnFault(member);
    };
    const absent = [...this.#parties.values()].filter(({kind}) => kind === 'absent');
    const roots = [...absent, ...this.#stack.members.filter(isRoot).map(member => this.#party(member))].map(party =>
      this.#root(party),
    );
    // Those that are left need each other in a ring: the worst of them stands for all.
    const explained = new Set(roots.flatMap(({party, effects}) => [party.key, ...effects.map(({member}) => member.key)]));
    for (;;) {
      const left = this.#stack.members
        .filter(({key}) => this.#causes.has(key) && !explained.has(key))
        .sort((a, b) => rankOf(a.status) - rankOf(b.status));
      const [worst] = left;
      if (!worst) break;
      const root = this.#root(this.#party(worst));
      roots.push(root);
      for (const key of [root.party.key, ...root.effects.map(({member}) => member.key)]) explained.add(key);
    }
    return roots;
  }

  chains(): Chains {
    this.#link();
    const weight = ({effects}: Root): number => effects.filter(({how}) => how !== 'doubt').length;
    const rank = ({party}: Root): number => (party.kind === 'member' ? rankOf(party.member.status) : -1);
    const roots = this.#roots().sort(
      (a, b) => compareNames(a.severity, b.severity) || weight(b) - weight(a) || rank(a) - rank(b),
    );
    if (roots.length === 0) return noChains;
    return {
      roots,
      causesOf: key => this.#causes.get(key) ?? noParties,
      effectsOf: key => this.#effects.get(key) ?? noEffects,
    };
  }
}

const isQuiet = ({members, missing}: Stack): boolean =>
  missing.length === 0 &&
  members.every(({status, dependsOn}) => (status.kind === 'healthy' || status.kind === 'running') && dependsOn.length === 0);

interface Kept {
  readonly pasts: readonly Past[];
  /** Keys of those that loop: a loop is over when time has passed, without an event. */
  readonly loops: string;
  readonly chains: Chains;
}

/** A stack is replaced when it changes: what follows from it stays as long as it, and the pasts of those in trouble. */
const kept = new WeakMap<Stack, Kept>();

/** Who in a stack is unwell because of whom. Worked out once for each change of the stack or of its containers' pasts. */
export const chainsOf = (stack: Stack, now: number, pastOf: (key: string) => Past): Chains => {
  const pasts: Past[] = [];
  const looping = new Set<string>();
  for (const {key, container} of stack.members) {
    const past = pastOf(key);
    if (past.exits.length > 0) pasts.push(past);
    if (isLooping(container, past, now)) looping.add(key);
  }
  if (looping.size === 0 && isQuiet(stack)) return noChains;
  const loops = [...looping].join(' ');
  const known = kept.get(stack);
  if (known?.loops === loops && known.pasts.length === pasts.length && known.pasts.every((past, at) => past === pasts[at]))
    return known.chains;
  const chains = new Chaining(stack, pastOf, looping).chains();
  kept.set(stack, {pasts, loops, chains});
  return chains;
};
