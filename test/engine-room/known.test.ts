import {describe, expect, it} from 'vitest';
import {containerFromInspect, containerFromSummary} from '../../source/engine/containers.js';
import {KnownContainers} from '../../source/engine/known.js';
import {inspection} from './support/fake-engine.js';

const running = containerFromSummary({Id: 'a', Names: ['/a'], State: 'running', Status: 'Up', Created: 1767225600}, 0);
const inspected = containerFromInspect(inspection('a', {health: 'healthy'}));

describe('joining lists and inspections', () => {
  it('keeps an inspection that the list does not contradict: Podman’s list never tells health', () => {
    const known = new KnownContainers();
    known.inspected(inspected);
    known.listing();
    expect(known.list([running])).toEqual({containers: [inspected], changed: []});
  });

  it.each([
    ['another state', {state: 'exited'}, {state: 'exited', health: 'none'}],
    ['another health', {health: 'unhealthy'}, {state: 'running', health: 'unhealthy'}],
    ['another name', {name: 'renamed'}, {name: 'renamed', health: 'healthy'}],
  ] as const)('takes the list’s word for %s, and asks for an inspection', (_, told, expected) => {
    const known = new KnownContainers();
    known.inspected(inspected);
    known.listing();
    const {containers, changed} = known.list([{...running, ...told}]);
    expect(containers).toMatchObject([{...expected, inspection: inspected.inspection}]);
    expect(changed).toEqual(['a']);
  });

  it('trusts events more than a list that was on its way when they came', () => {
    const known = new KnownContainers();
    known.listing();
    known.touch('a');
    known.inspected(inspected);
    known.touch('b');
    known.remove('b');
    expect(known.list([{...running, id: 'b'}]).containers).toEqual([inspected]);
    expect(known.inspected({...inspected, id: 'b'})).toBe(false);
  });

  it('forgets what a later list does not hold', () => {
    const known = new KnownContainers();
    known.inspected(inspected);
    known.listing();
    expect(known.list([]).containers).toEqual([]);
    expect(known.withHealth('a', 'unhealthy')).toBeNull();
  });
});
