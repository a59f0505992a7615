import {bytesOf} from '../model/units.js';
import {type Finding, meant} from './explain.js';
import type {WrittenProfile, WrittenService} from './schema.js';

/** Names in `depends_on` and tunnels that no service has. */
const unknownServices = (written: WrittenProfile): readonly Finding[] => {
  const names = Object.keys(written.services);
  const missing = (service: string, path: Finding['path']): readonly Finding[] =>
    Object.hasOwn(written.services, service)
      ? []
      : [
          {
            path,
            message: `there is no service ${service} here${meant(service, names) || `; take it out, or add it under services`}`,
          },
        ];
  return [
    ...(written.host_tunnel ? missing(written.host_tunnel.service, ['host_tunnel', 'service']) : []),
    ...Object.entries(written.services).flatMap(([name, service]) => [
      ...Object.keys(service.depends_on ?? {}).flatMap(other => missing(other, ['services', name, 'depends_on', other])),
      ...(service.tunnel ? missing(service.tunnel.service, ['services', name, 'tunnel', 'service']) : []),
    ]),
  ];
};

/** Circles in `depends_on`, each once and whole: `a → b → a`. Told at the dependency that closes it. */
const circles = ({services}: WrittenProfile): readonly Finding[] => {
  const found: Finding[] = [];
  const done = new Set<string>();
  const visit = (name: string, way: readonly string[]): void => {
    const at = way.indexOf(name);
    const last = way.at(-1);
    if (at !== -1 && last !== undefined) {
      const circle = [...way.slice(at), name].join(' → ');
      const message = `goes round in a circle: ${circle}; take one of these dependencies out`;
      found.push({path: ['services', last, 'depends_on', name], message});
      return;
    }
    if (done.has(name)) return;
    for (const other of Object.keys(services[name]?.depends_on ?? {}))
      if (Object.hasOwn(services, other)) visit(other, [...way, name]);
    done.add(name);
  };
  for (const name of Object.keys(services)) visit(name, []);
  return found;
};

const twice = (names: readonly string[], path: Finding['path'], what: string): readonly Finding[] =>
  names.flatMap((name, at) =>
    names.indexOf(name) === at
      ? []
      : [{path: [...path, at, 'name'], message: `there is a ${what} ${name} already; give one another name`}],
  );

const serviceSense = (name: string, service: WrittenService): readonly Finding[] => {
  const place = ['services', name];
  const usual = bytesOf(service.memory?.usual ?? '');
  const limit = bytesOf(service.memory?.limit ?? '');
  const links = service.links ?? [];
  return [
    ...(usual !== null && limit !== null && usual > limit
      ? [
          {
            path: [...place, 'memory', 'usual'],
            message: `is more than the limit of ${service.memory?.limit}: one of them is wrong`,
          },
        ]
      : []),
    ...links.flatMap(({url, port, path}, at): readonly Finding[] => {
      if (url === undefined && port === undefined) return [{path: [...place, 'links', at], message: 'wants a url, or a port'}];
      if (url === undefined || (port === undefined && path === undefined)) return [];
      return [{path: [...place, 'links', at, 'url'], message: 'is the whole link: take port and path out, or the url'}];
    }),
    ...twice(
      links.map(one => one.name),
      [...place, 'links'],
      'link',
    ),
    ...twice(
      (service.commands ?? []).map(one => one.name),
      [...place, 'commands'],
      'command',
    ),
  ];
};

/** What is well written and cannot be meant: names of nobody, circles, a usual memory above its limit, links to nowhere. */
export const nonsenseIn = (written: WrittenProfile): readonly Finding[] => [
  ...unknownServices(written),
  ...circles(written),
  ...Object.entries(written.services).flatMap(([name, service]) => serviceSense(name, service)),
];
