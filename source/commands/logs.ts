import {listContainers} from '../engine/containers.js';
import {withHint} from '../engine/errors.js';
import type {Container} from '../model/container.js';
import {containerKey} from '../model/identity.js';
import {groupStacks} from '../model/stack.js';
import {type Hit, inStackOrder, targetName} from '../model/target.js';
import {laterTest} from '../model/target-later.js';
import {inspectAll} from '../operations/all-containers.js';
import {readLogs} from '../operations/read-logs.js';
import {asciiOnly, colourLevel, schemeOf} from '../terminal/capabilities.js';
import {plainText} from '../terminal/sanitise.js';
import {createTheme, type Theme} from '../terminal/theme.js';
import {LogNames} from './log-names.js';
import {jsonOutput, type Output, plainOutput, terminalOutput} from './log-output.js';
import {exitCodes, type Options} from './options.js';
import {printRaw} from './raw-logs.js';
import {type Named, resolveTargets} from './targets.js';
import {type Run, withEngine} from './with-engine.js';

/** Of a terminal whose background is not known only the colours that it has chosen itself can be read on it for sure. */
const themeOf = ({noColour, ascii}: Options): Theme => {
  const level = colourLevel(process.env, noColour);
  const scheme = schemeOf(process.env);
  return createTheme(scheme === null && level !== 'none' ? '16' : level, scheme ?? 'dark', asciiOnly(process.env, ascii));
};

/** Whether a container is meant by any of the targets, also one that comes later; null when none can be. */
const meantBy = (found: readonly Named[], words: readonly string[]): ((container: Container) => boolean) | null => {
  const tests = found.flatMap((named, index) => laterTest(named, words[index] ?? '') ?? []);
  return tests.length === 0 ? null : container => tests.some(test => test(container));
};

/** As a target is typed: one that was made anew as the one before it. */
const nameOf = (container: Container | undefined, hits: readonly Hit[]): string => {
  if (!container) return '';
  const hit = hits.find(({member}) => containerKey(member.container) === containerKey(container));
  const {project, service, number, oneOff, name} = container;
  if (hit) return targetName(hit);
  return project !== null && service !== null && !oneOff ? `${project}/${service}/${number ?? 1}` : name;
};

const printLogs = async (run: Run, options: Options, found: readonly Named[], words: readonly string[]): Promise<number> => {
  const {follow, tail, since, until} = options.logs;
  const hits = inStackOrder(found.flatMap(named => named.hits));
  const inspected = await inspectAll(
    run.engine,
    hits.map(({member}) => member.container),
    run.signal,
  );
  const containers = hits.map(({member}, index) => inspected[index] ?? member.container);
  const names = new LogNames(containers);
  // To a stack that is followed others may come: its lines have names from the first one on.
  const named = follow && found.some(({kind}) => kind === 'stack');
  const name = (source: number): string => (named || names.count > 1 ? names.padded(source) : '');
  const outputOf = (): Output => {
    if (options.json) return jsonOutput(options.logs, containers);
    if (!process.stdout.isTTY) return plainOutput(options.logs, name);
    return terminalOutput(options.logs, themeOf(options), names, name);
  };
  const output = outputOf();
  const told = (source: number): string => plainText(nameOf(containers[source], hits));
  let failed = false;
  await readLogs(run.engine, containers, {
    follow,
    tail,
    since,
    until,
    signal: run.signal,
    async onLines(lines) {
      let text = '';
      for (const {source, line} of lines) text += output(source, line);
      if (text !== '') await run.print(text);
    },
    onRefused(source, error) {
      failed = true;
      run.tell(`stacktop: no log of ${told(source)}: ${plainText(withHint(error))}`);
    },
    onGap(source, error) {
      failed = true;
      run.tell(`stacktop: lines of ${told(source)} may be missing: ${plainText(error.message)}`);
    },
    following: {
      meant: meantBy(found, words),
      onCome(source, container) {
        containers.push(container);
        names.add(container);
        run.tell(`stacktop: ${told(source)}: container ${container.id.slice(0, 12)} has come`);
      },
      onGone(source) {
        const gone = containers[source];
        run.tell(`stacktop: ${told(source)}: container ${gone?.id.slice(0, 12) ?? ''} was removed`);
        // Its name is wanted by lines that are on their way, the rest by nobody: a log may be followed for days.
        if (gone) containers[source] = {...gone, inspection: null, labels: {}, ports: [], dependsOn: []};
      },
      onLost: error => run.tell(`stacktop: ${plainText(error.message)}; waiting for it`),
      onFound: () => run.tell('stacktop: the engine answers again'),
    },
  });
  return failed ? exitCodes.unwell : exitCodes.fine;
};

/** `stacktop logs TARGET…`: their logs as one, in order of time. Throws EngineError, UsageError. */
export const logs = (options: Options, words: readonly string[]): Promise<number> =>
  withEngine(options, async run => {
    const found = resolveTargets(groupStacks(await listContainers(run.engine, run.signal)), words);
    const hits: readonly Hit[] = inStackOrder(found.flatMap(named => named.hits));
    return options.logs.raw ? printRaw(run, options, hits) : printLogs(run, options, found, words);
  });
