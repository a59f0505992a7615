import type {Container} from '../model/container.js';
import {type ServiceKind, type ServiceProfile, serviceKinds} from '../model/profile.js';
import {isNgrok} from './ngrok.js';
import type {Service} from './service.js';

const unknown: Service = {
  kind: 'other',
  consoleName: null,
  recognises: () => false,
  console: () => null,
  command: () => null,
  tool: () => null,
  quick: () => [],
  danger: () => null,
  form: () => 'text',
  words: [],
  verdict: ({exitCode}) => ({ok: exitCode === 0, message: '', hint: ''}),
  vitals: () => null,
};

/** What a container is: its labels' or its profile's word first, then what it looks like. */
export const kindOf = (container: Container, profile: ServiceProfile | null): ServiceKind => {
  const named = serviceKinds.find(kind => kind === profile?.kind);
  if (named) return named;
  return isNgrok(container) ? 'ngrok' : 'other';
};

export const serviceFor = (kind: ServiceKind): Service => ({...unknown, kind});
