import type {ComposeLoss} from '../../state/compose.js';
import {cellWidth, toWidth, truncate, wrap} from '../../terminal/widths.js';
import type {Look} from './look.js';
import {bytes} from './numbers.js';

const counted = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`;
const mostNames = 3;

/** Names one after another, in some lines. */
const namesLines = (names: readonly string[], width: number, look: Look): string[] => {
  const lines = wrap(names.join(', '), Math.max(8, width - 8));
  const shown = lines.length <= mostNames ? lines : [...lines.slice(0, mostNames - 1), lines.slice(mostNames - 1).join(' ')];
  return shown.map(line => `     ${look.paint.dim(truncate(line, width - 7, look.glyphs.cut))}`);
};

const heading = (text: string, width: number, look: Look, lost: boolean): string =>
  `   ${(lost ? look.paint.warn : look.paint.text)(truncate(text, width - 4, look.glyphs.cut))}`;

const sizeOf = (size: number | null, {glyphs}: Look): string => (size === null ? glyphs.unknown : bytes(size));

/** What those without a name hold together, as far as it is known. */
const anonymousSize = (
  volumes: readonly {readonly size: number | null}[],
  sizes: NonNullable<ComposeLoss['volumes']>['sizes'],
): string => {
  const known = volumes.flatMap(({size}) => size ?? []);
  if (sizes !== 'told' || known.length === 0) return '';
  const sum = bytes(known.reduce((total, size) => total + size, 0));
  return known.length === volumes.length ? `, ${sum}` : `, ${sum} and more`;
};

const volumeLines = (volumes: NonNullable<ComposeLoss['volumes']>, width: number, most: number, look: Look): string[] => {
  const {paint, glyphs} = look;
  const {lost, anonymous, kept, sizes} = volumes;
  const names = Math.min(
    width - 20,
    lost.reduce((widest, {name}) => Math.max(widest, cellWidth(name)), 12),
  );
  const rows = lost.map(
    ({name, size}) =>
      `     ${paint.text(toWidth(name, names, 'left', glyphs.cut))}  ${paint[size === null ? 'faint' : 'strong'](sizeOf(size, look).padStart(6))}`,
  );
  const shown =
    rows.length <= most
      ? rows
      : [...rows.slice(0, Math.max(0, most - 1)), `     ${paint.dim(`and ${rows.length - Math.max(0, most - 1)} more`)}`];
  const measured = {asking: ', being measured', told: '', unknown: ', whose sizes the engine does not tell'}[sizes];
  const head =
    lost.length === 0
      ? 'deletes no volume with a name'
      : `deletes ${counted(lost.length, 'volume')} and the data in ${lost.length === 1 ? 'it' : 'them'}${measured}`;
  return [
    heading(head, width, look, lost.length > 0),
    ...shown,
    ...(anonymous.length > 0
      ? [
          heading(
            `deletes ${counted(anonymous.length, 'volume')} without a name${anonymousSize(anonymous, sizes)}`,
            width,
            look,
            true,
          ),
        ]
      : []),
    ...(kept.length > 0 ? [heading(`leaves ${kept.join(', ')}`, width, look, false)] : []),
  ];
};

/** What a `down` takes away and what it leaves, line by line. */
export const lossLines = (loss: ComposeLoss, width: number, height: number, look: Look): string[] => {
  const {containers, volumes, images} = loss;
  const head =
    containers.length === 0
      ? 'There is no container; its networks are removed'
      : `removes ${counted(containers.length, 'container')} and ${containers.length === 1 ? 'its' : 'their'} networks; what they wrote outside of volumes is lost`;
  // That something is lost is its end: it goes on in a second line where one is too short.
  const [first = '', ...more] = wrap(head, Math.max(8, width - 4));
  const said = more.length === 0 ? [first] : [first, more.join(' ')];
  const before = [...said.map(text => heading(text, width, look, true)), ...namesLines(containers, width, look)];
  const rest = Math.max(2, height - before.length - 4);
  return [
    ...before,
    ...(volumes ? volumeLines(volumes, width, rest, look) : [heading('leaves all volumes', width, look, false)]),
    ...(images
      ? [
          heading(
            `deletes ${counted(images.length, 'image')}, where no other container needs ${images.length === 1 ? 'it' : 'them'}`,
            width,
            look,
            true,
          ),
          ...namesLines(images, width, look),
        ]
      : []),
  ].slice(0, height);
};
