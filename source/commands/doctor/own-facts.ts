import fs from 'node:fs/promises';
import path from 'node:path';
import {createToolFinder} from '../../operations/compose/find-tool.js';
import {userFolder} from '../../profiles/load.js';
import {problemText} from '../../profiles/problem.js';
import {knownProfiles} from '../../profiles/shipped.js';
import {bytes} from '../../ui/format/numbers.js';
import {homeFolder} from '../home.js';
import {type Fact, fact} from './fact.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the launcher keeps V8's code cache (bin/run.js); null without a home. */
const cacheFolder = (env: Environment): string | null => {
  const given = env.XDG_CACHE_HOME;
  if (given && path.isAbsolute(given)) return path.join(given, 'stacktop');
  const home = homeFolder();
  return home === null ? null : path.join(home, '.cache', 'stacktop');
};

/** The hash at the bundle's beginning, by which caches are named; null where this is not a bundle. */
const bundleHash = async (file: string): Promise<string | null> => {
  const opened = await fs.open(file).catch(() => null); // not there: this is the source
  if (!opened) return null;
  try {
    const {buffer} = await opened.read(Buffer.alloc(80), 0, 80, 0);
    return /^\/\*([0-9a-f]{64})\*\//.exec(buffer.toString('latin1'))?.[1] ?? null;
  } finally {
    await opened.close();
  }
};

/** Whether starts have compiled code to begin with. @param bundle the bundle's file */
export const cacheFact = async (env: Environment, bundle: string): Promise<Fact> => {
  const folder = cacheFolder(env);
  const hash = await bundleHash(bundle);
  if (folder === null)
    return fact('warn', 'cache', 'there is no home for compiled code', 'set HOME: starts are 30 ms slower without');
  if (hash === null) return fact('ok', 'cache', 'this build keeps no compiled code');
  const names = await fs.readdir(folder).catch((): string[] => []); // nothing was written yet
  const own = names.find(name => name.startsWith('screen-') && name.includes(process.version) && name.endsWith(`${hash}.v8`));
  const size = own === undefined ? null : ((await fs.stat(path.join(folder, own)).catch(() => null))?.size ?? null);
  if (size !== null && size > 0)
    return fact('ok', 'cache', `compiled code for the screen, ${bytes(size)}, in ${folder}`, '', {folder, bytes: size});
  const nearest = names.length > 0 ? folder : path.dirname(folder);
  const writable = await fs.access(nearest, fs.constants.W_OK).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code === 'ENOENT' && path.dirname(nearest) === homeFolder(),
  );
  const figures = {folder, bytes: null};
  return writable
    ? fact('ok', 'cache', `no compiled code for the screen yet: its first start writes it to ${folder}`, '', figures)
    : fact(
        'warn',
        'cache',
        `compiled code cannot be kept in ${folder}`,
        'make it writable: starts are 30 ms slower without',
        figures,
      );
};

export const nodeFact = (): Fact =>
  fact('ok', 'node', `${process.version} · ${process.platform} ${process.arch}`, '', {version: process.versions.node});

/** The profiles there are, and what is wrong with each that is broken. */
export const profileFacts = async (env: Environment): Promise<Fact[]> => {
  const folder = userFolder(env);
  const {profiles, problems} = await knownProfiles(env);
  const own = folder === null ? 0 : profiles.filter(({file}) => file.startsWith(folder)).length;
  const where =
    folder === null
      ? 'there is no home for your own'
      : own === 0
        ? `none of your own in ${folder}`
        : `${own} of them your own, in ${folder}`;
  const figures = {profiles: profiles.length, own, broken: problems.length};
  return [
    fact('ok', 'profiles', `${profiles.length} read, ${where}`, '', figures),
    ...problems.map(problem => fact('bad', 'profiles', problemText(problem), 'mend the file: the rest goes on without')),
  ];
};

/** Which program speaks compose here; it is run for its version. */
export const composeFact = async (env: Environment, signal: AbortSignal): Promise<Fact> => {
  const set = Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  const tool = await createToolFinder(set).find({version: null, podman: false}, signal);
  return tool
    ? fact('ok', 'compose', `${tool.words.join(' ')} ${tool.version ?? 'of an unknown version'}`, '', {version: tool.version})
    : fact('warn', 'compose', 'no compose was found', "install docker's compose plugin: up, pull and down need it", {
        version: null,
      });
};
