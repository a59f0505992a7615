import {lastRequests, replayRequest} from '../operations/agent-requests.js';
import type {State} from '../state/state.js';
import type {CameThrough, UrlActions, UrlGoal} from '../state/urls.js';
import {notify} from '../state/view-updates.js';
import {browserIn, openPage} from './browser.js';
import {type Desk, whileOpen} from './desk.js';
import {watchTunnels} from './tunnel-watch.js';
import {openUrlSession, placeIn} from './url-session.js';

const requestIn = ({urls}: State, id: string): CameThrough | undefined =>
  urls?.requests.kind === 'told' ? urls.requests.list.find(request => request.id === id) : undefined;

/**
 * The URLs of stacks: keeps the public ones current, and the requests through them while their screen is open.
 * @param copy puts a text on the person's clipboard, and says so
 */
export const createUrlActions = (desk: Desk, copy: (what: string, text: string) => void): UrlActions => {
  const {engine, store, env, signal, start} = desk;
  const say = (text: string, kind: 'info' | 'warn'): void => store.update(state => notify(state, text, kind, 6000));
  const watch = watchTunnels(desk);
  start(watch.ended);

  const browse = async (name: string, url: string): Promise<void> => {
    const browser = browserIn(env);
    const instead = (why: string): void => {
      copy(name, url);
      say(`${why}: copied instead: ${url}`, 'warn');
    };
    if (!browser) {
      instead(env.SSH_CONNECTION || env.SSH_TTY ? 'over SSH there is no browser here' : 'there is no browser here');
      return;
    }
    try {
      await openPage(browser, url);
      say(`opened ${url}`, 'info');
    } catch (error) {
      instead(error instanceof Error ? `no browser opened (${error.message})` : 'no browser opened');
    }
  };

  const replay = async ({request: id}: UrlGoal): Promise<void> => {
    const request = requestIn(store.get(), id);
    const place = request && placeIn(store.get(), request.agent);
    if (!request || !place) {
      say('that request is no more: its agent has another run', 'warn');
      return;
    }
    // Asked for again, so that it is made by the way that works now and never by two.
    const told = await lastRequests(engine, place, {limit: 1, signal, before: watch.wayOf(request.agent)});
    const what = `${request.method} ${request.path}`;
    const reason = told ? await replayRequest(engine, place, request, told.way, signal) : 'the agent does not answer';
    say(reason === null ? `replayed: ${what}` : `not replayed: ${what}: ${reason}`, reason === null ? 'info' : 'warn');
  };

  return {
    ...whileOpen(desk, (key, open) => openUrlSession(desk, watch, key, open)),
    browse: (name, url) => start(browse(name, url)),
    reach: goal => start(replay(goal)),
  };
};
