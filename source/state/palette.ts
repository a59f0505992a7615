import type {PaletteItem, Prompt} from './view.js';

export type Palette = Extract<Prompt, {kind: 'palette'}>;

/** How well an action fits what was typed: smaller is better, null not at all. Each word has to be in it, somewhere. */
const rankOf = ({does, id, key}: PaletteItem, words: readonly string[]): number | null => {
  const text = `${does} ${id} ${key}`.toLowerCase();
  if (!words.every(word => text.includes(word))) return null;
  const [first = ''] = words;
  const at = text.indexOf(first);
  return at === 0 ? 0 : /\W/.test(text[at - 1] ?? ' ') ? 1 : 2;
};

/** The actions that fit what was typed: those that can be used now first, then the best fits, else in the order of the table. */
export const foundIn = ({items, typed}: Pick<Palette, 'items' | 'typed'>): readonly PaletteItem[] => {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return items
    .map((item, place) => ({item, place, rank: rankOf(item, words)}))
    .filter(({rank}) => rank !== null)
    .sort(
      (a, b) => Number(a.item.why !== null) - Number(b.item.why !== null) || (a.rank ?? 0) - (b.rank ?? 0) || a.place - b.place,
    )
    .map(({item}) => item);
};

/** The chosen one among them; none when nothing fits. */
export const chosenOf = (palette: Palette): PaletteItem | undefined => {
  const found = foundIn(palette);
  return found[Math.min(palette.index, found.length - 1)];
};
