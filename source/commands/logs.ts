import type {LogLine} from '../model/log-line.js';
import {lastState, withoutColours} from '../model/log-text.js';
import {type Hit, inStackOrder, targetName} from '../model/target.js';
import {readLogs} from '../operations/read-logs.js';
import {asciiOnly, colourLevel} from '../terminal/capabilities.js';
import {colouredText, plainText} from '../terminal/sanitise.js';
import {createTheme} from '../terminal/theme.js';
import {exitCodes, type Options} from './options.js';
import {readStacks, resolveTargets} from './targets.js';
import {type Run, withEngine} from './with-engine.js';

/** The names before the lines: none for a single container, without the stack when there is only one. */
export const linePrefixes = (hits: readonly Hit[]): readonly string[] => {
  if (hits.length < 2) return hits.map(() => '');
  const one = new Set(hits.map(({stack}) => stack)).size === 1;
  const names = hits.map(hit => plainText(one ? hit.member.label : targetName(hit)));
  const width = Math.max(...names.map(name => name.length));
  return names.map(name => name.padEnd(width));
};

/**
 * A line as it goes out. To a terminal nothing that could move its cursor; to a pipe or a file what the container wrote, byte for byte
 * as far as it is UTF-8.
 */
const shownLine = (text: string, terminal: boolean, colours: boolean): string => {
  if (!terminal) return text;
  const safe = colouredText(lastState(text));
  return colours ? safe : withoutColours(safe);
};

const printLogs = async (run: Run, options: Options, hits: readonly Hit[]): Promise<number> => {
  const {follow, tail, since, until, grep} = options.logs;
  const terminal = process.stdout.isTTY;
  const level = terminal ? colourLevel(process.env, options.noColour) : 'none';
  const {paint} = createTheme(level, 'dark', asciiOnly(process.env, options.ascii));
  const bar = asciiOnly(process.env, options.ascii) ? '|' : '│';
  const prefixes = linePrefixes(hits).map(name =>
    name === '' ? '' : level === 'none' ? `${name} ${bar} ` : paint.stack(`${name} ${bar} `),
  );
  let failed = false;
  let lost = false;
  await readLogs(
    run.engine,
    hits.map(({member: {container}}) => ({id: container.id, tty: container.inspection?.tty ?? false})),
    {
      follow,
      tail,
      since,
      until,
      signal: run.signal,
      async onLine(source, {text}: LogLine) {
        if (grep && !grep.test(withoutColours(colouredText(text)))) return;
        lost = false;
        await run.print(`${prefixes[source] ?? ''}${shownLine(text, terminal, level !== 'none')}\n`);
      },
      onRefused(source, error) {
        failed = true;
        const hit = hits[source];
        run.tell(`stacktop: no log of ${hit ? plainText(targetName(hit)) : 'a container'}: ${plainText(error.message)}`);
      },
      onLost(error) {
        if (!lost) run.tell(`stacktop: ${plainText(error.message)}; waiting for it`);
        lost = true;
      },
    },
  );
  return failed ? exitCodes.unwell : exitCodes.fine;
};

/** `stacktop logs TARGET…`: their logs as one, in order of time. Throws EngineError, UsageError. */
export const logs = (options: Options, words: readonly string[]): Promise<number> =>
  withEngine(options, async run => {
    const found = resolveTargets(await readStacks(run), words);
    return printLogs(run, options, inStackOrder(found.flatMap(({hits}) => hits)));
  });
