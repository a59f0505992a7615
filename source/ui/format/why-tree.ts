import type {Clause, WhyNode, WhyPart} from '../../model/why.js';
import {plainText} from '../../terminal/sanitise.js';
import {wrap} from '../../terminal/widths.js';
import type {Look} from './look.js';
import {partRole, partText} from './why.js';

type Painter = (text: string) => string;

interface Word {
  readonly text: string;
  readonly paint: Painter;
}

const wordsOf = (part: WhyPart, width: number, look: Look): Word[] =>
  partText(part, width, look)
    .split(' ')
    .filter(text => text !== '')
    .map(text => ({text, paint: look.paint[partRole(part)]}));

/** Clauses as lines of so many cells, broken between words; a word that is longer than a line is cut into pieces. */
const wrapped = (clauses: readonly Clause[], width: number, look: Look): string[] => {
  const words = clauses.flatMap((clause, index): Word[] => [
    ...(index > 0 ? [{text: look.glyphs.separator, paint: look.paint.dim}] : []),
    ...clause.flatMap(part => wordsOf(part, width, look)),
  ]);
  // Broken as plain text first; then each piece gets the colour of the word that it is from.
  const lines = wrap(words.map(({text}) => text).join(' '), width);
  const left = words.map(({text, paint}) => ({text, paint}));
  return lines.map(text =>
    text
      .split(' ')
      .map(piece => {
        const word = left[0];
        if (!word) return piece;
        if (word.text === piece) left.shift();
        else left[0] = {...word, text: word.text.slice(piece.length)};
        return word.paint(piece);
      })
      .join(' '),
  );
};

const markOf = ({severity}: WhyNode, look: Look): string => {
  if (severity === 'bad') return look.paint.alarm(look.glyphs.trouble);
  return severity === 'warn' ? look.paint.warn(look.glyphs.starting) : look.paint.dim(look.glyphs.none);
};

/** Enough for five lines of a log; a traceback is read in the log itself. */
const mostSaid = 6;

const nodeLines = (node: WhyNode, first: string, next: string, width: number, look: Look): string[] => {
  const {paint, glyphs} = look;
  const room = Math.max(12, width - first.length - 3);
  const branch = (text: string): string => paint.line(text);
  const [head = '', ...more] = wrapped([node.head], room, look);
  const facts = node.facts.flatMap(clause => wrapped([clause], room, look));
  const said = node.said.flatMap(text => wrap(plainText(text), room - 2)).slice(-mostSaid);
  const inner = node.effects.length > 0 ? `${next}${glyphs.frame.vertical} ` : `${next}  `;
  const below = [...more, ...facts, ...said.map(text => `${paint.line(glyphs.frame.vertical)} ${paint.warn(text)}`)];
  return [
    `${branch(first)}${markOf(node, look)} ${head}`,
    ...below.map(text => `${branch(inner)}${text}`),
    ...node.effects.flatMap((effect, index) => {
      const last = index === node.effects.length - 1;
      const stem = `${next}${last ? glyphs.lastBranch : glyphs.branch} `;
      return nodeLines(effect, stem, `${next}${last ? ' ' : glyphs.frame.vertical} `, width, look);
    }),
  ];
};

/**
 * Causes and what follows from them, as painted lines of at most `width` cells: each cause with what is known of it, and below it, on
 * branches, who is unwell because of it. Empty when there are none.
 */
export const whyTreeLines = (nodes: readonly WhyNode[], width: number, look: Look): string[] =>
  nodes.flatMap(node => nodeLines(node, ' ', ' ', width, look));
