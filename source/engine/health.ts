import type {HealthProbe} from '../model/container.js';
import {list, numeric, type RawRecord, record, strings, text, time} from './read.js';

/** The check's command; empty when the image has none or it was turned off (`["NONE"]`). */
export function healthTestOf(check: RawRecord): readonly string[] {
  const test = strings(check.Test);
  return test[0] === 'NONE' ? [] : test;
}

/** The engine keeps the last five runs, oldest first; the output of a probe is cut at 4 KiB by the engine. */
export function probesOf(health: RawRecord): readonly HealthProbe[] {
  return list(health.Log).map(raw => {
    const probe = record(raw);
    const start = time(probe.Start) ?? 0;
    return {start, end: time(probe.End) ?? start, exitCode: numeric(probe.ExitCode) ?? 0, output: text(probe.Output)};
  });
}
