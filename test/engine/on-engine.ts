import {afterEach} from 'vitest';
import {
  floodLine,
  floodLines,
  type Guest,
  guestStack,
  needles,
  type Place,
  type Stories,
  type StoryEngine,
  saidAgain,
  tracedLines,
} from '../stories/story-engine.js';
import {Terminal} from '../support/terminal.js';
import {bringBroker} from './story-broker.js';
import {bringPlaces} from './story-places.js';
import {breakWeb, describeOnEngine, docker, mendWeb, runContainer} from './support.js';

/** Why it dies stands in its log, and then it exits. */
const lastWords = 'echo \'FATAL guest: there is no database "orders"\'; exit 3';

/** The lines between the needles come from `seq`. */
const flood = [0, ...needles]
  .map((needle, index) => {
    const [from, to] = [needle + 1, (needles[index] ?? floodLines + 1) - 1];
    return `${needle === 0 ? '' : `echo '${floodLine(needle)}'; `}seq -f '${floodLine(1).replace(' 1:', ' %.0f:')}' ${from} ${to}`;
  })
  .join('; ');

const recipes: Readonly<Record<Guest, readonly [image: string, options: readonly string[], command: readonly string[]]>> = {
  // With an init, SIGTERM ends it also before it has come to heed it.
  web: ['stacktop-test/web', ['--init', '-e', 'LOG_RATE=0', '--restart', 'unless-stopped'], []],
  checked: [
    'stacktop-test/web',
    [
      ...['-e', 'LOG_RATE=0', '--health-cmd', 'ask http://localhost:8000/health'],
      ...['--health-interval', '1s', '--health-retries', '2'],
      ...['--health-start-period', '60s'], // two seconds are short for a start on a busy machine; its first good answer ends it
    ],
    [],
  ],
  dies: ['stacktop-test/web', [], ['sh', '-c', lastWords]],
  job: ['stacktop-test/web', [], ['true']],
  'sh-only': [
    'stacktop-test/web',
    ['--init'],
    ['sh', '-c', 'rm -f /bin/bash /usr/bin/bash /usr/local/bin/bash; exec sleep 100000'],
  ],
  'shell-less': ['stacktop-test/shell-less', [], []],
  counter: ['stacktop-test/web', [], []],
  unlogged: ['stacktop-test/web', ['--log-driver', 'none'], []],
  tracer: [
    'stacktop-test/web',
    ['--init'],
    ['sh', '-c', `printf '%s\\n' "$@"; while sleep 0.2; do echo '${saidAgain}'; done`, 'sh', ...tracedLines],
  ],
  flood: ['stacktop-test/web', ['--init'], ['sh', '-c', `${flood}; exec sleep 100000`]],
  novel: ['stacktop-test/web', ['--init'], ['sh', '-c', 'seq -f "novel line %.0f:" 3000; exec sleep 100000']],
};

const nameOf = (service: string, {stack = guestStack, number = 1}: Place = {}): string => `${stack}-${service}-${number}`;

/** Stacks that guests were brought to: files that run side by side leave each other's alone. */
const visited = new Set<string>();

const bring = (guest: Guest, service: string, place: Place = {}): Promise<string> => {
  const [image, options, command] = recipes[guest];
  const {stack = guestStack, number = 1, needs, rate = 10} = place;
  visited.add(stack);
  const labels = [
    `project=${stack}`,
    `service=${service}`,
    `container-number=${number}`,
    'oneoff=False',
    ...(needs === undefined ? [] : [`depends_on=${needs}`]),
  ];
  const counts = guest === 'counter' ? ['-e', `LOG_RATE=${rate}`, '-e', `NAME=${service}`] : [];
  return runContainer(
    image,
    [
      ...labels.flatMap(label => ['--label', `com.docker.compose.${label}`]),
      '--name',
      nameOf(service, place),
      ...counts,
      ...options,
    ],
    command,
  );
};

const sendGuestsHome = async (): Promise<void> => {
  for (const stack of visited) {
    const ids = await docker('ps', '-aq', '--filter', `label=com.docker.compose.project=${stack}`);
    for (const id of ids.split('\n').filter(Boolean)) await docker('rm', '-f', '-v', id);
  }
};

/** The engine of this machine, with the two shops that the suite has put on it. */
export const realEngine: StoryEngine = {
  kind: 'real',
  host: 'unix:///var/run/docker.sock',
  breakWeb,
  mendWeb,
  bring,
  recreate: async (guest, service, place) => {
    await docker('rm', '-f', '-v', nameOf(service, place));
    return bring(guest, service, place);
  },
  breakGuest: async (service, place) => void (await docker('exec', nameOf(service, place), 'touch', '/tmp/health-broken')),
  mendGuest: async (service, place) => void (await docker('exec', nameOf(service, place), 'rm', '-f', '/tmp/health-broken')),
  dismiss: async (service, place) => void (await docker('rm', '-f', '-v', nameOf(service, place))),
  broker: bringBroker,
  places: bringPlaces,
  sendGuestsHome,
  close: async () => {},
};

/** Tells stories on the real engine. */
export const storiesOnEngine = (title: string, stories: Stories): void => {
  describeOnEngine(`${title}, on a real engine`, () => {
    afterEach(async () => {
      await Terminal.closeAll();
      await sendGuestsHome();
    });
    stories(() => realEngine);
  });
};
