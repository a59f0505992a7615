import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {DependencyCondition} from '../../source/model/container.js';
import {type Plan, planOf} from '../../source/model/plan.js';
import {
  advance,
  beginning,
  isReady,
  lostNeed,
  type PlanEvent,
  type PlanProgress,
  stepIn,
} from '../../source/model/plan-progress.js';
import {leftoverWords, newsWords, summaryWords} from '../../source/model/plan-words.js';
import {container, needs, now, second, stackWith} from './sample.js';

const stack = stackWith(container('a/db'), container('a/api', needs('db')), container('a/web', needs('api')));
const plan = planOf('restart', [{stack, members: stack.members, whole: true}]);
const [db = '', api = '', web = ''] = plan.steps.map(({key}) => key);
const told = (...events: readonly PlanEvent[]): PlanProgress =>
  events.reduce((progress, event, at) => advance(progress, event, now + at * second), beginning(now));
const ready = (progress: PlanProgress, of: Plan = plan): string[] =>
  of.steps.filter(step => isReady(step, progress)).map(({label}) => label);

describe('the turn of a step', () => {
  test.each<readonly [string, readonly PlanEvent[], readonly string[]]>([
    ['comes at once when it waits for nothing', [], ['db']],
    ['does not come again', [{kind: 'begun', key: db}], []],
    ['does not come while what it needs is stopped', [{kind: 'phase', key: db, phase: 'stopping'}], []],
    [
      'comes when it only has to be started and has run for a moment',
      [{kind: 'phase', key: db, phase: 'checking', runs: true}],
      ['api'],
    ],
    ['comes when it is well', [{kind: 'done', key: db, phase: 'healthy'}], ['api']],
    ['does not come after a failure', [{kind: 'failed', key: db, phase: '', reason: '', lines: []}], []],
    ['comes, to be told so, when it is gone', [{kind: 'gone', key: db}], ['api']],
    [
      'comes again when it was withdrawn',
      [
        {kind: 'begun', key: db},
        {kind: 'withdrawn', key: db},
      ],
      ['db'],
    ],
  ])('%s', (_, events, labels) => {
    expect(ready(told(...events))).toEqual(labels);
  });
  test('who needs what is gone is told which', () => {
    const progress = told({kind: 'gone', key: db});
    expect(plan.steps.map(step => lostNeed(step, progress))).toEqual([null, 'db', null]);
  });
});

describe('what is said of a run', () => {
  const nameOf = ({label}: {readonly label: string}): string => label;
  const done = (key: string): PlanEvent => ({kind: 'done', key, phase: 'healthy'});
  const end: PlanEvent = {kind: 'ended', came: []};
  test.each<readonly [readonly PlanEvent[], string, readonly string[]]>([
    [[done(db)], '1 of 3 restarted after 41 s', []],
    [[done(db), done(api), done(web), end], '3 restarted in 3 s', ['restarted: db, api, web']],
    [
      [done(db), {kind: 'failed', key: api, phase: 'exited 1', reason: '', lines: []}, {kind: 'halted', why: 'failed'}, end],
      '1 restarted, 1 failed, 1 not begun after 3 s',
      ['restarted: db', 'not restarted: web'],
    ],
    [
      [done(db), {kind: 'halted', why: 'asked'}, {kind: 'unwatched', key: api}, end],
      'stopped as asked: 1 restarted, 1 restarted and not watched, 1 not begun after 3 s',
      ['restarted: db', 'restarted, and not watched until well: api', 'not restarted: web'],
    ],
    [
      [done(db), {kind: 'gone', key: api}, end],
      '1 restarted, 1 gone meanwhile, 1 not begun after 2 s',
      ['restarted: db', 'gone meanwhile: api', 'not restarted: web'],
    ],
  ])('%j', (events, summary, leftover) => {
    const progress = told(...events);
    expect(summaryWords(plan, progress, now + 41 * second)).toBe(summary);
    if (progress.endedAt !== null) expect(leftoverWords(plan, progress, nameOf)).toEqual(leftover);
  });
  test('what changed meanwhile is named', () => {
    const progress = told({kind: 'note', key: web, text: 'was recreated meanwhile'}, {kind: 'ended', came: ['a/web/2']});
    expect(newsWords(plan, progress, nameOf)).toEqual([
      'web was recreated meanwhile',
      'came meanwhile, and was not restarted: a/web/2',
    ]);
  });
});

test('however long each step takes, nothing begins before its time and everything has its turn', () => {
  const anyGraph = fc.array(
    fc.record({
      needed: fc.array(
        fc.record({
          service: fc.nat(6).map(index => `s${index}`),
          condition: fc.constantFrom<DependencyCondition>('service_started', 'service_healthy', 'service_completed_successfully'),
        }),
        {maxLength: 3},
      ),
      replicas: fc.integer({min: 1, max: 3}),
    }),
    {minLength: 1, maxLength: 7},
  );
  fc.assert(
    fc.property(anyGraph, fc.infiniteStream(fc.nat()), (services, chance) => {
      const any = stackWith(
        ...services.flatMap(({needed, replicas}, index) =>
          Array.from({length: replicas}, (_, at) => container(`p/s${index}`, {number: at + 1, dependsOn: needed})),
        ),
      );
      const whole = planOf('restart', [{stack: any, members: any.members, whole: true}]);
      let progress = beginning(0);
      const tell = (event: PlanEvent): void => {
        progress = advance(progress, event, 0);
      };
      for (;;) {
        for (const step of whole.steps) if (isReady(step, progress)) tell({kind: 'begun', key: step.key});
        const working = whole.steps.filter(({key}) => stepIn(progress, key).kind === 'working');
        for (const {service} of working) {
          const all = whole.steps.filter(step => step.service === service);
          if (all.length > 1) expect(all.filter(step => working.includes(step))).toHaveLength(1);
        }
        for (const {waits} of working)
          for (const {condition, keys} of waits)
            for (const key of keys) if (condition !== 'service_started') expect(stepIn(progress, key).kind).toBe('done');
        const step = working[(chance.next().value ?? 0) % Math.max(1, working.length)];
        if (!step) break;
        const is = stepIn(progress, step.key);
        if (is.kind === 'working' && !is.runs) tell({kind: 'phase', key: step.key, phase: 'checking', runs: true});
        else tell({kind: 'done', key: step.key, phase: 'healthy'});
      }
      expect(whole.steps.map(({key}) => stepIn(progress, key).kind)).toEqual(whole.steps.map(() => 'done'));
    }),
  );
});
