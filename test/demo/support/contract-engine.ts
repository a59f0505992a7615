import {err, out, silent, type Voice} from '../../../source/demo/logs/voice.js';
import type {ApiVersion} from '../../../source/demo/version.js';
import type {ContainerSpec} from '../../../source/demo/world/spec.js';
import {type ContractEngine, type Guest, guestProject, longLine} from '../../contract/engine.js';
import {shopOnDemo} from '../../screens/support/shop-on-demo.js';

const talk: Voice = {
  ...silent,
  opening: () => [out('x'.repeat(longLine))],
  period: 50,
  line: (_, index) => [(index + 1) % 5 === 0 ? err(`line ${index + 1}`) : out(`line ${index + 1}`)],
};

const hurry: Voice = {
  ...silent,
  period: 5,
  line: (_, index) => [(index + 1) % 3 === 0 ? err(`line ${index + 1}`) : out(`line ${index + 1}`)],
};

/** The embedded engine with the shop on it, and guests that do what the real ones do. */
export const contractOnDemo = async (apiVersion: ApiVersion): Promise<ContractEngine> => {
  const shop = await shopOnDemo({apiVersion});
  const {world} = shop.demo;
  const {behaviour, ports} = world.find('shop/web').spec;
  const guest = {restartPolicy: 'no', behaviour: {...behaviour, readyAfter: 300, stopAfter: 100}, ports} as const;
  const {check} = world.find('shop/web').spec;
  const recipes: Readonly<Record<Guest, Partial<ContainerSpec>>> = {
    quiet: guest,
    checked: {...guest, check},
    talker: {...guest, behaviour: {...guest.behaviour, voice: talk}},
    terminal: {...guest, behaviour: {...guest.behaviour, voice: talk}, tty: true},
    unlogged: {...guest, behaviour: {...guest.behaviour, voice: talk}, logDriver: 'none'},
    hasty: {...guest, behaviour: {...guest.behaviour, voice: hurry}},
  };
  return {
    host: shop.host,
    bring: async (kind, service) => world.add(guestProject, service, 1, recipes[kind]).id,
    sendGuestsHome: async () => {
      for (const one of world.containers()) if (one.spec.project === guestProject) world.remove(one.id);
    },
    breakHealth: async id => world.breakHealth(id, {output: 'curl: (22) The requested URL returned error: 503\n'}),
    mendHealth: async id => world.heal(id),
    close: shop.close,
  };
};
