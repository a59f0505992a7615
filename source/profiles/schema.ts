import * as z from 'zod/mini';
import {probeOf} from '../model/probe-text.js';
import {serviceKinds} from '../model/profile.js';
import {bytesOf, secondsOf} from '../model/units.js';

/** A text that is read by a function of ours, with the sentence that says what was wanted, whatever stands there instead. */
const readBy = (read: (text: string) => unknown, wanted: string) =>
  z.string(wanted).check(z.refine(text => read(text) !== null && read(text) !== false, wanted));

const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65536;
const isUrl = (text: string): boolean => /^https?:\/\/[^\s/]/.test(text) && URL.canParse(text);

const size = readBy(bytesOf, 'a size as 800M or 1.5G');
const duration = readBy(secondsOf, 'a time as 10s, 500ms or 2m');
const port = readBy(
  text => text.split(':').length <= 2 && text.split(':').every(isPort),
  "a port as '8000' in quotes, or '5433:5432' (host:container)",
);
const path = readBy(text => /^\/\S*$/.test(text), 'a path that starts with /');
const question = readBy(text => (/^:?\d/.test(text) ? probeOf(text) : null), "a question over HTTP as ':8000/health'");
const volume = readBy(text => /^[^:]+:\/.*$/.test(text), "a volume as 'name:/path'");
const url = readBy(isUrl, 'a URL that starts with http:// or https://');
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
const memory = z.strictObject({usual: z.optional(size), limit: z.optional(size)});
const command = z.strictObject({name, argv, danger: z.optional(z.boolean()), interactive: z.optional(z.boolean())});
const link = z.strictObject({name, url: z.optional(url), port: z.optional(portNumber), path: z.optional(path)});
const webhook = z.strictObject({name, path});
const tunnel = z.strictObject({service: name, port: portNumber});
const hostTunnel = z.strictObject({api: url, service: name, port: portNumber});

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
  memory: z.optional(memory),
  job: z.optional(z.boolean()),
  slow_start: z.optional(duration),
  user: z.optional(name),
  database: z.optional(name),
  volumes: z.optional(z.array(volume)),
  topics: z.optional(z.array(name)),
  tables: z.optional(z.array(name)),
  keys: z.optional(z.array(name)),
  commands: z.optional(z.array(command)),
  links: z.optional(z.array(link)),
  webhooks: z.optional(z.array(webhook)),
  tunnel: z.optional(tunnel),
});

/** What a profile's file may say. Unknown keys are an error: a misspelt key that is silently ignored helps nobody. */
export const profileSchema = z.strictObject({
  name: readBy(text => /^[a-z0-9][a-z0-9_-]*$/.test(text), 'a name of small letters, digits, - and _'),
  title: z.optional(name),
  projects: z.array(name).check(z.minLength(1, 'at least one project name')),
  compose: z.optional(z.array(name)),
  network: z.optional(name),
  host_tunnel: z.optional(hostTunnel),
  services: z.record(name, service),
});

export type WrittenProfile = z.infer<typeof profileSchema>;
export type WrittenService = z.infer<typeof service>;

const shapes = {check, memory, commands: command, links: link, webhooks: webhook, tunnel, host_tunnel: hostTunnel};
const isShape = (key: string): key is keyof typeof shapes => Object.hasOwn(shapes, key);

/** The keys that may stand at a place of the file: `[]` is its top, `['services', 'db']` a service. None where names are free. */
export const keysAt = (place: readonly PropertyKey[]): readonly string[] => {
  if (place.length === 0) return Object.keys(profileSchema.shape);
  if (place.length === 2 && place[0] === 'services') return Object.keys(service.shape);
  const last = String(place.findLast(part => typeof part === 'string') ?? '');
  return isShape(last) ? Object.keys(shapes[last].shape) : [];
};
