import {plainService} from './any-program.js';
import {portsOf} from './looks.js';
import type {ServiceTarget} from './service.js';

/** Ports that HTTP servers listen on unless told otherwise, the likeliest first; encrypted ones are left out, as localhost has no certificate. */
const usual: readonly number[] = [
  80, 8080, 8000, 3000, 5000, 8081, 8888, 8001, 8002, 8003, 8008, 8069, 8082, 8083, 8084, 8085, 8086, 8088, 8090, 8096, 8123,
  8180, 8181, 8200, 8500, 8501, 8505, 3001, 3002, 3003, 3100, 4000, 4200, 5001, 5173, 5601, 7474, 9000, 9001, 9090, 9091, 9093,
  9200, 11434, 15672,
];

const portOf = ({container, profile}: ServiceTarget): number | null => {
  if (profile?.probe) return profile.probe.port;
  const open = portsOf(container);
  return usual.find(port => open.has(port)) ?? profile?.ports[0]?.container ?? null;
};

/** Whether a container serves HTTP as far as its ports tell. */
export const servesHttp = (container: ServiceTarget['container']): boolean => {
  const open = portsOf(container);
  return usual.some(port => open.has(port));
};

/** Anything that answers HTTP. */
export const http = plainService({
  kind: 'http',
  recognises: servesHttp,
  port: portOf,
  quick: target => {
    const {profile} = target;
    const paths = new Map<string, string>();
    if (profile?.probe) paths.set('health', `GET :${profile.probe.port}${profile.probe.path}`);
    for (const link of profile?.links ?? [])
      if (link.url === null && link.port !== null && !/^(health)$/.test(link.name))
        paths.set(link.name, `GET :${link.port}${link.path}`);
    if (paths.size === 0 && portOf(target) !== null) paths.set('health', 'GET /health');
    return [...paths, ['processes', 'ps aux'], ['disk', 'df -h']];
  },
  words: [
    'GET /',
    'GET /health',
    'GET /metrics',
    'env',
    'ps aux',
    'df -h',
    'ls -la',
    'cat /etc/os-release',
    'python --version',
    'node --version',
  ],
});
