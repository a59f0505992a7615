import {LineCounter, parseDocument} from 'yaml';
import type {Profile} from '../model/profile.js';
import {issueSentences, type KeyPath, lineOf} from './explain.js';
import type {ProfileProblem} from './problem.js';
import {profileSchema, type WrittenProfile} from './schema.js';
import {toProfile} from './to-profile.js';

export interface ReadProfile {
  /** null when there is any problem: half a profile would mislead. */
  readonly profile: Profile | null;
  readonly problems: readonly ProfileProblem[];
}

/** Names in `depends_on` and tunnels that no service has. */
const unknownServices = (written: WrittenProfile): readonly {path: KeyPath; message: string}[] => {
  const missing = (service: string, path: KeyPath) =>
    written.services[service] ? [] : [{path, message: `there is no service ${service} here`}];
  return [
    ...(written.host_tunnel ? missing(written.host_tunnel.service, ['host_tunnel', 'service']) : []),
    ...Object.entries(written.services).flatMap(([name, service]) => [
      ...Object.keys(service.depends_on ?? {}).flatMap(other => missing(other, ['services', name, 'depends_on', other])),
      ...(service.tunnel ? missing(service.tunnel.service, ['services', name, 'tunnel', 'service']) : []),
    ]),
  ];
};

/**
 * Reads one profile from the text of its file. Never throws: what is wrong comes back as problems that name file, line and key.
 * `file` is only for the messages.
 */
export const readProfile = (file: string, text: string): ReadProfile => {
  const lines = new LineCounter();
  const document = parseDocument(text, {lineCounter: lines, prettyErrors: false});
  const failed = (problems: readonly ProfileProblem[]): ReadProfile => ({profile: null, problems});
  if (document.errors.length > 0) {
    return failed(
      document.errors.map(error => ({file, line: lines.linePos(error.pos[0]).line, key: '', message: error.message})),
    );
  }
  const at = (path: KeyPath, message: string): ProfileProblem => ({
    file,
    line: lineOf(document, lines, path),
    key: path.map(String).join('.'),
    message,
  });
  let plain: unknown;
  try {
    plain = document.toJS({maxAliasCount: 20});
  } catch (error) {
    return failed([{file, line: null, key: '', message: error instanceof Error ? error.message : String(error)}]);
  }
  if (plain === null) return failed([{file, line: null, key: '', message: 'is empty'}]);
  const checked = profileSchema.safeParse(plain, {reportInput: true});
  if (!checked.success) {
    return failed(checked.error.issues.flatMap(issueSentences).map(one => at(one.path, one.message)));
  }
  const unknown = unknownServices(checked.data);
  if (unknown.length > 0) return failed(unknown.map(one => at(one.path, one.message)));
  return {profile: toProfile(file, checked.data), problems: []};
};
