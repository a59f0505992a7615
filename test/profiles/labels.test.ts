import {describe, expect, it} from 'vitest';
import {withLabels} from '../../source/profiles/labels.js';
import {readProfile} from '../../source/profiles/read.js';

const {profile} = readProfile(
  'x.yml',
  'name: x\nprojects: [x]\nservices: {api: {kind: http, memory: {usual: 100M}, links: [{name: docs, port: 8000}]}}',
);
const api = profile?.services[0] ?? null;

describe('labels of a container', () => {
  it('change nothing when there are none of ours', () => {
    expect(withLabels('api', api, {'com.docker.compose.service': 'api'})).toBe(api);
    expect(withLabels('api', null, {})).toBeNull();
  });

  it('win over the profile, key by key', () => {
    const labels = {
      'stacktop.kind': 'redis',
      'stacktop.memory': '2G',
      'stacktop.health': ':9000/ready',
      'stacktop.link.docs': 'https://docs.example',
    };
    expect(withLabels('api', api, labels)).toMatchObject({
      kind: 'redis',
      usualMemory: 2 * 1024 ** 3,
      probe: {port: 9000, path: '/ready'},
      links: [{name: 'docs', url: 'https://docs.example', port: null}],
    });
  });

  it('are enough without a profile, and what cannot be read in them is passed over', () => {
    const labels = {
      'stacktop.kind': 'nonsense',
      'stacktop.memory': 'much',
      'stacktop.health': 'somewhere',
      'stacktop.link.app': '3000/',
      'stacktop.link.bad': 'javascript:alert(1)',
    };
    expect(withLabels('web', null, labels)).toMatchObject({
      name: 'web',
      kind: 'other',
      usualMemory: null,
      probe: null,
      links: [{name: 'app', url: null, port: 3000, path: '/'}],
    });
  });
});

it('labels that say nothing to be taken leave the service as it is', () => {
  expect(withLabels('api', api, {'stacktop.kind': 'postgers', 'stacktop.lab': 'yes'})).toBe(api);
  expect(withLabels('api', null, {'stacktop.memory': 'lots'})).toBeNull();
});
