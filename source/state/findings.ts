import {noPast} from '../model/past.js';
import {imagesIn} from '../model/service.js';
import type {Finding, WhyKnown} from '../model/why.js';
import {lastOnly} from './last-only.js';
import type {State} from './state.js';

/** An answer to one of the rules' questions; null: it could not be told. */
export const found = (state: State, key: string, finding: Finding | null): State => {
  if (finding === null && !state.findings.has(key)) return state;
  const findings = new Map(state.findings);
  if (finding) findings.set(key, finding);
  else findings.delete(key);
  return {...state, findings};
};

/** Lets go of the answers that nobody asks for any more. */
export const findingsKept = (state: State, isAsked: (key: string) => boolean): State => {
  const kept = [...state.findings].filter(([key]) => isAsked(key));
  return kept.length === state.findings.size ? state : {...state, findings: new Map(kept)};
};

const knownFrom = lastOnly(
  (
    pasts: State['pasts'],
    usage: State['usage'],
    services: State['services'],
    findings: State['findings'],
    stacks: State['stacks'],
  ): WhyKnown => ({
    pastOf: key => pasts.get(key) ?? noPast,
    memoryOf: id => usage.get(id)?.memory ?? null,
    oomKillsOf: id => usage.get(id)?.oomKills ?? null,
    imageOf: imagesIn(services),
    findings,
    stacks,
  }),
);

/** What the rules of why know beyond a stack. */
export const whyKnownIn = ({pasts, usage, services, findings, stacks}: State): WhyKnown =>
  knownFrom(pasts, usage, services, findings, stacks);
