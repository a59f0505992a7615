import {useRef} from 'react';
import {stepsAt} from '../../model/plan-progress.js';
import {leftoverWords} from '../../model/plan-words.js';
import {visibleRowsIn} from '../../state/layout.js';
import {budgetForFrame, countHits} from '../../state/log-find.js';
import type {LogView} from '../../state/logs.js';
import {shownPlanIn} from '../../state/plan.js';
import {rowsIn, screenIn} from '../../state/selectors.js';
import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import {truncate} from '../../terminal/widths.js';
import {answerStatus} from '../format/answer-title.js';
import {composeStatus} from '../format/compose-output.js';
import {commandLineKeys, formatConsequences, formatKeys, formatNotice, formatPrompt, menuKeys} from '../format/footer.js';
import {takingLine} from '../format/log-saving.js';
import {logStatusLine} from '../format/log-title.js';
import type {Look} from '../format/look.js';
import {messageStatus} from '../format/message-title.js';
import {brokerStatus} from '../format/topic-title.js';
import {urlStatusLine} from '../format/url-page.js';
import {formatWhy} from '../format/why.js';
import {memberWhy, worstWhy} from '../format/why-of.js';
import type {KeyContext} from '../keys/binding.js';
import {footerKeys} from '../keys/table.js';
import {Lines} from './line.js';

const logStatus = (state: State, view: LogView, look: Look): string => {
  const cursor = view.place?.cursor ?? Number.MAX_SAFE_INTEGER;
  const hits = view.search === '' ? null : countHits(view, cursor, budgetForFrame());
  return logStatusLine(state, view, hits, state.view.size.columns, look);
};

/** What is to be said of a broker and of the messages that are read from it; null where nothing is. */
const topicStatus = (state: State, look: Look): string | null => {
  const {topics: view, now} = state;
  const {columns} = state.view.size;
  const {kind} = screenIn(state);
  if (!view || (kind !== 'topics' && kind !== 'groups' && kind !== 'topic' && kind !== 'messages')) return null;
  if (kind !== 'messages' || !view.messages) return brokerStatus(view, now, columns, look);
  const {log} = view.messages;
  const hits = log.search === '' ? null : countHits(log, log.place?.cursor ?? Number.MAX_SAFE_INTEGER, budgetForFrame());
  return messageStatus(view.messages, hits, now, columns, look);
};

/** What is being done about a plan's end; what it is at stands in its frame. */
const planStatus = (state: State, look: Look): string => {
  const run = shownPlanIn(state);
  if (!run) return '';
  const {plan, progress} = run;
  const working = stepsAt(plan, progress, 'working').map(({label}) => plainText(label));
  const names = working.slice(0, 3).join(', ') + (working.length > 3 ? ` and ${working.length - 3} more` : '');
  const stopping = progress.halted !== null && progress.endedAt === null && working.length > 0;
  const why = progress.halted === 'failed' ? 'nothing new begins after a failure; ' : '';
  const over = progress.endedAt !== null && stepsAt(plan, progress, 'done').length < plan.steps.length;
  const left = over
    ? leftoverWords(plan, progress, ({label}) => label)
        .map(plainText)
        .join('; ')
    : '';
  const text = stopping ? `${why}stopping after ${names}` : left;
  return ` ${look.paint.warn(truncate(text, state.view.size.columns - 2, look.glyphs.cut))}`;
};

const whyLine = (state: State, context: KeyContext, look: Look): string => {
  const above = formatConsequences(state, look);
  if (above !== null) return above;
  const notice = formatNotice(state, look);
  if (notice !== null) return notice;
  if (screenIn(state).kind === 'help') return '';
  if (screenIn(state).kind === 'plan') return planStatus(state, look);
  if (screenIn(state).kind === 'logs' && state.logs)
    return takingLine(state, state.logs, state.view.size.columns, look) ?? logStatus(state, state.logs, look);
  if (screenIn(state).kind === 'urls') return urlStatusLine(state, state.view.size.columns, look);
  if (screenIn(state).kind === 'compose') return composeStatus(state, look);
  if (screenIn(state).kind === 'qr') {
    const text = 'For the camera of a phone; Esc goes back to the URLs.';
    return ` ${look.paint.dim(truncate(text, state.view.size.columns - 2, look.glyphs.cut))}`;
  }
  if (screenIn(state).kind === 'commands' && state.commands) {
    const status = answerStatus(state.commands, state.view.size.columns, look);
    if (status !== '') return status;
  }
  const told = topicStatus(state, look);
  if (told !== null) return told;
  const why = (context.row ? memberWhy(context.row, state) : null) ?? worstWhy(state, context.row);
  return why ? formatWhy(why, state.view.size.columns, look) : '';
};

/** The rule, with where in the list one is when there is more of it than fits. */
const ruleLine = (state: State, look: Look): string => {
  const {columns} = state.view.size;
  const {paint, glyphs} = look;
  const total = rowsIn(state).length;
  const {top, rows} = visibleRowsIn(state);
  if (screenIn(state).kind !== 'stacks' || rows.length >= total) return paint.line(glyphs.rule.repeat(columns));
  const range = ` ${top + 1}-${top + rows.length} of ${total} `;
  const rest = Math.max(0, columns - range.length - 2);
  return paint.line(glyphs.rule.repeat(rest)) + paint.dim(range) + paint.line(glyphs.rule.repeat(2));
};

/** The keys on offer. They are worked out again when something changed that they may depend on, and not with every sample. */
const useFooterKeys = (context: KeyContext, ascii: boolean): ReturnType<typeof footerKeys> => {
  const {stacks, view, readOnly, activities, plans, logs, logSave, commands, topics, urls, compose, tunnels, kept, detail} =
    context.state;
  const causes = [
    stacks,
    view,
    readOnly,
    activities,
    plans,
    logs,
    logSave,
    commands,
    topics,
    urls,
    compose,
    tunnels,
    kept,
    detail,
    ascii,
  ];
  const last = useRef<{readonly causes: readonly unknown[]; readonly keys: ReturnType<typeof footerKeys>} | null>(null);
  if (!last.current || last.current.causes.some((cause, index) => cause !== causes[index])) {
    last.current = {causes, keys: footerKeys(context, ascii)};
  }
  return last.current.keys;
};

/** The three last lines of the screen: a rule, what is wrong (or what just happened), and the keys or the question. */
export const Footer = ({state, context, look}: {readonly state: State; readonly context: KeyContext; readonly look: Look}) => {
  const {columns} = state.view.size;
  const offered = useFooterKeys(context, look.theme.ascii);
  const asking = state.view.prompt?.kind;
  const keys = asking === 'menu' ? menuKeys : asking === 'command-line' ? commandLineKeys(look.theme.ascii) : offered;
  return (
    <Lines
      texts={[ruleLine(state, look), whyLine(state, context, look), formatPrompt(state, look) ?? formatKeys(keys, columns, look)]}
    />
  );
};
