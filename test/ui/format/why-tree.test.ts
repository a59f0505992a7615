import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {nothingFound, whyTree} from '../../../source/model/why.js';
import {whyTreeLines} from '../../../source/ui/format/why-tree.js';
import {container, ended, inspection, needs, now, probe, stackWith} from '../../model/sample.js';
import {asciiLook, bare, cells, looks, obeyed, plainLook} from '../sample.js';

const auren = stackWith(
  ended('s/redis', 137, {oomKilled: true}),
  container('s/api', {
    health: 'unhealthy',
    inspection: inspection({
      healthTest: ['CMD', 'curl', '-f', 'localhost:8080/health'],
      probes: [probe(now, 22, 'curl: (22) The requested URL returned error: 503')],
      failingStreak: 7,
    }),
    ...needs('redis'),
  }),
  container('s/nginx', needs('api')),
  container('s/bridge', {
    state: 'created',
    dependsOn: [{service: 'api', condition: 'service_healthy'}, ...needs('redis').dependsOn],
  }),
  ended('s/job', 3),
);
const known = {
  ...nothingFound,
  findings: new Map([['log id-s-job-1', {kind: 'log', lines: ['loading', 'FATAL: no database']} as const]]),
};
const drawn = (key: string | null, width = 100): string[] =>
  whyTreeLines(whyTree(auren, now, known, key), width, plainLook).map(bare);

describe('the tree of causes', () => {
  test('of a stack: each root with all that follows from it, everyone below the nearest cause', () => {
    expect(drawn(null)).toEqual([
      ' ▲ redis exited with 137, out of memory of the host, 5 min ago',
      ' └ ▲ api unhealthy for 3 min',
      '   │ check curl -f localhost:8080/health said “curl: (22) The requested URL returned error: 503”',
      '   │ failed 7 times in a row',
      '   ├ ◐ bridge waits for api (unhealthy), redis (exited 137)',
      '   └ ◐ nginx runs; it has no health check',
      ' ▲ job exited with 3, 5 min ago',
      '   │ loading',
      '   │ FATAL: no database',
    ]);
  });

  test('of one container: what leads to it, and what follows', () => {
    expect(drawn('s/nginx/1')).toEqual([
      ' ▲ redis exited with 137, out of memory of the host, 5 min ago',
      ' └ ▲ api unhealthy for 3 min',
      '   │ check curl -f localhost:8080/health said “curl: (22) The requested URL returned error: 503”',
      '   │ failed 7 times in a row',
      '   └ ◐ nginx runs; it has no health check',
    ]);
    expect(drawn('s/job/1')[0]).toBe(' ▲ job exited with 3, 5 min ago');
    expect(drawn('nobody')).toEqual([]);
  });

  test('breaks between words where it is narrow', () => {
    expect(drawn('s/api/1', 44).slice(0, 6)).toEqual([
      ' ▲ redis exited with 137, out of memory of',
      ' │ the host, 5 min ago',
      ' └ ▲ api unhealthy for 3 min',
      '   │ check curl -f localhost:8080/health',
      '   │ said “curl: (22) The requested URL',
      '   │ returned error: 503”',
    ]);
  });

  test('has everyone who needs each other in a ring once', () => {
    const ill = (title: string, service: string) => container(title, {health: 'unhealthy', inspection: null, ...needs(service)});
    const ring = stackWith(
      ended('s/db', 1),
      ill('s/a', 'b'),
      container('s/b', {health: 'unhealthy', inspection: null, ...needs('a', 'db')}),
    );
    const text = whyTreeLines(whyTree(ring, now), 80, plainLook).map(bare).join('\n');
    expect(text.match(/▲ \w+/g)?.sort()).toEqual(['▲ a', '▲ b', '▲ db']);
  });

  test('is ASCII where that is all there is', () => {
    expect(
      whyTreeLines(whyTree(auren, now, known), 100, asciiLook)
        .map(bare)
        .join(''),
    ).toMatch(/^[ -~]+$/);
  });

  test('stays within its width whatever a log says, and hands no control on', () => {
    fc.assert(
      fc.property(
        fc.string({unit: 'grapheme', maxLength: 200}),
        fc.integer({min: 30, max: 200}),
        fc.constantFrom(...looks),
        (said, width, {look}) => {
          const findings = new Map([['log id-s-job-1', {kind: 'log', lines: [said, `${said}\u001b[31m\u0007`]} as const]]);
          for (const line of whyTreeLines(whyTree(auren, now, {...nothingFound, findings}), width, look)) {
            expect(cells(line)).toBeLessThanOrEqual(width);
            expect(bare(line)).not.toMatch(obeyed);
          }
        },
      ),
    );
  });
});
