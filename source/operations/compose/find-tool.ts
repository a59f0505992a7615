import os from 'node:os';
import {limited} from '../../engine/abort.js';
import type {ComposeTool} from './argv.js';
import {runProcess} from './run-process.js';

type Environment = Readonly<Record<string, string>>;

/** A program that hangs when it is asked for its version is none that one waits for. */
const longestMs = 10_000;
const mostBytes = 64 * 1024;

/** What a program says of its version; null when it is not there, or is no compose. */
const askVersion = async (words: readonly string[], env: Environment, signal: AbortSignal): Promise<ComposeTool | null> => {
  const limit = limited(signal, longestMs);
  let said = '';
  try {
    const program = {words: [...words, 'version'], cwd: os.tmpdir(), env};
    const {code} = await runProcess(program, {
      signal: limit.signal,
      patienceMs: 500,
      onOutput: (_, bytes) => {
        if (said.length < mostBytes) said += bytes.toString();
      },
    });
    return code === 0 && !limit.signal.aborted ? toolFrom(words, said) : null;
  } catch {
    return null; // it is not installed, or may not be run: then it is not there
  } finally {
    limit.end();
  }
};

/** A tool by what it says of its version: `Docker Compose version v2.26.1`, `docker-compose version 1.29.2, build 5becea4c`. */
export const toolFrom = (words: readonly string[], said: string): ComposeTool => ({
  words,
  version: /(?:docker[ -]compose|podman-compose) version:? v?(\d+(?:\.\d+)*)/i.exec(said)?.[1] ?? null,
  dialect: /podman-compose version/i.test(said) ? 'podman-compose' : 'compose',
});

const majorOf = (version: string | null): number | null => (version === null ? null : Number.parseInt(version, 10));

/** Compose 2 and all that came after it make the same containers; Compose 1 makes others. */
const isOld = (version: string | null): boolean => majorOf(version) === 1;

/** What is known of who made a stack's containers. */
export interface Maker {
  /** Of compose; null when it is not told. */
  readonly version: string | null;
  readonly podman: boolean;
}

/** Whether a tool sees the stack's containers as its own: another generation makes all of them anew. */
export const isOfMaker = ({version, dialect}: ComposeTool, maker: Maker): boolean =>
  (dialect === 'podman-compose') === maker.podman &&
  (maker.podman || maker.version === null || isOld(version) === isOld(maker.version));

/** The programs that may be it, the likeliest first: each is asked by running it. */
export const candidatesFor = ({version, podman}: Maker): readonly (readonly string[])[] => {
  const [plugin, standalone, ofPodman] = [['docker', 'compose'], ['docker-compose'], ['podman', 'compose']];
  if (podman) return [ofPodman, plugin, standalone];
  return isOld(version) ? [standalone, plugin, ofPodman] : [plugin, standalone, ofPodman];
};

/** Finds programs that speak compose. What was found is kept; what was not is looked for again, as it may be installed meanwhile. */
export const createToolFinder = (env: Environment) => {
  const known = new Map<string, ComposeTool>();
  const ask = async (words: readonly string[], signal: AbortSignal): Promise<ComposeTool | null> => {
    const name = words.join(' ');
    const tool = known.get(name) ?? (await askVersion(words, env, signal));
    signal.throwIfAborted();
    if (tool) known.set(name, tool);
    return tool;
  };
  return {
    /** The tool of the kind that made the stack, else the first there is; null when there is none. Throws the signal's reason. */
    async find(maker: Maker, signal: AbortSignal): Promise<ComposeTool | null> {
      let first: ComposeTool | null = null;
      for (const words of candidatesFor(maker)) {
        const tool = await ask(words, signal);
        if (tool && isOfMaker(tool, maker)) return tool;
        first ??= tool;
      }
      return first;
    },
  };
};

export type ToolFinder = ReturnType<typeof createToolFinder>;
