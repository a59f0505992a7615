import type {Engine} from '../../engine/client.js';
import {type CheckedSource, checkedSources} from '../../live/checked-sources.js';
import type {Container} from '../../model/container.js';
import {withoutFilesInWords} from '../../ui/format/detail-usage.js';
import {bytes} from '../../ui/format/numbers.js';
import {type Fact, fact} from './fact.js';

/** Compared with the engine's own figures. */
const compared = 3;
/** An engine that answers a single question within this is asked each time, others for streams. */
const promptMs = 300;

/** Spread over all, so that not only one stack's are taken. */
const someOf = (containers: readonly Container[]): Container[] =>
  containers.filter((_, index) => index % Math.max(1, Math.floor(containers.length / compared)) === 0).slice(0, compared);

const agreement = ({name, used, cpu}: CheckedSource): Fact => {
  const topic = 'agreement';
  if (!used) return fact('warn', topic, `${name}: the engine did not answer in time`, 'its figures could not be compared');
  const figures = {container: name, ours: used.ours, engines: used.theirs, apart: used.apart, cpuApartNs: cpu?.apart ?? null};
  const size = (value: number | null): string => (value === null ? 'unknown' : bytes(value));
  const beside = cpu?.apart ? ` · CPU ${(cpu.apart / 1e6).toFixed(1)} ms apart` : ' · CPU the same';
  const apart = used.apart === null ? '' : used.apart === 0 ? ', the same' : `, ${bytes(used.apart)} apart`;
  const text = `${name}: files ${size(used.ours)}, engine ${size(used.theirs)}${apart}${beside}`;
  return used.agrees && cpu?.agrees !== false
    ? fact('ok', topic, text, '', figures)
    : fact('bad', topic, text, 'the engine is asked instead; please tell us of this machine', figures);
};

const fromFiles = fact('ok', 'figures', "from the kernel's files: the engine is not asked", '', {source: 'cgroup'});

const whyNot = ({withoutFiles}: CheckedSource): string =>
  withoutFiles === null ? '' : `; not from the kernel's files: ${withoutFilesInWords(withoutFiles)}`;

/** One whose files cannot be read, where those of others can: stacktop's own container, say. */
const single = (check: CheckedSource): Fact =>
  fact('ok', 'figures', `${check.name}: from the engine${whyNot(check)}`, '', {
    container: check.name,
    withoutFiles: check.withoutFiles,
  });

/** All through the engine: how, and why. */
const fromEngine = (engine: Engine, check: CheckedSource): Fact => {
  const {tookMs, withoutFiles} = check;
  const prompt = tookMs !== null && tookMs < promptMs;
  const way =
    tookMs === null
      ? 'the engine, which did not answer in time'
      : prompt
        ? `the engine, one by one: it answers in ${Math.round(tookMs)} ms`
        : `streams of the engine: a single answer takes ${Math.round(tookMs)} ms`;
  const meant = engine.demo || withoutFiles === 'remote';
  const hint = "in a container: give it the host's processes and cgroups (--pid host -v /sys/fs/cgroup:/sys/fs/cgroup:ro)";
  return fact(
    tookMs === null ? 'bad' : meant ? 'ok' : 'warn',
    'figures',
    `from ${way}${engine.demo ? '' : whyNot(check)}`,
    meant ? '' : hint,
    {source: prompt ? 'one-shot' : 'stream', withoutFiles, answerMs: tookMs},
  );
};

/** Where figures come from on this machine, and whether both sources say the same of up to three containers. Throws the signal's reason. */
export const sourceFacts = async (engine: Engine, running: readonly Container[], signal: AbortSignal): Promise<Fact[]> => {
  if (running.length === 0) return [fact('ok', 'figures', 'nothing runs that could be measured')];
  const checks = await checkedSources(engine, someOf(running), signal);
  const absent = checks.filter(({withoutFiles}) => withoutFiles !== null);
  const [first] = absent;
  if (!first) return [fromFiles, ...checks.map(agreement)];
  if (absent.length < checks.length)
    return [fromFiles, ...checks.map(check => (check.withoutFiles ? single(check) : agreement(check)))];
  return [fromEngine(engine, first)];
};
