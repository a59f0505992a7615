import path from 'node:path';
import {type LoadedProfiles, mergeProfiles, userFolder} from './load.js';
import {type ProfileProblem, problemText} from './problem.js';
import {createShelf, type FileNews} from './shelf.js';
import {shippedProfiles} from './shipped.js';

export interface CatalogueReading extends LoadedProfiles {
  /** What is new since it was read before, in a line for people; null when nothing is. */
  readonly news: {readonly text: string; readonly isProblem: boolean} | null;
}

/** The profiles that are shipped and the user's own over them, for a program that stays open while files change. */
export interface Catalogue {
  /** The user's folder; null without a home. */
  readonly folder: string | null;
  /** Never throws: a broken file is a problem, the rest goes on; as it was before it broke it stays in use. */
  read(): Promise<CatalogueReading>;
}

const saidOf = ({profile, kind, file}: FileNews): string => {
  const name = profile?.name ?? file;
  if (kind === 'gone') return `profile ${name}: its file is gone`;
  return `profile ${name}: ${kind === 'new' ? 'read' : 'read again'}`;
};

/** The worst first: a problem of a file that changed, another one that was not there before, else what changed. */
const newsOf = (
  changes: readonly FileNews[],
  problems: readonly ProfileProblem[],
  before: ReadonlySet<string>,
): CatalogueReading['news'] => {
  const fresh = [...changes.flatMap(one => one.problems), ...problems.filter(problem => !before.has(problemText(problem)))];
  const [problem] = fresh;
  if (problem) return {text: problemText(problem), isProblem: true};
  const said = changes.filter(({profile}) => profile !== null).map(saidOf);
  return said.length === 0 ? null : {text: said.join(', '), isProblem: false};
};

/** On a screen a file is called by its name: where it lies its owner knows, and what is wrong with it needs the room. */
const shortly = (news: CatalogueReading['news'], folder: string | null): CatalogueReading['news'] =>
  news && folder !== null ? {...news, text: news.text.replaceAll(`${folder}${path.sep}`, '')} : news;

export const createCatalogue = (env: Readonly<Record<string, string | undefined>>): Catalogue => {
  const folder = userFolder(env);
  const shelf = folder === null ? null : createShelf(folder);
  let before: ReadonlySet<string> | null = null;
  return {
    folder,
    async read() {
      const shipped = await shippedProfiles();
      const own = shelf ? await shelf.read() : null;
      const merged = mergeProfiles(own ? [shipped, own] : [shipped]);
      const [first] = merged.problems;
      const news =
        before === null
          ? first
            ? {text: problemText(first), isProblem: true}
            : null
          : newsOf(own?.news ?? [], merged.problems, before);
      before = new Set(merged.problems.map(problemText));
      return {...merged, news: shortly(news, folder)};
    },
  };
};
