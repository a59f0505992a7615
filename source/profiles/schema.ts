import * as z from 'zod/mini';
import {serviceKinds} from '../model/profile.js';

/** A regular expression's check with the sentence that says what was wanted. */
const written = (pattern: RegExp, wanted: string) => z.string().check(z.regex(pattern, wanted));

const size = written(/^\d+(\.\d+)?[bkmgt]?$/i, 'a size as 800M or 1.5G');
const duration = written(/^\d+(\.\d+)?(ms|s|m|h)$/, 'a time as 10s, 500ms or 2m');
const port = written(/^(\d{1,5}:)?\d{1,5}$/, "a port as '8000', or '5433:5432' (host:container)");
const path = written(/^\//, 'a path that starts with /');
const question = written(/^:?\d{1,5}\/\S*$/, "a question over HTTP as ':8000/health'");
const volume = written(/^[^:]+:\/.+$/, "a volume as 'name:/path'");
const url = written(/^https?:\/\/\S+$/, 'a URL that starts with http:// or https://');
const name = z.string().check(z.minLength(1, 'a name, not nothing'));
const portNumber = z.int().check(z.minimum(1, 'a port from 1 to 65535'), z.maximum(65535, 'a port from 1 to 65535'));
const argv = z.array(z.string()).check(z.minLength(1, 'a command with at least one word'));

const check = z.strictObject({
  test: z.array(z.string()).check(z.minLength(2, 'a test as [CMD, word, …] or [CMD-SHELL, line]')),
  interval: z.optional(duration),
  timeout: z.optional(duration),
  retries: z.optional(z.int().check(z.positive('a number above 0'))),
  start_period: z.optional(duration),
});

const service = z.strictObject({
  kind: z.enum(serviceKinds),
  image: z.optional(name),
  base: z.optional(name),
  container: z.optional(name),
  role: z.optional(z.string()),
  ports: z.optional(z.array(port)),
  depends_on: z.optional(z.record(name, z.enum(['service_started', 'service_healthy', 'service_completed_successfully']))),
  check: z.optional(check),
  health: z.optional(question),
  memory: z.optional(z.strictObject({usual: z.optional(size), limit: z.optional(size)})),
  job: z.optional(z.boolean()),
  slow_start: z.optional(duration),
  user: z.optional(name),
  database: z.optional(name),
  volumes: z.optional(z.array(volume)),
  topics: z.optional(z.array(name)),
  tables: z.optional(z.array(name)),
  keys: z.optional(z.array(name)),
  commands: z.optional(
    z.array(z.strictObject({name, argv, danger: z.optional(z.boolean()), interactive: z.optional(z.boolean())})),
  ),
  links: z.optional(z.array(z.strictObject({name, url: z.optional(url), port: z.optional(portNumber), path: z.optional(path)}))),
  webhooks: z.optional(z.array(z.strictObject({name, path}))),
  tunnel: z.optional(z.strictObject({service: name, port: portNumber})),
});

/** What a profile's file may say. Unknown keys are an error: a misspelt key that is silently ignored helps nobody. */
export const profileSchema = z.strictObject({
  name: written(/^[a-z0-9][a-z0-9_-]*$/, 'a name of small letters, digits, - and _'),
  title: z.optional(name),
  projects: z.array(name).check(z.minLength(1, 'at least one project name')),
  compose: z.optional(z.array(name)),
  network: z.optional(name),
  host_tunnel: z.optional(z.strictObject({api: url, service: name, port: portNumber})),
  services: z.record(name, service),
});

export type WrittenProfile = z.infer<typeof profileSchema>;
export type WrittenService = z.infer<typeof service>;
