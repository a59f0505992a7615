import {plainService} from './any-program.js';
import {agentPort, isNgrok, tunnelsPath} from './ngrok.js';

/** The agent: its API answers inside of the container too. Its last requests are on the screen of URLs, where secrets in them are masked. */
export const ngrok = plainService({
  kind: 'ngrok',
  recognises: isNgrok,
  port: () => agentPort,
  quick: () => [
    ['tunnels', `GET ${tunnelsPath}`],
    ['version', 'ngrok version'],
    ['check the configuration', 'ngrok config check'],
    ['can it reach ngrok?', 'ngrok diagnose'],
  ],
  words: [`GET ${tunnelsPath}`, 'GET /api/status', 'ngrok version', 'ngrok diagnose', 'ngrok config check'],
});
