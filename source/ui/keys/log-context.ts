import {logScreenHeight} from '../../state/log-layout.js';
import type {Page} from '../../state/log-moves.js';
import {inLogs, type LogView} from '../../state/logs.js';
import type {State} from '../../state/state.js';
import {logPage} from '../format/log-page.js';
import type {KeyContext} from './binding.js';

export const pageOf = (state: State, view: LogView): Page =>
  logPage(state, view, state.view.size.columns, logScreenHeight(state));

/** Changes the open log. */
export const changeLog = (context: KeyContext, change: (view: LogView, page: Page) => LogView): void =>
  context.update(state => {
    const {logs} = state;
    return logs ? inLogs(state, logs.id, view => change(view, pageOf(state, view))) : state;
  });

export const noLines = ({state}: KeyContext): string | null =>
  state.logs && state.logs.ring.count > 0 ? null : 'there are no lines';
