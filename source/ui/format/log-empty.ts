import {isOpenEnded} from '../../model/log-range.js';
import {lineCount} from '../../state/log-count.js';
import type {LogView} from '../../state/logs.js';
import {plainText} from '../../terminal/sanitise.js';
import {wrap} from '../../terminal/widths.js';
import type {Look} from './look.js';

interface Words {
  readonly what: string;
  readonly hint: string;
}

const asTheyCome = 'Lines appear here as they come.';

/** Of sources that stand alike, with nothing read. */
const ofAll = ({sources}: LogView): Words | null => {
  const [first, second] = sources;
  if (!first) return {what: 'There is no container here any more.', hint: 'Esc goes back.'};
  const containers = second ? 'None of these containers runs' : 'The container does not run';
  if (sources.some(({state}) => state.kind === 'away'))
    return {what: 'The engine does not answer.', hint: 'The log goes on when it is back.'};
  if (sources.every(({state}) => state.kind === 'gone'))
    return {
      what: `The container${second ? 's were' : ' was'} removed, and the log with ${second ? 'them' : 'it'}.`,
      hint: 'A new one in its place is followed.',
    };
  if (sources.every(({state}) => state.kind === 'waiting' && state.never))
    return {what: `${second ? 'None of these containers was ever' : 'This container was never'} started.`, hint: asTheyCome};
  if (sources.every(({state}) => state.kind === 'waiting'))
    return {what: `${containers}, and nothing was written to the log.`, hint: asTheyCome};
  return null;
};

const sentences = (view: LogView): Words => {
  const failed = view.sources.find(source => source.state.kind === 'failed');
  const hasLines = lineCount(view.ring) > 0;
  if (hasLines && view.older.kind === 'wanted')
    return {what: 'No line passes the filter so far: older ones are being read.', hint: 'Esc stops that.'};
  if (hasLines)
    return view.errorsOnly && view.filter === ''
      ? {
          what: 'None of the lines held here is an error.',
          hint: `e shows all lines again${view.older.kind === 'none' ? '' : ', g looks through older ones'}.`,
        }
      : {
          what: 'No line passes the filter.',
          hint: `Esc clears it, & changes it${view.older.kind === 'none' ? '' : ', g looks through older lines'}.`,
        };
  if (failed?.state.kind === 'failed') return {what: failed.state.message, hint: failed.state.hint};
  if (view.cleared) return {what: 'The lines were cleared away.', hint: `${asTheyCome} 0 shows the last ones again.`};
  const all = ofAll(view);
  if (all) return all;
  if (view.isOpening || view.sources.some(source => source.state.kind === 'opening')) return {what: 'Opening the log.', hint: ''};
  if (!isOpenEnded(view.range) && view.sources.some(source => source.state.kind === 'open'))
    return {what: 'Reading what was written in that time.', hint: ''};
  if (view.range.kind === 'last' || view.range.kind === 'between')
    return {what: 'Nothing was written in that time.', hint: '0 shows the last lines, 1 the log from its start, T another time.'};
  return {what: 'Nothing has been written to this log yet.', hint: asTheyCome};
};

/** Why there are no lines, and what to do. */
export const emptyLogLines = (view: LogView, width: number, look: Look): string[] => {
  const {what, hint} = sentences(view);
  return [
    '',
    ...wrap(plainText(what), width - 4).map(line => `  ${look.paint.text(line)}`),
    ...wrap(plainText(hint), width - 4).map(line => `  ${look.paint.dim(line)}`),
  ];
};
