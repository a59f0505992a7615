import {plainService} from './any-program.js';
import {looksLike} from './looks.js';

/** Traefik: its API answers on the port of its dashboard, where that is switched on. */
export const traefik = plainService({
  kind: 'traefik',
  recognises: container => looksLike(container, 'traefik'),
  port: ({profile}) => profile?.probe?.port ?? 8080,
  quick: () => [
    ['overview', 'GET /api/overview'],
    ['routers', 'GET /api/http/routers'],
    ['services', 'GET /api/http/services'],
    ['middlewares', 'GET /api/http/middlewares'],
    ['entry points', 'GET /api/entrypoints'],
    ['is it well?', 'traefik healthcheck'],
    ['version', 'traefik version'],
  ],
  words: [
    'GET /api/overview',
    'GET /api/http/routers',
    'GET /api/http/services',
    'GET /api/rawdata',
    'GET /ping',
    'traefik version',
    'traefik healthcheck',
  ],
});
