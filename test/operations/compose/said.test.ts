import {describe, expect, test} from 'vitest';
import {meaningOf, reasonIn} from '../../../source/operations/compose/said.js';

describe('the reason that compose gives', () => {
  test.each([
    [['yaml: line 1: did not find expected key'], 'yaml: line 1: did not find expected key'],
    [
      ['validating /srv/compose.yml: services.a Additional property imagee is not allowed'],
      'validating /srv/compose.yml: services.a Additional property imagee is not allowed',
    ],
    [
      [' Container shop-web-1  Starting', 'Error response from daemon: Bind for 0.0.0.0:80 failed: port is already allocated'],
      'Error response from daemon: Bind for 0.0.0.0:80 failed: port is already allocated',
    ],
    [
      ["ERROR: The Compose file './c.yml' is invalid because:", "Unsupported config option for services.a: 'imagee'"],
      "The Compose file './c.yml' is invalid because: Unsupported config option for services.a: 'imagee'",
    ],
    [
      ['ERROR: yaml.parser.ParserError: while parsing a block mapping', '  in "./bad.yml", line 2, column 3'],
      'yaml.parser.ParserError: while parsing a block mapping in "./bad.yml", line 2, column 3',
    ],
    [['time="2026-01-01T00:00:00Z" level=warning msg="old"', 'no such service: nix'], 'no such service: nix'],
    [['WARNING: Some must be built by running:', '    docker compose build web', 'denied'], 'denied'],
    [['Creating shop_web_1 ... ', 'Creating shop_web_1 ... error'], ''],
    [[' Container shop-web-1  Started', ''], ''],
    [[], ''],
  ])('%j', (lines, reason) => {
    expect(reasonIn(lines)).toBe(reason);
  });

  test('is never longer than one reads', () => {
    expect(reasonIn([`failed: ${'x'.repeat(5000)}`]).length).toBeLessThan(700);
  });
});

test('exit codes of Compose 2 have meanings, Compose 1 has one for everything', () => {
  expect([meaningOf(18, '2.26.1'), meaningOf(18, '1.29.2'), meaningOf(1, '2.26.1'), meaningOf(17, null)]).toEqual([
    'an image could not be pulled',
    '',
    '',
    '',
  ]);
});
