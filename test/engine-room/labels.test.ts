import {describe, expect, it} from 'vitest';
import {membershipOf, parseDependsOn} from '../../source/engine/labels.js';

const none = {project: null, service: null, number: null, oneOff: false, dependsOn: []};

describe('the stack a container belongs to', () => {
  it.each([
    ['no labels', {}, none],
    [
      'compose',
      {
        'com.docker.compose.project': 'auren',
        'com.docker.compose.service': 'api',
        'com.docker.compose.container-number': '2',
        'com.docker.compose.oneoff': 'False',
      },
      {...none, project: 'auren', service: 'api', number: 2},
    ],
    [
      'a compose run',
      {'com.docker.compose.project': 'auren', 'com.docker.compose.service': 'api', 'com.docker.compose.oneoff': 'True'},
      {...none, project: 'auren', service: 'api', oneOff: true},
    ],
    [
      'podman-compose',
      {'io.podman.compose.project': 'p', 'io.podman.compose.service': 's'},
      {...none, project: 'p', service: 's'},
    ],
    [
      'a swarm task',
      {
        'com.docker.stack.namespace': 'lab',
        'com.docker.swarm.service.name': 'lab_web',
        'com.docker.swarm.task.name': 'lab_web.3.x1y2',
      },
      {...none, project: 'lab', service: 'web', number: 3},
    ],
    [
      'a global swarm task',
      {
        'com.docker.stack.namespace': 'lab',
        'com.docker.swarm.service.name': 'lab_web',
        'com.docker.swarm.task.name': 'lab_web.nodeid.x1y2',
      },
      {...none, project: 'lab', service: 'web'},
    ],
    [
      'compose, and it lies',
      {
        'com.docker.compose.project': 'p',
        'com.docker.compose.service': 's',
        'com.docker.compose.container-number': 'x',
        'com.docker.compose.depends_on': 's:service_healthy:false,db,db:service_healthy:true',
      },
      {...none, project: 'p', service: 's', dependsOn: [{service: 'db', condition: 'service_healthy'}]},
    ],
    ['a swarm service without a stack', {'com.docker.swarm.service.name': 'solo'}, {...none, service: 'solo'}],
  ])('%s', (_, labels, expected) => {
    expect(membershipOf(labels)).toEqual(expected);
  });
});

describe('what a service waits for', () => {
  it.each([
    ['', []],
    ['db', [{service: 'db', condition: 'service_started'}]],
    [
      'db:service_healthy:true,init:service_completed_successfully:false',
      [
        {service: 'db', condition: 'service_healthy'},
        {service: 'init', condition: 'service_completed_successfully'},
      ],
    ],
    ['db:something_new:true, ,', [{service: 'db', condition: 'service_started'}]],
  ])('%j', (label, expected) => {
    expect(parseDependsOn(label)).toEqual(expected);
  });
});
