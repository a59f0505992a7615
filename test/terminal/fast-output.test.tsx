import fc from 'fast-check';
import {Box, type BoxProps, type DOMElement, renderToString, Text, type TextProps} from 'ink';
import {type ReactElement, type ReactNode, useLayoutEffect, useRef} from 'react';
import {afterAll, describe, expect, test, vi} from 'vitest';
import StockOutput from '../../node_modules/ink/build/output.js';
import renderNodeToOutput from '../../node_modules/ink/build/render-node-to-output.js';
import FastOutput from '../../source/terminal/fast-output.js';
import {Screen} from '../support/screen.js';

// Ink asks for colours when it is loaded.
vi.hoisted(() => {
  process.env.FORCE_COLOR = '3';
  delete process.env.NO_COLOR;
});

const columns = 36;
const rows = 14;

/** Ink's own output stage, which hands all that it is told on to ours. */
class Both extends StockOutput {
  readonly fast = new FastOutput({width: columns, height: rows});

  override write(...args: Parameters<StockOutput['write']>): void {
    super.write(...args);
    this.fast.write(...args);
  }
  override clip(...args: Parameters<StockOutput['clip']>): void {
    super.clip(...args);
    this.fast.clip(...args);
  }
  override unclip(): void {
    super.unclip();
    this.fast.unclip();
  }
}

/** A box of the screen's size that shows what became of it, laid out. */
const Captured = ({seen, children}: {readonly seen: (root: DOMElement) => void; readonly children: ReactNode}) => {
  const root = useRef<DOMElement>(null);
  useLayoutEffect(() => {
    if (root.current) seen(root.current);
  });
  return (
    <Box ref={root} width={columns} height={rows}>
      {children}
    </Box>
  );
};

/** The longest side of a tree's boxes. */
const longestSide = ({yogaNode, childNodes}: DOMElement): number =>
  Math.max(
    yogaNode?.getComputedWidth() ?? 0,
    yogaNode?.getComputedHeight() ?? 0,
    ...childNodes.map(child => (child.nodeName === '#text' ? 0 : longestSide(child))),
  );

/**
 * Lays a tree out and draws it with both stages. Gives it up when Yoga lays it out absurdly: where children cannot shrink any further, it
 * may divide by what rounding left of their shares, and make one millions of cells wide (react/yoga#1665). Ink then draws a border of as
 * many characters, for minutes and with gigabytes, and nothing can interrupt it.
 */
const drawn = (tree: ReactElement): {readonly stock: string; readonly fast: string} => {
  let result = {stock: '', fast: ''};
  const seen = (root: DOMElement): void => {
    fc.pre(longestSide(root) < 1000); // what is thrown here also keeps renderToString from drawing
    const both = new Both({width: columns, height: rows});
    renderNodeToOutput(root, both, {skipStaticElements: true});
    result = {stock: both.get().output, fast: both.fast.get().output};
  };
  renderToString(<Captured seen={seen}>{tree}</Captured>, {columns});
  return result;
};

const screens = [0, 1].map(() => new Screen({columns, rows, colours: null, reply: () => {}}));
afterAll(() => {
  for (const screen of screens) screen.dispose();
});

/** What a terminal shows of it: every cell, with its colours. */
const cellsOf = async (output: string, screen: Screen | undefined): Promise<unknown> => {
  await screen?.write(`\u001b[0m\u001b[2J\u001b[3J\u001b[H${output.replaceAll('\n', '\r\n')}`);
  return Array.from({length: rows}, (_, y) => screen?.cells(y).map(cell => ({...cell})));
};

const word = fc.constantFrom(
  'kafka',
  'a',
  '  ',
  '名前',
  '👩‍👩‍👧',
  'größe',
  'e\u0301',
  '🇩🇪',
  'tab\there',
  '\u200b',
  'x\ny',
  'ﾊﾟ',
  '▇▆▅',
);
const painted = fc.constantFrom(
  '\u001b[31mred\u001b[39m',
  '\u001b[48;2;36;53;80m selected \u001b[49m',
  '\u001b[1m名\u001b[22m',
  '\u001b[7minverse',
  '\u001b[38;5;99ma\nb\u001b[39m',
);
const text = fc
  .array(fc.oneof({weight: 4, arbitrary: word}, {weight: 1, arbitrary: painted}), {maxLength: 7})
  .map(parts => parts.join(' '));
const colour = fc.constantFrom(undefined, 'red', '#79c0ff', 'ansi256(99)');
const textProps: fc.Arbitrary<TextProps> = fc.record({
  wrap: fc.constantFrom('wrap' as const, 'truncate' as const, 'truncate-middle' as const, 'truncate-start' as const),
  color: colour,
  backgroundColor: colour,
  bold: fc.boolean(),
  inverse: fc.boolean(),
});
const boxProps: fc.Arbitrary<BoxProps> = fc.record({
  flexDirection: fc.constantFrom('row' as const, 'column' as const),
  borderStyle: fc.constantFrom(undefined, undefined, 'round' as const, 'double' as const),
  borderColor: colour,
  backgroundColor: fc.oneof({weight: 3, arbitrary: fc.constant(undefined)}, {weight: 1, arbitrary: colour}),
  overflow: fc.constantFrom(undefined, undefined, 'hidden' as const),
  overflowX: fc.constantFrom(undefined, undefined, 'hidden' as const),
  position: fc.constantFrom(undefined, undefined, undefined, 'absolute' as const),
  marginLeft: fc.integer({min: -4, max: 4}),
  marginTop: fc.integer({min: -2, max: 2}),
  paddingX: fc.constantFrom(0, 0, 1),
  width: fc.option(fc.integer({min: 1, max: 40}), {nil: undefined}),
  height: fc.option(fc.integer({min: 1, max: 10}), {nil: undefined}),
  flexShrink: fc.constantFrom(0, 1),
  gap: fc.constantFrom(0, 0, 1),
});

type Tree =
  | {readonly kind: 'text'; readonly props: TextProps; readonly text: string}
  | {readonly kind: 'box'; readonly props: BoxProps; readonly children: readonly Tree[]};
const {tree} = fc.letrec<{tree: Tree}>(tie => ({
  tree: fc.oneof(
    {depthSize: 'small', withCrossShrink: true},
    fc.record({kind: fc.constant('text' as const), props: textProps, text}),
    fc.record({
      kind: fc.constant('box' as const),
      props: boxProps,
      children: fc.array(tie('tree'), {minLength: 1, maxLength: 4}),
    }),
  ),
}));
const elementOf = (node: Tree, key = 0): ReactElement =>
  node.kind === 'text' ? (
    <Text key={key} {...node.props}>
      {node.text}
    </Text>
  ) : (
    <Box key={key} {...node.props}>
      {node.children.map((child, index) => elementOf(child, index))}
    </Box>
  );

describe('a frame of ours is that of Ink, cell by cell and colour by colour', () => {
  test('on random trees', {timeout: 100_000}, async () => {
    let differently = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(tree, {minLength: 1, maxLength: 3}), async trees => {
        const {stock, fast} = drawn(<Box flexDirection="column">{trees.map((node, index) => elementOf(node, index))}</Box>);
        if (stock === fast) return;
        differently += 1; // the same cells in other words
        expect(await cellsOf(fast, screens[0])).toEqual(await cellsOf(stock, screens[1]));
      }),
      // A failure is told with its seed and path, as far as it was shrunk until then.
      {numRuns: 1000, interruptAfterTimeLimit: 80_000, markInterruptAsFailure: true},
    );
    expect(differently).toBeGreaterThan(0);
  });

  test('but for trees that Yoga lays out absurdly (when it no longer does, the guard can go)', () => {
    const shrunk = (
      <Box flexDirection="column">
        <Box width={28}>
          <Text>{'名前aaaa\taaaaaaaaaaa'}</Text>
          <Box width={10} marginLeft={-1} gap={1}>
            <Box borderStyle="round" marginLeft={4}>
              <Text>{''}</Text>
            </Box>
            <Text wrap="truncate">aaaaaaaa</Text>
            <Text>{''}</Text>
          </Box>
        </Box>
      </Box>
    );
    expect(() => drawn(shrunk)).toThrow(fc.PreconditionFailure);
  });

  test('on what our screen is made of: painted lines, one selected, a frame over them', async () => {
    const line = '\u001b[38;2;121;192;255mauren\u001b[39m  \u001b[1mhealthy\u001b[22m 名前';
    const lines = Array.from({length: rows}, (_, index) => (index === 3 ? `\u001b[48;2;36;53;80m${line}\u001b[49m` : line));
    const {stock, fast} = drawn(
      <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
        {lines.map((each, index) => {
          const key = `line ${index}`;
          return (
            <Text key={key} wrap="truncate">
              {each}
            </Text>
          );
        })}
        <Box position="absolute" marginLeft={2} marginTop={5} flexDirection="column">
          <Text>╭─ Copy ───╮</Text>
          <Text>│ name │</Text>
        </Box>
      </Box>,
    );
    expect(await cellsOf(fast, screens[0])).toEqual(await cellsOf(stock, screens[1]));
    expect(fast.split('\n')[5]).toContain('Copy');
  });
});
