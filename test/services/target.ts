import type {Container} from '../../source/model/container.js';
import type {ServiceProfile} from '../../source/model/profile.js';
import {unknownService} from '../../source/profiles/labels.js';
import type {ServiceTarget} from '../../source/services/service.js';
import {container, inspection} from '../model/sample.js';

export const profile = (more: Partial<ServiceProfile> = {}): ServiceProfile => ({
  ...unknownService('service'),
  ...more,
});

export interface Setup {
  readonly image?: string;
  readonly env?: readonly string[];
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly exposed?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
}

/** A container as an engine would tell it. */
export const box = ({
  image = 'acme/thing:1',
  env = [],
  command = [],
  entrypoint = [],
  exposed = [],
  labels = {},
}: Setup): Container =>
  container('shop/thing', {image, labels, inspection: inspection({env, command, entrypoint, exposedPorts: exposed})});

/** The same as a service, with what a profile says. */
export const target = (setup: Setup, more?: Partial<ServiceProfile>): ServiceTarget => ({
  container: box(setup),
  profile: more ? profile(more) : null,
});
