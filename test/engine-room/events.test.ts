import {describe, expect, it} from 'vitest';
import {eventFromLine} from '../../source/engine/events.js';
import {createLineReader} from '../../source/engine/lines.js';

const Actor = {ID: 'a1', Attributes: {name: 'db', exitCode: '137', 'com.docker.compose.project': 'auren'}};

describe('an event', () => {
  it.each([
    [
      'of Docker 20.10',
      {status: 'die', id: 'a1', from: 'x', Type: 'container', Action: 'die', Actor, time: 5, timeNano: 5_250_000_000},
      {action: 'die', id: 'a1', name: 'db', time: 5250, exitCode: 137, attributes: Actor.Attributes},
    ],
    [
      'of Docker 29',
      {Type: 'container', Action: 'start', Actor: {ID: 'a1'}, time: 5},
      {action: 'start', id: 'a1', name: '', time: 5000, exitCode: null},
    ],
    ['with old fields only', {status: 'start', id: 'a1', time: 5}, {action: 'start', id: 'a1'}],
    ['of a health check', {Type: 'container', Action: 'health_status: unhealthy', Actor}, {action: 'health_status: unhealthy'}],
    [
      'Podman’s health',
      {Type: 'container', Action: 'health_status', HealthStatus: 'healthy', Actor},
      {action: 'health_status: healthy'},
    ],
    ['Podman’s removal', {Type: 'container', Action: 'remove', Actor}, {action: 'destroy'}],
    [
      'Podman’s exit',
      {Type: 'container', Action: 'died', Actor: {ID: 'a1', Attributes: {containerExitCode: '3'}}},
      {action: 'die', exitCode: 3},
    ],
    [
      'of a network, told of the container that left it',
      {Type: 'network', Action: 'disconnect', Actor: {ID: 'n1', Attributes: {container: 'a1', name: 'shop_default'}}, time: 5},
      {action: 'network disconnect', id: 'a1', name: '', time: 5000, attributes: {}},
    ],
  ])('%s', (_, raw, expected) => {
    expect(eventFromLine(JSON.stringify(raw))).toMatchObject(expected);
  });

  it.each([
    '',
    '{"Type":"contai',
    'null',
    '[]',
    '{}',
    '{"Type":"network","Action":"create","Actor":{"ID":"n","Attributes":{"container":"a1"}}}',
    '{"Type":"network","Action":"disconnect","Actor":{"ID":"n"}}',
    '{"Type":"container","Actor":null}',
  ])('%j is none', text => {
    expect(eventFromLine(text)).toBeNull();
  });
});

describe('lines of a stream', () => {
  it('come whole from any split, also inside a character', () => {
    const bytes = Buffer.from('{"a":"é"}\n\n{"b":"😀"}\nlast');
    for (let size = 1; size <= bytes.length; size++) {
      const lines: string[] = [];
      const reader = createLineReader(line => lines.push(line));
      for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
      reader.end();
      expect(lines).toEqual(['{"a":"é"}', '', '{"b":"😀"}', 'last']);
    }
  });
});
