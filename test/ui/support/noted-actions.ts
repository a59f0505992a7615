import type {Actions} from '../../../source/state/actions.js';

/** Actions that do nothing but note what was asked for, one line each: `openDetail auren/kafka/1 env`. */
export const notedActions = (): {readonly actions: Actions; readonly asked: string[]} => {
  const asked: string[] = [];
  const note =
    (what: string) =>
    (...details: readonly unknown[]): void => {
      asked.push([what, ...details.map(detail => (typeof detail === 'string' ? detail : JSON.stringify(detail)))].join(' '));
    };
  const part = (name: string) => ({open: note(`${name}.open`), close: note(`${name}.close`), reach: note(`${name}.reach`)});
  const actions: Actions = {
    openConsole: note('openConsole'),
    commands: {...part('commands'), run: note('commands.run'), transfer: note('commands.transfer'), stop: note('commands.stop')},
    topics: {...part('topics'), refresh: note('topics.refresh'), stopReading: note('topics.stopReading')},
    compose: {...part('compose'), choose: note('compose.choose'), leaveAsking: note('compose.leaveAsking')},
    urls: {...part('urls'), browse: note('urls.browse')},
    connections: {reach: note('connections.reach'), stop: note('connections.stop')},
    run: note('run'),
    plans: {run: note('plans.run'), stop: note('plans.stop')},
    openShell: note('openShell'),
    openDetail: note('openDetail'),
    closeDetail: note('closeDetail'),
    openLogs: keys => note('openLogs')(...keys),
    closeLogs: note('closeLogs'),
    saveLog: note('saveLog'),
    logLines: {
      save: ({typed, lines}) => note('logLines.save')(typed, lines ? [...lines].map(({text}) => text).join('') : 'raw'),
      stopSaving: note('logLines.stopSaving'),
      read: (reader, {lines}) => note('logLines.read')(reader, [...lines(false)].map(({text}) => text).join('')),
    },
    copy: note('copy'),
    refresh: note('refresh'),
    redraw: note('redraw'),
    suspend: note('suspend'),
    quit: note('quit'),
  };
  return {actions, asked};
};
