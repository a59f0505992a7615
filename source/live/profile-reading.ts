import type {Profile} from '../model/profile.js';
import {createCatalogue} from '../profiles/catalogue.js';
import {watchFolder} from '../profiles/watch.js';
import type {State} from '../state/state.js';
import type {Store} from '../state/store.js';
import {notify} from '../state/view-updates.js';
import type {Desk} from './desk.js';
import type {Recognising} from './recognising.js';

/** The first list has the machine for itself: what it does not need waits. */
const whenListed = (store: Store<State>, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    const look = (): void => {
      if (!store.get().listed && !signal.aborted) return;
      unsubscribe();
      signal.removeEventListener('abort', look);
      resolve();
    };
    const unsubscribe = store.subscribe(look);
    signal.addEventListener('abort', look, {once: true});
    look();
  });

const same = (a: readonly Profile[] | null, b: readonly Profile[]): boolean =>
  a !== null && a.length === b.length && a.every((profile, at) => profile === b[at]);

/** Has the list recognised by the profiles there are, and again whenever the user's own change, with a word about it. Until the session ends. */
export const readProfiles = async ({store, publisher, env, signal}: Desk, recognising: Recognising): Promise<void> => {
  const catalogue = createCatalogue(env);
  let used: readonly Profile[] | null = null;
  const read = async (): Promise<void> => {
    const {profiles, news} = await catalogue.read();
    const unchanged = same(used, profiles);
    if (signal.aborted || (unchanged && news === null)) return;
    used = profiles;
    if (!unchanged) recognising.use(profiles);
    // Before the list there is nothing to recognise, and a change would have the list wait for its turn.
    if (news === null && !store.get().listed) return;
    publisher.publish(state =>
      news ? notify(state, news.text, news.isProblem ? 'warn' : 'info', news.isProblem ? 10_000 : 4000) : {...state},
    );
  };
  await read();
  if (catalogue.folder === null) return;
  await whenListed(store, signal);
  await watchFolder(catalogue.folder, read, signal);
};
