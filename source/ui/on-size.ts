import {budgetForFrame} from '../state/log-find.js';
import {placed} from '../state/log-moves.js';
import {inLogs} from '../state/logs.js';
import type {State} from '../state/state.js';
import {resized} from '../state/view-updates.js';
import {pageOf} from './keys/log-context.js';

/** The state on a screen of this size. The chosen line of a log that stands still stays in view, however lines are wrapped there. */
export const onSize = (state: State, columns: number, rows: number): State => {
  const next = resized(state, columns, rows);
  const {size} = state.view;
  if (!next.logs || (size.columns === columns && size.rows === rows)) return next;
  return inLogs(next, next.logs.id, view =>
    view.place ? placed(view, view.place.cursor, pageOf(next, view), budgetForFrame()) : view,
  );
};
