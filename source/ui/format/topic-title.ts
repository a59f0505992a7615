import {spokenDuration} from '../../model/duration.js';
import type {State} from '../../state/state.js';
import {missingIn} from '../../state/topic-rows.js';
import {isStale, type TopicsView} from '../../state/topics.js';
import {plainText} from '../../terminal/sanitise.js';
import type {Role} from '../../terminal/theme.js';
import {truncate} from '../../terminal/widths.js';
import {cutSpans, paintSpans, type Span, spansWidth} from './log-spans.js';
import {grouped} from './log-title.js';
import type {Look} from './look.js';
import {messageRate} from './topic-table.js';

/** `1 topic`, `12 topics`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${grouped(count)} ${count === 1 ? one : many}`;

type Fact = readonly [text: string, role: Role];

/** `next try in 3 s`. */
export const nextTry = (retryAt: number, now: number): string => {
  const seconds = Math.ceil((retryAt - now) / 1000);
  return seconds > 0 ? `next try in ${seconds} s` : 'trying now';
};

/** Older figures than this (ms) tell their age. */
const oldFrom = 2000;

/** Why the figures on screen may be out of date; nothing while they are not. Without any, what is wrong stands in their place. */
const troubleFacts = (view: TopicsView, state: State, {glyphs}: Look): Fact[] => {
  const {broker, overview, readAt} = view;
  if (!overview) return [];
  const ago = state.now - readAt;
  const age: Fact[] = isStale(view, state.now) && ago >= oldFrom ? [[`figures of ${spokenDuration(ago)} ago`, 'warn']] : [];
  if (broker.kind === 'failed') return [[`${glyphs.trouble} ${broker.message}`, 'alarm'], ...age];
  if (broker.kind === 'away') return [[broker.message, 'warn'], ...age];
  return age;
};

/** Whose it is, what, the facts, and at the right edge which rows of how many are on screen. */
const line = (title: string, place: string, facts: readonly Fact[], where: string, width: number, look: Look): string => {
  const {paint, glyphs} = look;
  const spans: Span[] = [{text: ` ${plainText(title)}`, paint: paint.stack}];
  if (place !== '') spans.push({text: `  ${plainText(place)}`, paint: paint.strong});
  facts.forEach(([text, role], index) => {
    spans.push(
      {text: index === 0 ? '  ' : ` ${glyphs.separator} `, paint: paint.faint},
      {text: plainText(text), paint: paint[role]},
    );
  });
  const room = width - (where === '' ? 0 : where.length + 3);
  const shown = cutSpans(spans, 0, room, {text: glyphs.cut, paint: paint.faint});
  if (where === '') return paintSpans(shown);
  return `${paintSpans(shown)}${' '.repeat(room - spansWidth(shown) + 2)}${paint.dim(where)} `;
};

/** Above the topics: whose they are, how many, what is wrong, how old the figures are. */
export const topicsTitle = (view: TopicsView, state: State, where: string, width: number, look: Look): string => {
  const {overview} = view;
  const facts: Fact[] = [...troubleFacts(view, state, look)];
  if (overview) {
    const own = overview.topics.filter(({internal}) => internal).length;
    const under = overview.topics.reduce((sum, topic) => sum + topic.underReplicated, 0);
    const offline = overview.topics.reduce((sum, topic) => sum + topic.offline, 0);
    const missing = missingIn(state).length;
    facts.push([counted(overview.topics.length - own, 'topic'), 'dim']);
    if (missing > 0) facts.push([`${missing} missing`, 'warn']);
    if (offline > 0) facts.push([`${counted(offline, 'partition')} offline`, 'alarm']);
    if (under > 0) facts.push([`${counted(under, 'partition')} under-replicated`, 'alarm']);
    facts.push([counted(overview.brokers.length, 'broker'), 'dim']);
    if (overview.groups) facts.push([counted(overview.groups.length, 'group'), 'dim']);
    if (view.filter !== '') facts.push([`/${view.filter}`, 'accent']);
    for (const trouble of overview.troubles) facts.push([trouble, 'warn']);
  }
  return line(view.title, '', facts, where, width, look);
};

/** Above the groups. */
export const groupsTitle = (view: TopicsView, state: State, where: string, width: number, look: Look): string => {
  const groups = view.overview?.groups ?? null;
  const facts: Fact[] = [...troubleFacts(view, state, look)];
  if (groups) {
    facts.push([counted(groups.length, 'group'), 'dim']);
    const worst = groups.reduce((most, {lag}) => Math.max(most, lag ?? 0), 0);
    facts.push([`worst lag ${grouped(worst)}`, worst === 0 ? 'dim' : 'text']);
  }
  return line(view.title, 'consumer groups', facts, where, width, look);
};

/** Above one topic. */
export const topicTitle = (view: TopicsView, state: State, name: string, where: string, width: number, look: Look): string => {
  const topic = view.overview?.topics.find(each => each.name === name);
  const facts: Fact[] = [...troubleFacts(view, state, look)];
  if (topic) {
    facts.push([counted(topic.partitions.length, 'partition'), 'dim'], [`replication ${topic.replication}`, 'dim']);
    if (topic.messages !== null) facts.push([counted(topic.messages, 'message'), 'dim']);
    const rate = view.rates.get(name);
    if (rate !== undefined) facts.push([`${messageRate(rate)}/s`, 'dim']);
    if (topic.offline > 0) facts.push([`${topic.offline} offline`, 'alarm']);
    if (topic.underReplicated > 0) facts.push([`${topic.underReplicated} under-replicated`, 'alarm']);
  }
  return line(view.title, name, facts, where, width, look);
};

/** Above the keys: what the broker is doing for us, or what to try while it does not answer; null when there is nothing to say. */
export const brokerStatus = ({broker, doing, overview}: TopicsView, now: number, width: number, look: Look): string | null => {
  const {paint, glyphs} = look;
  const said = (text: string, role: Role): string => ` ${paint[role](truncate(plainText(text), width - 2, glyphs.cut))}`;
  if (doing !== null) return said(`${glyphs.working} ${doing}`, 'accent');
  // Before the first answer that stands in the middle of the screen.
  if (overview === null) return null;
  if (broker.kind === 'away') return said(broker.hint, 'warn');
  if (broker.kind !== 'failed') return null;
  const separator = ` ${glyphs.separator} `;
  return said([nextTry(broker.retryAt, now), broker.hint].filter(text => text !== '').join(separator), 'warn');
};
