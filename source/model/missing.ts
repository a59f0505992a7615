import type {Composed} from './composed.js';
import type {Profile} from './profile.js';
import type {Member, MissingService, Stack} from './stack.js';
import {isUp, rankOf, type Severity} from './status.js';
import type {Why, WhyPart} from './why.js';

const needs = (dependant: Pick<Member, 'dependsOn'>, {name}: MissingService): boolean =>
  dependant.dependsOn.some(({service}) => service === name);

/** How bad it is that a service has no container: something that runs may need it. */
export const severityOfMissing = (missing: MissingService, {members}: Stack): Severity =>
  members.some(member => isUp(member.container) && needs(member, missing)) ? 'bad' : 'warn';

/** Its place in the order of trouble (see `rankOf`): after what has failed, or after what was never started. */
export const rankOfMissing = (missing: MissingService, stack: Stack): number =>
  rankOf(
    severityOfMissing(missing, stack) === 'bad'
      ? {kind: 'failed', exitCode: null, oomKilled: false, since: null}
      : {kind: 'created', error: ''},
  ) + 0.5;

/** The missing service that matters most; undefined when none is missing. */
export const worstMissing = (stack: Stack): MissingService | undefined =>
  stack.missing.find(missing => severityOfMissing(missing, stack) === 'bad') ?? stack.missing[0];

/** Services without a container, over all stacks; and how many of them something that runs needs. */
export const countMissing = (stacks: readonly Stack[]): {readonly all: number; readonly needed: number} => {
  let [all, needed] = [0, 0];
  for (const stack of stacks) {
    all += stack.missing.length;
    needed += stack.missing.filter(missing => severityOfMissing(missing, stack) === 'bad').length;
  }
  return {all, needed};
};

/** Who says that it is meant to be there. */
export interface Naming {
  readonly composed: Composed | undefined;
  readonly profile: Profile | undefined;
}

const whoNames = ({namedBy}: MissingService, {composed, profile}: Naming): WhyPart[] => {
  if (namedBy === 'profile')
    return [
      {kind: 'plain', text: 'is named by the profile'},
      {kind: 'fact', text: profile?.name ?? ''},
    ];
  const [first, ...others] = composed?.files ?? [];
  if (first === undefined || others.length > 0) return [{kind: 'plain', text: 'is named by the compose files'}];
  return [
    {kind: 'plain', text: 'is named by'},
    {kind: 'fact', text: first.slice(first.lastIndexOf('/') + 1)},
  ];
};

/** Why of a service without a container: who names it, and who needs it. */
export const whyMissing = (missing: MissingService, stack: Stack, naming: Naming): Why => {
  const severity = severityOfMissing(missing, stack);
  const needing = [
    ...new Set(stack.members.filter(member => needs(member, missing)).map(({label}) => label)),
    ...stack.missing.filter(other => needs(other, missing)).map(({name}) => name),
  ];
  const [named, who] = whoNames(missing, naming);
  return {
    severity,
    clauses: [
      [
        {kind: severity === 'bad' ? 'trouble' : 'name', text: missing.name},
        ...(named ? [named] : []),
        // The fact and what goes on after it are one sentence.
        ...(who
          ? [
              {...who, text: `${who.text},`},
              {kind: 'plain' as const, text: 'and has no container'},
            ]
          : [{kind: 'plain' as const, text: 'and has no container'}]),
      ],
      ...(needing.length === 0
        ? []
        : [
            [
              {kind: 'fact' as const, text: needing.join(', ')},
              {kind: 'plain' as const, text: needing.length === 1 ? 'needs it' : 'need it'},
            ],
          ]),
    ],
  };
};
