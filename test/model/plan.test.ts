import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Container, DependencyCondition} from '../../source/model/container.js';
import {type Plan, type PlanAction, type PlanStep, planOf} from '../../source/model/plan.js';
import {whyThen} from '../../source/model/plan-words.js';
import {isUp} from '../../source/model/status.js';
import {container, ended, hour, needs, now, stackWith} from './sample.js';

/** A plan for all of a stack, or for the named members of it. */
const planned = (action: PlanAction, containers: readonly Container[], names?: readonly string[]): Plan => {
  const stack = stackWith(...containers);
  const members = stack.members.filter(({label}) => !names || names.includes(label));
  return planOf(action, [{stack, members, whole: names === undefined}]);
};
const told = (plan: Plan): string[] => plan.steps.map(step => `${step.label} ${whyThen(step, plan)}`.trim());
const on = (service: string, condition: DependencyCondition): Pick<Container, 'dependsOn'> => ({
  dependsOn: [{service, condition}],
});
const replica = (title: string, number: number, more: Partial<Container> = {}): Container => container(title, {number, ...more});

describe('a plan', () => {
  const auren = [
    container('a/nginx', on('api', 'service_healthy')),
    container('a/api', {dependsOn: [...on('db', 'service_healthy').dependsOn, ...needs('cache').dependsOn]}),
    container('a/cache'),
    container('a/db'),
  ];

  test('to restart goes through a stack once, foundations first, each when what it needs is as it has to be', () => {
    expect(told(planned('restart', auren))).toEqual([
      'cache',
      'db',
      'api after db healthy; cache started',
      'nginx after api healthy',
    ]);
  });
  test('to stop goes the other way', () => {
    expect(told(planned('stop', auren))).toEqual([
      'nginx',
      'api after nginx stopped',
      'cache after api stopped',
      'db after api stopped',
    ]);
  });
  test('to start means what is down', () => {
    const half = auren.map(one => (one.service === 'db' || one.service === 'cache' ? one : {...one, state: 'exited' as const}));
    const stopped = half.map(one => (isUp(one) ? one : {...one, statusExitCode: 143, inspection: ended('x', 143).inspection}));
    expect(told(planned('start', stopped))).toEqual(['api', 'nginx after api healthy']);
    expect(planned('start', stopped).warnings).toMatchObject([
      {kind: 'outside', service: 'api', needed: 'db', condition: 'service_healthy'},
      {kind: 'outside', service: 'api', needed: 'cache'},
    ]);
  });
  test('restarts replicas one at a time, those that are down first, and stops them all at once', () => {
    const web = [
      replica('a/web', 1),
      replica('a/web', 2),
      ended('a/web', 1, {}, {number: 3}),
      container('a/proxy', needs('web')),
    ];
    expect(told(planned('restart', web))).toEqual([
      'web 3',
      'web 1 after web 3, one at a time',
      'web 2 after web 1, one at a time',
      'proxy after web started',
    ]);
    expect(told(planned('stop', web))).toEqual(['proxy', 'web 1 after proxy stopped', 'web 2 after proxy stopped']);
  });
  test('of a whole stack leaves its jobs and its one-off runs alone and says so; one that was chosen is meant', () => {
    const stack = [
      container('a/web', on('migrate', 'service_completed_successfully')),
      ended('a/migrate', 0),
      container('a/run', {oneOff: true, name: 'a-run-1'}),
    ];
    const whole = planned('restart', stack);
    expect(told(whole)).toEqual(['web']);
    expect(whole.steps[0]?.checks).toMatchObject([{service: 'migrate', condition: 'service_completed_successfully'}]);
    expect(whole.warnings).toEqual([
      {kind: 'left', label: 'migrate', why: 'job'},
      {kind: 'left', label: 'a-run-1', why: 'one-off'},
    ]);
    const chosen = planned('restart', stack, ['web', 'migrate']);
    expect(told(chosen)).toEqual(['migrate', 'web after migrate done']);
    expect(chosen.steps.map(({until}) => until)).toEqual(['completed', 'well']);
  });
  test('of a stack that was stopped and looks done to the last starts it all the same', () => {
    const stack = [
      ended('a/web', 0, {}, {dependsOn: [{service: 'init', condition: 'service_completed_successfully'}]}),
      ended('a/worker', 0),
      ended('a/migrate', 0, {finishedAt: now - hour}),
      ended('a/init', 0),
    ];
    expect(told(planned('start', stack))).toEqual(['worker', 'web']);
    expect(planned('start', stack).warnings.map(warning => warning.kind === 'left' && warning.label)).toEqual([
      'init',
      'migrate',
    ]);
    expect(told(planned('start', [...stack, container('a/db')]))).toEqual([]);
  });
  test('waits for what is needed by way of others, and looks at those before', () => {
    const chain = [container('a/web', needs('api')), container('a/api', on('db', 'service_healthy')), container('a/db')];
    const plan = planned('restart', chain, ['web', 'db']);
    expect(told(plan)).toEqual(['db', 'web after db (by way of api) healthy']);
    expect(plan.steps[1]?.checks).toMatchObject([{service: 'api', containers: [{id: 'id-a-api-1'}]}]);
  });
  test('names what is needed and not there, and waits for nothing', () => {
    const plan = planned('restart', [container('a/web', needs('cache'))]);
    expect([told(plan), plan.warnings]).toEqual([['web'], [{kind: 'absent', service: 'web', needed: 'cache'}]]);
  });
  test.each<readonly [string, readonly Container[], readonly string[], readonly (readonly string[])[]]>([
    [
      'a circle',
      [container('s/a', needs('b')), container('s/b', needs('c')), container('s/c', needs('a'))],
      ['c', 'b after c started', 'a after b started'],
      [['a', 'b', 'c']],
    ],
    ['one that needs itself', [container('s/a', needs('a'))], ['a'], [['a']]],
  ])('cuts %s where it closes, and names it', (_, containers, steps, circles) => {
    const plan = planned('restart', containers);
    expect(told(plan)).toEqual(steps);
    expect(plan.warnings).toEqual(circles.map(services => ({kind: 'circle', services})));
  });
  test('of several stacks has them side by side', () => {
    const stacks = [stackWith(container('a/web')), stackWith(container('b/web'))];
    const plan = planOf(
      'restart',
      stacks.map(stack => ({stack, members: stack.members, whole: true})),
    );
    expect(plan.steps.map(({target, wave, waits}) => [target, wave, waits])).toEqual([
      ['a/web', 0, []],
      ['b/web', 0, []],
    ]);
    expect(plan.whole).toBeNull();
  });
});

/** Any stack: services that need any others, themselves and each other in circles too, with replicas that run or do not. */
const anyStack = fc
  .array(
    fc.record({
      needed: fc.array(
        fc.record({
          service: fc.nat(9).map(index => `s${index}`),
          condition: fc.constantFrom<DependencyCondition>('service_started', 'service_healthy', 'service_completed_successfully'),
        }),
        {maxLength: 4},
      ),
      replicas: fc.array(fc.boolean(), {minLength: 1, maxLength: 4}),
    }),
    {minLength: 1, maxLength: 8},
  )
  .map(services =>
    services.flatMap(({needed, replicas}, index) =>
      replicas.map((runs, at) =>
        container(`p/s${index}`, {
          number: at + 1,
          dependsOn: needed,
          ...(runs ? {} : {state: 'exited' as const, statusExitCode: 1, inspection: ended('x', 1).inspection}),
        }),
      ),
    ),
  );
const anyAction = fc.constantFrom<PlanAction>('restart', 'stop', 'start');

describe('of any stack and any choice', () => {
  const anyPlan = fc.tuple(anyAction, anyStack, fc.infiniteStream(fc.boolean())).map(([action, containers, choice]) => {
    const stack = stackWith(...containers);
    const members = stack.members.filter(() => choice.next().value === true);
    return {plan: planOf(action, [{stack, members, whole: false}]), stack, members, action};
  });

  test('each container that is meant comes once', () => {
    fc.assert(
      fc.property(anyPlan, ({plan, members, action}) => {
        const meant = members.filter(
          ({container: {state}}) => action === 'restart' || (state === 'running') === (action === 'stop'),
        );
        expect(plan.steps.map(({key}) => key).sort()).toEqual(meant.map(({key}) => key).sort());
      }),
    );
  });
  test('no step comes before what it waits for', () => {
    fc.assert(
      fc.property(anyPlan, ({plan}) => {
        const place = (key: string): number => plan.steps.findIndex(step => step.key === key);
        plan.steps.forEach((step, at) => {
          for (const key of [...step.waits.flatMap(({keys}) => keys), ...(step.behind === null ? [] : [step.behind])]) {
            expect(place(key)).toBeGreaterThanOrEqual(0);
            expect(place(key)).toBeLessThan(at);
          }
        });
      }),
    );
  });
  test('what a service says it needs is waited for, unless that closes a circle that is named', () => {
    fc.assert(
      fc.property(anyPlan, ({plan, stack, action}) => {
        const find = (service: string): PlanStep | undefined => plan.steps.find(step => step.service === service);
        const closes = (service: string, needed: string): boolean =>
          plan.warnings.some(
            warning => warning.kind === 'circle' && warning.services.at(-1) === service && warning.services[0] === needed,
          );
        for (const {container: one, dependsOn} of stack.members) {
          for (const {service: needed} of dependsOn) {
            const [from, to] = action === 'stop' ? [needed, one.service ?? ''] : [one.service ?? '', needed];
            const step = find(from);
            if (!step || !find(to) || closes(one.service ?? '', needed)) continue;
            expect(step.waits.map(({service}) => service)).toContain(to);
          }
        }
      }),
    );
  });
  test('replicas are restarted one behind the other: never all of a service at once', () => {
    fc.assert(
      fc.property(anyPlan, ({plan, action}) => {
        for (const service of new Set(plan.steps.map(step => step.service))) {
          const replicas = plan.steps.filter(step => step.service === service);
          const behind = action === 'restart' ? [null, ...replicas.slice(0, -1).map(({key}) => key)] : replicas.map(() => null);
          expect(replicas.map(step => step.behind)).toEqual(behind);
        }
      }),
    );
  });
});
