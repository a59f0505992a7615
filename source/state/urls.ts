import type {AgentRequest} from '../model/agent-request.js';
import type {Agent} from '../model/tunnel.js';
import type {UrlEntry} from '../model/url.js';
import type {State} from './state.js';

/** A request that came through a tunnel, with the agent that knows it. */
export interface CameThrough extends AgentRequest {
  readonly agent: Agent;
}

/** What the agents tell of their last requests. */
export type LastRequests =
  /** There is no agent to ask. */
  | {readonly kind: 'none'}
  | {readonly kind: 'asking'}
  /** Newest first. */
  | {readonly kind: 'told'; readonly list: readonly CameThrough[]}
  /** There is an agent, and its API cannot be reached. */
  | {readonly kind: 'silent'};

/** The screen of URLs (`u`), as the state has it. What it lists follows from the containers and their tunnels: see url-items. */
export interface UrlsView {
  /** Which opening of the screen it is. */
  readonly id: number;
  /** Key of the container or of the stack. */
  readonly key: string;
  readonly requests: LastRequests;
  /** Id of the chosen line; null is the first one. */
  readonly chosen: string | null;
  /** Where it was when it was last seen: where the cursor goes when it is gone. */
  readonly index: number;
  /** First line on screen. */
  readonly top: number;
}

/** What a question of this screen leads to. */
export type UrlGoal = {readonly kind: 'replay'; readonly key: string; readonly request: string};

/** What the screen of URLs can have done. */
export interface UrlActions {
  /** Starts what the screen needs; it is on top already. */
  open(key: string): void;
  close(): void;
  /** Opens a web page where there is a browser; else says so, and copies it. */
  browse(name: string, url: string): void;
  /** A question was answered with yes; `typed` is what was typed where something was. */
  reach(goal: UrlGoal, typed: string): void;
}

/** A line of the screen that can be chosen. Its id stays when its URL becomes another one. */
export type UrlItem =
  | {readonly kind: 'url'; readonly id: string; readonly entry: UrlEntry}
  | {readonly kind: 'request'; readonly id: string; readonly request: CameThrough};

export const beginUrls = (state: State, id: number, key: string): State => ({
  ...state,
  urls: {id, key, requests: {kind: 'asking'}, chosen: null, index: 0, top: 0},
});

export const endUrls = (state: State, id: number): State => (state.urls?.id === id ? {...state, urls: null} : state);

/** Agents have told, or have not; nothing when the screen was closed meanwhile. */
export const requestsTold = (state: State, id: number, requests: LastRequests): State => {
  const {urls} = state;
  if (urls?.id !== id || isSame(urls.requests, requests)) return state;
  return {...state, urls: {...urls, requests}};
};

const isSame = (before: LastRequests, after: LastRequests): boolean => {
  if (before.kind !== 'told' || after.kind !== 'told') return before.kind === after.kind;
  return (
    before.list.length === after.list.length &&
    before.list.every((one, place) => one.id === after.list[place]?.id && one.status === after.list[place]?.status)
  );
};
