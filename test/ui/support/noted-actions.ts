import type {Actions} from '../../../source/state/actions.js';

/** Actions that do nothing but note what was asked for, one line each: `openDetail auren/kafka/1 env`. */
export const notedActions = (): {readonly actions: Actions; readonly asked: string[]} => {
  const asked: string[] = [];
  const note =
    (what: keyof Actions) =>
    (...details: readonly unknown[]): void => {
      asked.push([what, ...details.map(detail => (typeof detail === 'string' ? detail : JSON.stringify(detail)))].join(' '));
    };
  const actions: Actions = {
    run: note('run'),
    openShell: note('openShell'),
    openDetail: note('openDetail'),
    closeDetail: note('closeDetail'),
    openLogs: note('openLogs'),
    closeLogs: note('closeLogs'),
    saveLog: note('saveLog'),
    copy: note('copy'),
    refresh: note('refresh'),
    redraw: note('redraw'),
    suspend: note('suspend'),
    quit: note('quit'),
  };
  return {actions, asked};
};
