import {EngineError} from '../engine/errors.js';
import {rawLogs} from '../engine/raw-logs.js';
import {type Hit, targetName} from '../model/target.js';
import {inspectAll} from '../operations/all-containers.js';
import {plainText} from '../terminal/sanitise.js';
import {exitCodes, type Options, UsageError} from './options.js';
import type {Run} from './with-engine.js';

/** The log of one container byte for byte, its stdout to ours and its stderr to ours. Throws EngineError, and UsageError for several. */
export const printRaw = async (run: Run, {logs}: Options, hits: readonly Hit[]): Promise<number> => {
  const [hit, ...more] = hits;
  if (!hit || more.length > 0) {
    const names = hits.slice(0, 8).map(targetName).join(', ');
    throw new UsageError(plainText(`--raw wants one container, and these are ${hits.length}: name one of ${names}`));
  }
  const [container] = await inspectAll(run.engine, [hit.member.container], run.signal);
  if (!container) throw new EngineError('not-found', `${targetName(hit)} is gone`);
  const {tail, since, until, follow, timestamps} = logs;
  await rawLogs(run.engine, container.id, {
    ...{tail, since, until, follow, timestamps},
    tty: container.inspection?.tty ?? false,
    signal: run.signal,
    onBytes: (stream, bytes) => (stream === 'stdout' ? run.print(bytes) : run.printError(bytes)),
  });
  return exitCodes.fine;
};
