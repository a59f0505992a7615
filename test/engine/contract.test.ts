import {contract} from '../contract/contract.js';
import {type ContractEngine, type Guest, guestProject, longLine} from '../contract/engine.js';
import {describeOnEngine, docker, runContainer} from './support.js';

const talk = `
import signal, sys, threading
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
print('x' * ${longLine}, flush=True)
number = 0
while True:
    threading.Event().wait(0.05)
    number += 1
    print(f'line {number}', file=sys.stdout if number % 5 else sys.stderr, flush=True)
`;

const hurry = `
import signal, sys, threading
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
number = 0
while True:
    threading.Event().wait(0.005)
    number += 1
    print(f'line {number}', file=sys.stdout if number % 3 else sys.stderr, flush=True)
`;

const check = ['--health-cmd', 'ask http://localhost:8000/health', '--health-interval', '1s', '--health-retries', '2'];

const recipes: Readonly<Record<Guest, readonly [options: readonly string[], command: readonly string[]]>> = {
  quiet: [['-e', 'LOG_RATE=0'], []],
  checked: [['-e', 'LOG_RATE=0', ...check], []],
  talker: [[], ['python3', '-c', talk]],
  terminal: [['-t'], ['python3', '-c', talk]],
  unlogged: [
    ['--log-driver', 'none'],
    ['python3', '-c', talk],
  ],
  hasty: [
    ['--log-opt', 'max-size=20k', '--log-opt', 'max-file=3'],
    ['python3', '-c', hurry],
  ],
};

/** Before that a signal to end would not be heeded. */
const answers = 'until ask http://localhost:8000/health >/dev/null 2>&1; do sleep 0.05; done';

const bring = async (guest: Guest, service: string): Promise<string> => {
  const [options, command] = recipes[guest];
  const labels = [`project=${guestProject}`, `service=${service}`, 'container-number=1', 'oneoff=False'];
  const asLabels = labels.flatMap(label => ['--label', `com.docker.compose.${label}`]);
  const all = [...asLabels, '--name', `${guestProject}-${service}-1`, ...options];
  const id = await runContainer('stacktop-test/web', all, command);
  if (guest === 'quiet' || guest === 'checked') await docker('exec', id, 'sh', '-c', answers);
  return id;
};

/** One after another: removals in parallel have hung Docker 20.10 for good. */
const sendGuestsHome = async (): Promise<void> => {
  const ids = await docker('ps', '-aq', '--filter', `label=com.docker.compose.project=${guestProject}`);
  for (const id of ids.split('\n').filter(Boolean)) await docker('rm', '-f', '-v', id);
};

/** The docker program obeys DOCKER_HOST, so the guests are where the clauses look. */
const engine: ContractEngine = {
  host: process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock',
  bring,
  sendGuestsHome,
  breakHealth: async id => {
    await docker('exec', id, 'touch', '/tmp/health-broken');
  },
  mendHealth: async id => {
    await docker('exec', id, 'rm', '-f', '/tmp/health-broken');
  },
  close: sendGuestsHome,
};

describeOnEngine('the contract', () => {
  contract('on a real engine', async () => engine);
});
