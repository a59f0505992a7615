import {between, chance, hex, pick} from '../random.js';
import {dateTime, err, out, type Speaker, type Voice} from './voice.js';

/** A free tunnel's public URL: another one in each life of the container. */
export const tunnelUrl = (speaker: Pick<Speaker, 'seed' | 'life'>): string =>
  `https://${hex(4, speaker.seed, 'tunnel', speaker.life)}-203-0-113-${between(2, 250, speaker.seed, 'tunnel', speaker.life)}.ngrok-free.app`;

const logfmt = (time: number, level: string, rest: string) =>
  out(`t=${new Date(time).toISOString().replace('Z', '+0000')} lvl=${level} ${rest}`);

/** ngrok with `--log stdout`: logfmt lines, the public URL among them. */
export const ngrokVoice: Voice = {
  opening: (speaker, time) => [
    logfmt(time, 'info', 'msg="no configuration paths supplied"'),
    logfmt(time, 'info', 'msg="starting web service" obj=web addr=0.0.0.0:4040 allow_hosts=[]'),
    logfmt(time, 'info', 'msg="client session established" obj=tunnels.session'),
    logfmt(time, 'info', `msg="started tunnel" obj=tunnels name=command_line addr=http://backend:8000 url=${tunnelUrl(speaker)}`),
  ],
  closing: (_, time) => [logfmt(time, 'info', 'msg="received stop request" obj=app stopReq="{err:<nil> restart:false}"')],
  period: 9000,
  line: (speaker, index, time) => [
    logfmt(
      time,
      'info',
      `msg="join connections" obj=join id=${hex(12, speaker.seed, index)} l=127.0.0.1:8000 r=203.0.113.${between(2, 250, speaker.seed, index)}:${between(20_000, 60_000, speaker.seed, index)}`,
    ),
  ],
};

/** A test run: dots, a summary, and the end. */
export const testRunnerVoice: Voice = {
  opening: () => [
    out('\u001b[1m============================= test session starts ==============================\u001b[0m'),
    out('platform linux -- Python 3.11.8, pytest-8.1.1, pluggy-1.4.0'),
    out('collected 48 items'),
    out(''),
    out('tests/test_calls.py \u001b[32m.................\u001b[0m                                     [ 35%]'),
    out('tests/test_sessions.py \u001b[32m...............\u001b[0m                                    [ 66%]'),
    out('tests/test_webhooks.py \u001b[32m................\u001b[0m                                   [100%]'),
    out(''),
    out(
      '\u001b[32m============================= \u001b[1m48 passed\u001b[0m\u001b[32m in 12.61s ==============================\u001b[0m',
    ),
  ],
  closing: () => [],
  period: 3_600_000,
  line: () => [],
};

/** A front end's dev server: hot reload, a progress bar that redraws its line. */
export const viteVoice: Voice = {
  opening: () => [
    out('> dimini-frontend@0.3.0 dev'),
    out('> next dev -H 0.0.0.0 -p 3000'),
    out('   \u001b[1m▲ Next.js 14.1.0\u001b[0m'),
    out('   - Local:        http://localhost:3000'),
    out(' \u001b[32m✓\u001b[0m Ready in 2.9s'),
  ],
  closing: () => [],
  period: 14_000,
  line: (speaker, index) => {
    const page = pick(['/', '/appointments', '/clients', '/settings', '/日程'], speaker.seed, index, 'page');
    const modules = between(400, 1900, speaker.seed, index);
    if (chance(speaker.seed, index, 'kind') < 0.1) {
      return [err(` \u001b[33m⚠\u001b[0m Fast Refresh had to perform a full reload due to a runtime error in ${page}.`)];
    }
    return [
      out(
        ` \u001b[36m○\u001b[0m Compiling ${page} ...\r \u001b[32m✓\u001b[0m Compiled ${page} in ${between(90, 1400, speaker.seed, index, 'ms')}ms (${modules} modules)`,
      ),
    ];
  },
};

/** pgAdmin behind gunicorn, traefik and Kafka UI: one plain line now and then. */
export const plainVoice = (logger: string, lines: readonly string[], period = 30_000): Voice => ({
  opening: (_, time) => [out(`${dateTime(time)} INFO  ${logger} started`)],
  closing: (_, time) => [out(`${dateTime(time)} INFO  ${logger} stopped`)],
  period,
  line: (speaker, index, time) => [out(`${dateTime(time)} INFO  ${logger} ${pick(lines, speaker.seed, index)}`)],
});
