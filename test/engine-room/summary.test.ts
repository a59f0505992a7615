import {describe, expect, it} from 'vitest';
import {containerFromSummary, exitCodeFromStatus, healthFromStatus} from '../../source/engine/summary.js';

const docker20 = {
  Id: 'a1',
  Names: ['/other/alias', '/auren-db-1'],
  Image: 'postgres:16',
  ImageID: 'sha256:1',
  Created: 1700000000,
  Ports: [
    {PrivatePort: 9000, Type: 'udp'},
    {IP: '::', PrivatePort: 5432, PublicPort: 15432, Type: 'tcp'},
    {IP: '0.0.0.0', PrivatePort: 5432, PublicPort: 15432, Type: 'tcp'},
  ],
  Labels: {'com.docker.compose.project': 'auren', 'com.docker.compose.service': 'db', 'com.docker.compose.container-number': '1'},
  State: 'running',
  Status: 'Up 3 hours (unhealthy)',
  HostConfig: {NetworkMode: 'default'},
  NetworkSettings: {Networks: {b: {}, a: {}}},
};

describe('a container in the list', () => {
  it('of Docker 20.10', () => {
    expect(containerFromSummary(docker20, 5)).toMatchObject({
      id: 'a1',
      name: 'auren-db-1',
      project: 'auren',
      service: 'db',
      number: 1,
      state: 'running',
      health: 'unhealthy',
      createdAt: 1700000000000,
      networkMode: 'bridge',
      networks: ['a', 'b'],
      statusExitCode: null,
      inspection: null,
      ports: [
        {ip: '::', privatePort: 5432, publicPort: 15432, protocol: 'tcp'},
        {ip: '0.0.0.0', privatePort: 5432, publicPort: 15432, protocol: 'tcp'},
        {ip: null, privatePort: 9000, publicPort: null, protocol: 'udp'},
      ],
    });
  });

  it.each([
    ['26.1: health in words', {Status: 'Up 2 seconds (health: starting)'}, {health: 'starting'}],
    ['29: health as a field', {Status: 'Up 2 seconds', Health: {Status: 'healthy', FailingStreak: 0}}, {health: 'healthy'}],
    ['29: no check', {Health: {Status: 'none'}}, {health: 'none'}],
    [
      '29: an unpublished port has an empty address',
      {Ports: [{IP: '', PrivatePort: 80, Type: 'tcp'}]},
      {ports: [{ip: null, privatePort: 80}]},
    ],
    [
      'Podman: no address',
      {Ports: [{PrivatePort: 80, PublicPort: 8080, Type: 'tcp'}]},
      {ports: [{ip: '0.0.0.0', publicPort: 8080}]},
    ],
    ['Podman: no HostConfig', {HostConfig: null}, {networkMode: ''}],
    ['Podman: own words for states', {State: 'configured'}, {state: 'created'}],
    ['stopped', {State: 'exited', Status: 'Exited (137) 2 minutes ago'}, {state: 'exited', statusExitCode: 137, health: 'none'}],
    [
      'in a restart loop',
      {State: 'restarting', Status: 'Restarting (1) 5 seconds ago'},
      {state: 'restarting', statusExitCode: 1},
    ],
    ['without State', {State: null, Status: 'Up 3 minutes (Paused)'}, {state: 'paused'}],
    ['in a state of the future', {State: 'hibernating'}, {state: 'unknown'}],
    ['without names', {Names: null}, {name: 'a1'}],
    ['with no name', {Names: []}, {name: 'a1'}],
  ])('%s', (_, changed, expected) => {
    expect(containerFromSummary({...docker20, ...changed}, 5)).toMatchObject(expected);
  });

  it.each([null, undefined, 7, 'x', [], {}])('%j is a container without an id, not a crash', raw => {
    expect(containerFromSummary(raw, 5)).toMatchObject({id: '', state: 'unknown', ports: [], labels: {}, createdAt: 5});
  });

  it('survives null in every field', () => {
    const nulls = Object.fromEntries(Object.keys(docker20).map(key => [key, null]));
    expect(containerFromSummary({...nulls, Id: 'a1'}, 5)).toMatchObject({id: 'a1', name: 'a1', project: null});
  });
});

describe('the words of Status', () => {
  it.each([
    ['Up 3 hours', 'none', null],
    ['Up 3 hours (healthy)', 'healthy', null],
    ['Exited (0) 3 days ago', 'none', 0],
    ['Exited (255) (healthy)', 'healthy', 255],
    ['Dead (1) 2 days ago', 'none', 1],
    ['Created', 'none', null],
    ['', 'none', null],
  ])('%j', (status, health, exitCode) => {
    expect(healthFromStatus(status)).toBe(health);
    expect(exitCodeFromStatus(status)).toBe(exitCode);
  });
});
