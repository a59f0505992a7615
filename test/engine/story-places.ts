import {vi} from 'vitest';
import {placesStack, type StoryPlaces} from '../stories/story-engine.js';
import {docker, runContainer} from './support.js';

const networks = ['places-back', 'places-front', 'places-lonely'] as const;
const volumes = ['places_data', 'places_spare'] as const;
const services = ['db', 'web', 'lonely', 'mute'] as const;
const nameOf = (service: string): string => `places-${service}-1`;

const removeAll = async (): Promise<void> => {
  for (const service of services) await docker('rm', '-f', '-v', nameOf(service)).catch(() => {}); // it is not there
  for (const network of networks) await docker('network', 'rm', network).catch(() => {});
  for (const volume of volumes) await docker('volume', 'rm', volume).catch(() => {});
};

const start = (service: string, image: string, network: string, options: readonly string[]): Promise<string> => {
  const labels = [
    ...[`project=${placesStack}`, `service=${service}`, 'container-number=1', 'oneoff=False', 'version=2.26.1'],
    ...['project.working_dir=/srv/places', 'project.config_files=/srv/places/compose.yml'],
    `depends_on=${service === 'web' ? 'db:service_healthy:false' : ''}`,
  ];
  const compose = labels.flatMap(label => ['--label', `com.docker.compose.${label}`]);
  const place = ['--name', nameOf(service), '--network', network, '--network-alias', service];
  return runContainer(image, [...compose, ...place, '-e', 'LOG_RATE=0', ...options]);
};

/** Waits until it listens: the engine calls it started before that. */
const listens = async (service: string): Promise<void> => {
  const asked = () => docker('exec', nameOf(service), 'ask', 'http://localhost:8000/health');
  await vi.waitFor(asked, {timeout: 60_000, interval: 200});
};

/** Listens on 8000; on 9999, which it says to expose, nobody does. */
const exposed = ['--expose', '8000', '--expose', '9999'];

export const bringPlaces = async (): Promise<StoryPlaces> => {
  await removeAll();
  for (const network of networks) await docker('network', 'create', '--label', 'stacktop.lab=yes', network);
  for (const volume of volumes) {
    const labels = ['stacktop.lab=yes', `com.docker.compose.project=${placesStack}`];
    await docker('volume', 'create', ...labels.flatMap(label => ['--label', label]), volume);
  }
  const database = ['--network-alias', 'database', '-v', 'places_data:/data', ...exposed];
  await start('db', 'stacktop-test/web', 'places-back', database);
  await docker('exec', nameOf('db'), 'sh', '-c', 'head -c 3000000 /dev/zero >/data/file');
  await start('web', 'stacktop-test/web', 'places-back', ['-v', 'places_data:/read:ro', '--expose', '8000']);
  await docker('network', 'connect', '--alias', 'web', 'places-front', nameOf('web'));
  await start('lonely', 'stacktop-test/web', 'places-lonely', ['--expose', '8000']);
  await start('mute', 'stacktop-test/shell-less', 'places-back', []);
  for (const service of ['db', 'web', 'lonely']) await listens(service);
  return {
    stop: async service => void (await docker('stop', '-t', '3', nameOf(service))),
    start: async service => {
      await docker('start', nameOf(service));
      await listens(service);
    },
    loseNetwork: async () => {
      await docker('stop', '-t', '3', nameOf('lonely'));
      await docker('network', 'rm', 'places-lonely');
    },
    remove: removeAll,
  };
};
