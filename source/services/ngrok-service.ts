import {plainService} from './any-program.js';
import {agentPort, isNgrok, tunnelsPath} from './ngrok.js';

/** The agent: its API answers inside of the container too, and has the last requests. */
export const ngrok = plainService({
  kind: 'ngrok',
  recognises: isNgrok,
  port: () => agentPort,
  quick: () => [
    ['tunnels', `GET ${tunnelsPath}`],
    ['last requests', 'GET /api/requests/http?limit=20'],
    ['version', 'ngrok version'],
    ['check the configuration', 'ngrok config check'],
    ['can it reach ngrok?', 'ngrok diagnose'],
  ],
  words: [
    `GET ${tunnelsPath}`,
    'GET /api/requests/http',
    'GET /api/status',
    'ngrok version',
    'ngrok diagnose',
    'ngrok config check',
  ],
});
