import type {Profile, ServiceProfile} from '../../model/profile.js';
import {hex} from '../random.js';
import type {CheckSpec, ContainerSpec, MountSpec} from '../world/spec.js';
import {behaviourOf} from './defaults.js';
import type {Character, Story} from './story.js';

const ms = (seconds: number | null, otherwise: number) => (seconds === null ? otherwise : seconds * 1000);

/** Docker's own defaults where the file says nothing: 30 s, 30 s, 3. */
const checkOf = (service: ServiceProfile): CheckSpec | null =>
  service.check && {
    test: service.check.test,
    interval: ms(service.check.interval, 30_000),
    timeout: ms(service.check.timeout, 30_000),
    retries: service.check.retries ?? 3,
    startPeriod: ms(service.check.startPeriod, 20_000),
  };

const labelsOf = (profile: Profile, project: string, service: ServiceProfile, number: number) => ({
  'com.docker.compose.config-hash': hex(64, project, service.name, 'config'),
  'com.docker.compose.container-number': String(number),
  'com.docker.compose.depends_on': service.dependsOn.map(one => `${one.service}:${one.condition}:false`).join(','),
  'com.docker.compose.image': `sha256:${hex(64, 'image', service.image ?? `${project}-${service.name}`)}`,
  'com.docker.compose.oneoff': 'False',
  'com.docker.compose.project': project,
  'com.docker.compose.project.config_files': profile.composeFiles.map(file => `/srv/${profile.name}/${file}`).join(','),
  'com.docker.compose.project.working_dir': `/srv/${profile.name}`,
  'com.docker.compose.service': service.name,
  'com.docker.compose.version': '2.29.7',
});

/** The variables that the official images are set up with. The password is no secret: there is no database behind it. */
const envOf = (service: ServiceProfile): readonly string[] => {
  if (service.kind === 'postgres') {
    return [
      `POSTGRES_USER=${service.user ?? 'postgres'}`,
      `POSTGRES_DB=${service.database ?? service.user ?? 'postgres'}`,
      'POSTGRES_PASSWORD=only-a-demo',
      'PGDATA=/var/lib/postgresql/data',
    ];
  }
  if (service.kind === 'zookeeper') return ['ZOOKEEPER_CLIENT_PORT=2181', 'ZOOKEEPER_TICK_TIME=2000'];
  return [];
};

const commandOf = (service: ServiceProfile): {readonly entrypoint: readonly string[]; readonly command: readonly string[]} => {
  switch (service.kind) {
    case 'postgres':
      return {entrypoint: ['docker-entrypoint.sh'], command: ['postgres']};
    case 'redis':
      return {entrypoint: ['docker-entrypoint.sh'], command: ['redis-server']};
    case 'kafka':
    case 'zookeeper':
      return {entrypoint: [], command: ['/etc/confluent/docker/run']};
    case 'nginx':
      return {entrypoint: ['/docker-entrypoint.sh'], command: ['nginx', '-g', 'daemon off;']};
    case 'ngrok':
      return {entrypoint: [], command: ['ngrok', 'http', 'backend:8000', '--log', 'stdout']};
    default:
      return {
        entrypoint: [],
        command: ['uvicorn', 'main:app', '--host', '0.0.0.0', '--port', String(service.ports[0]?.container ?? 8000)],
      };
  }
};

const volumesOf = (project: string, service: ServiceProfile): readonly MountSpec[] =>
  service.volumes.map(one => ({type: 'volume', source: `${project}_${one.name}`, destination: one.path, writable: true}));

const portsOf = (story: Story, service: ServiceProfile) =>
  service.ports.map(({container, host}) => {
    const moved = host === null ? undefined : story.ports?.[host];
    return {container, host: moved === undefined ? host : moved};
  });

/** One service of a profile as a container of the demo. */
export const specOf = (profile: Profile, story: Story, service: ServiceProfile, number = 1): ContainerSpec => {
  const character: Character = story.services[service.name] ?? {};
  const named = character.container ?? (number === 1 && story.project === profile.projects[0] ? service.container : null);
  return {
    name: named ?? `${story.project}-${service.name}-${number}`,
    project: story.project,
    service: service.name,
    number,
    oneOff: false,
    image: service.image ?? `${story.project}-${service.name}`,
    ...(character.imageMoved === undefined ? {} : {imageMoved: character.imageMoved}),
    ...commandOf(service),
    ...(character.entrypoint ? {entrypoint: character.entrypoint} : {}),
    ...(character.command ? {command: character.command} : {}),
    env: [...envOf(service), ...(character.env ?? [])],
    workingDir: character.workingDir ?? (service.image === null ? '/app' : ''),
    user: '',
    tty: character.tty ?? false,
    labels: labelsOf(profile, story.project, service, number),
    ports: portsOf(story, service),
    mounts: [...volumesOf(story.project, service), ...(character.mounts ?? [])],
    networks: [profile.network ?? `${story.project}_default`, ...(character.external ?? [])],
    ...(character.external ? {external: character.external} : {}),
    memoryLimit: service.memoryLimit ?? 0,
    nanoCpus: 0,
    restartPolicy: service.job ? 'no' : 'unless-stopped',
    stopSignal: service.kind === 'postgres' ? 'SIGINT' : service.kind === 'nginx' ? 'SIGQUIT' : 'SIGTERM',
    check: character.check ?? checkOf(service),
    behaviour: behaviourOf(service, character),
  };
};
