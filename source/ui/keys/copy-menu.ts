import type {Port} from '../../model/container.js';
import {mask} from '../../model/secret-text.js';
import {maskValue} from '../../model/secrets.js';
import type {Member, MissingService, Stack} from '../../model/stack.js';
import type {OpenTunnel} from '../../model/tunnel.js';
import {tunnelsOfMember} from '../../model/url.js';
import type {State} from '../../state/state.js';
import type {MenuItem} from '../../state/view.js';
import {plainText} from '../../terminal/sanitise.js';
import type {KeyContext} from './binding.js';

/** What is copied ends up in a shell: no control characters of somebody else's go there. */
const item = (label: string, raw: string): MenuItem => {
  const text = plainText(raw);
  return {label: plainText(label), hint: text, choice: {kind: 'copy', what: plainText(label), text}};
};

const quoted = (word: string): string => (/^[\w.@:/-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** Where a published port is reached from where the person sits: on this machine, or on the engine's. */
const hostOf = (state: State, {ip}: Port): string => {
  if (ip !== null && !['0.0.0.0', '::', '127.0.0.1', '::1', ''].includes(ip)) return ip.includes(':') ? `[${ip}]` : ip;
  if (state.local) return ip === '127.0.0.1' || ip === '::1' ? 'localhost' : state.viewpoint.host;
  const address = URL.canParse(state.endpoint) ? new URL(state.endpoint).hostname : '';
  return address || state.engine?.hostName || 'localhost';
};

/** Ports that speak something else than HTTP, as everybody knows. */
const schemes: Readonly<Record<number, string>> = {
  3306: 'mysql',
  5432: 'postgres',
  5672: 'amqp',
  6379: 'redis',
  9092: '',
  27017: 'mongodb',
};

const addressItems = (state: State, ports: readonly Port[]): MenuItem[] => {
  const items = new Map<string, MenuItem>();
  for (const port of ports) {
    if (port.publicPort === null) continue;
    const address = `${hostOf(state, port)}:${port.publicPort}`;
    items.set(address, item(`address of ${port.privatePort}`, address));
    const scheme = schemes[port.privatePort] ?? 'http';
    if (port.protocol !== 'tcp' || scheme === '') continue;
    items.set(`${scheme}://${address}`, item(`URL of ${port.privatePort}`, `${scheme}://${address}`));
  }
  return [...items.values()];
};

const publicItems = (tunnels: readonly OpenTunnel[]): MenuItem[] => tunnels.map(({url}) => item('public URL', url));

/** Environment variables; secrets are shown masked, and stay out of the clipboard. */
const envItems = (env: readonly string[]): MenuItem[] =>
  env.map(entry => {
    const at = entry.indexOf('=');
    const name = at === -1 ? entry : entry.slice(0, at);
    const value = at === -1 ? '' : entry.slice(at + 1);
    const label = `env ${plainText(name)}`;
    if (maskValue(name, value) === value) return item(label, value);
    const text = `${plainText(name)} holds a secret: it is not copied; the detail's Env shows it (*)`;
    return {label, hint: `${mask} a secret: not copied`, choice: {kind: 'say', text}};
  });

/** Old versions of compose noted the file without its folder. */
const within = (folder: string, file: string): string =>
  folder === '' || /^([\\/]|[A-Za-z]:)/.test(file) ? file : `${folder}/${file}`;

/** `docker compose` for a project: by its name alone, or with its files where it has to read them. Null where compose did not make it. */
const composeOf = (stack: Stack): {readonly named: string; readonly whole: string | null} | null => {
  const labels = stack.members
    .map(({container}) => container.labels)
    .find(each => each['com.docker.compose.project'] === stack.project);
  if (stack.project === null || !labels) return null;
  const named = `docker compose -p ${quoted(stack.project)}`;
  const folder = labels['com.docker.compose.project.working_dir'] ?? '';
  const files = (labels['com.docker.compose.project.config_files'] ?? '').split(',').filter(Boolean);
  if (files.length === 0) return {named, whole: null};
  const where = folder === '' ? '' : ` --project-directory ${quoted(folder)}`;
  return {named, whole: `${named}${where}${files.map(file => ` -f ${quoted(within(folder, file))}`).join('')}`};
};

const stackItems = (stack: Stack, state: State): MenuItem[] => {
  const compose = composeOf(stack);
  return [
    item('name', stack.name),
    ...publicItems(state.tunnels.get(stack.key) ?? []),
    ...(stack.project === null
      ? []
      : [item('docker command: list', `docker ps -a --filter label=com.docker.compose.project=${quoted(stack.name)}`)]),
    ...(compose
      ? [
          item('compose command: list', `${compose.named} ps -a`),
          item('compose command: logs', `${compose.named} logs -f --tail 100`),
          item('compose command: restart', `${compose.named} restart`),
        ]
      : []),
    ...(compose?.whole ? [item('compose command: up', `${compose.whole} up -d`)] : []),
  ];
};

const containerItems = ({key, container}: Member, stack: Stack, state: State): MenuItem[] => {
  const ips = (container.inspection?.networks ?? []).filter(network => network.ip !== '');
  const name = quoted(container.name);
  const compose = container.oneOff || container.service === null ? null : composeOf(stack);
  const service = quoted(container.service ?? '');
  return [
    item('name', container.name),
    ...publicItems(tunnelsOfMember(state.tunnels.get(stack.key) ?? [], key)),
    item('id', container.id),
    item('image', container.image),
    ...ips.map(network => item(`IP in ${network.name}`, network.ip)),
    ...addressItems(state, container.ports),
    item('docker command: logs', `docker logs -f --tail 100 ${name}`),
    item('docker command: shell', `docker exec -it ${name} sh`),
    item('docker command: restart', `docker restart ${name}`),
    ...(compose
      ? [
          item('compose command: logs', `${compose.named} logs -f --tail 100 ${service}`),
          item('compose command: shell', `${compose.named} exec ${service} sh`),
          item('compose command: restart', `${compose.named} restart ${service}`),
        ]
      : []),
    ...(compose?.whole ? [item('compose command: up', `${compose.whole} up -d ${service}`)] : []),
    ...envItems(container.inspection?.env ?? []),
  ];
};

const missingItems = ({name}: MissingService, stack: Stack): MenuItem[] => {
  const compose = composeOf(stack);
  return [item('name', name), ...(compose?.whole ? [item('compose command: up', `${compose.whole} up -d ${quoted(name)}`)] : [])];
};

/** What can be copied of a row: values, addresses, and docker's own words for what people do by hand. */
export const copyItems = ({row, state}: KeyContext): MenuItem[] => {
  if (!row) return [];
  if (row.kind === 'missing') return missingItems(row.missing, row.stack);
  return row.kind === 'stack' ? stackItems(row.stack, state) : containerItems(row.member, row.stack, state);
};
