import type {DemoEngine} from '../../../source/demo/options.js';
import {plainSpec} from '../../../source/demo/systems/crowd.js';
import type {ContainerSpec} from '../../../source/demo/world/spec.js';
import {placesStack, type StoryPlaces} from '../../stories/story-engine.js';

const port = (container: number) => ({container, host: null});
const mount = (destination: string, writable: boolean) =>
  ({type: 'volume', source: 'places_data', destination, writable}) as const;

/** The same on the demo engine. Of `db`'s ports one is only said to be exposed: see the world's `deafPorts`. */
export const placesOnDemo = async ({world}: DemoEngine): Promise<StoryPlaces> => {
  const add = (service: string, networks: readonly string[], more: Partial<ContainerSpec> = {}): void => {
    const plain = plainSpec(placesStack, service, 1);
    const labels = {
      ...plain.labels,
      'com.docker.compose.depends_on': service === 'web' ? 'db:service_healthy:false' : '',
      'com.docker.compose.project.working_dir': '/srv/places',
      'com.docker.compose.project.config_files': '/srv/places/compose.yml',
    };
    const behaviour = {...plain.behaviour, readyAfter: 100, stopAfter: 100};
    world.add(placesStack, service, 1, {
      name: `places-${service}-1`,
      labels,
      networks,
      external: networks,
      behaviour,
      ports: [port(8000)],
      ...more,
    });
  };
  add('db', ['places-back'], {mounts: [mount('/data', true)], ports: [port(8000), port(9999)], deafPorts: [9999]});
  add('web', ['places-back', 'places-front'], {mounts: [mount('/read', false)]});
  add('lonely', ['places-lonely']);
  add('mute', ['places-back'], {image: 'places/shell-less', ports: []});
  world.addVolume('places_spare', placesStack);
  const reference = (service: string): string => `${placesStack}/${service}`;
  return {
    stop: service => world.stop(reference(service)),
    start: async service => world.start(reference(service)),
    loseNetwork: async () => {
      await world.stop(reference('lonely'));
      world.removeNetwork('places-lonely');
    },
    remove: async () => {
      for (const container of world.containers()) if (container.spec.project === placesStack) world.remove(container.id);
    },
  };
};
