/**
 * Characters that have to meet their neighbours without a gap: drawn as shapes, because a font's own stop short of the cell's edge.
 * All measures are device pixels, so that every edge is sharp.
 */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Thickness of a light line. */
  readonly line: number;
}

const rect = (x: number, y: number, width: number, height: number, fill: string, opacity = 1): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}" fill-opacity="${opacity}"/>`;

type Part = readonly [left: number, top: number, right: number, bottom: number];

const upperLeft: Part = [0, 0, 4, 4];
const upperRight: Part = [4, 0, 8, 4];
const lowerLeft: Part = [0, 4, 4, 8];
const lowerRight: Part = [4, 4, 8, 8];

/** Parts of the cell, in eighths, that a block element fills (Unicode's chart 2580…259F), and two that gauges are made of. */
const blocks = new Map<string, readonly Part[]>([
  ...[...'▁▂▃▄▅▆▇'].map((char, at): [string, readonly Part[]] => [char, [[0, 7 - at, 8, 8]]]),
  ...[...'▏▎▍▌▋▊▉'].map((char, at): [string, readonly Part[]] => [char, [[0, 0, at + 1, 8]]]),
  ['█', [[0, 0, 8, 8]]],
  ['▀', [[0, 0, 8, 4]]],
  ['▐', [[4, 0, 8, 8]]],
  ['▔', [[0, 0, 8, 1]]],
  ['▕', [[7, 0, 8, 8]]],
  ['▘', [upperLeft]],
  ['▝', [upperRight]],
  ['▖', [lowerLeft]],
  ['▗', [lowerRight]],
  ['▚', [upperLeft, lowerRight]],
  ['▞', [upperRight, lowerLeft]],
  ['▙', [upperLeft, lowerLeft, lowerRight]],
  ['▛', [upperLeft, upperRight, lowerLeft]],
  ['▜', [upperLeft, upperRight, lowerRight]],
  ['▟', [upperRight, lowerLeft, lowerRight]],
  ['▬', [[0, 2.6, 8, 6]]],
  ['■', [[0.5, 2.4, 7.5, 6]]],
]);

const shades = new Map([
  ['░', 0.25],
  ['▒', 0.5],
  ['▓', 0.75],
]);

const drawBlock = (parts: readonly Part[], {x, y, width, height}: Box, fill: string): string =>
  parts
    .map(([left, top, right, bottom]) => {
      const [fromX, toX] = [
        Math.round((left * width) / 8),
        Math.max(Math.round((right * width) / 8), Math.round((left * width) / 8) + 1),
      ];
      const [fromY, toY] = [Math.round((top * height) / 8), Math.round((bottom * height) / 8)];
      return rect(x + fromX, y + fromY, toX - fromX, toY - fromY, fill);
    })
    .join('');

/** Arms of a line character: up, right, down, left; 0 none, 1 light, 2 heavy. */
const arms = new Map<string, string>(
  (
    '─0101 │1010 ┌0110 ┐0011 └1100 ┘1001 ├1110 ┤1011 ┬0111 ┴1101 ┼1111 ╴0001 ╵1000 ╶0100 ╷0010 ' +
    '━0202 ┃2020 ┏0220 ┓0022 ┗2200 ┛2002 ┣2220 ┫2022 ┳0222 ┻2202 ╋2222 ╸0002 ╹2000 ╺0200 ╻0020 ' +
    '╼0201 ╾0102 ╽1020 ╿2010 ┠2120 ┨2021 ┝1210 ┥1012 ┯0212 ┷1202 ┿1212 ┰0121 ┸2101 ╂2121'
  )
    .split(' ')
    .map((entry): [string, string] => [entry.slice(0, 1), entry.slice(1)]),
);

const drawArms = (weights: string, {x, y, width, height, line}: Box, fill: string): string => {
  const thick = (at: number): number => (weights[at] === '2' ? 2 * line + 1 : weights[at] === '1' ? line : 0);
  const [up, right, down, left] = [thick(0), thick(1), thick(2), thick(3)];
  const middle = (length: number, stroke: number): number => Math.floor((length - stroke) / 2);
  const across = Math.max(left, right, 0);
  const along = Math.max(up, down, 0);
  const top = middle(height, across);
  const side = middle(width, along);
  return [
    up && rect(x + middle(width, up), y, up, top + across, fill),
    down && rect(x + middle(width, down), y + top, down, height - top, fill),
    left && rect(x, y + middle(height, left), side + along, left, fill),
    right && rect(x + side, y + middle(height, right), width - side, right, fill),
  ]
    .filter(Boolean)
    .join('');
};

/** Rounded corners: which way the two arms go. */
const corners = new Map<string, readonly [horizontal: 1 | -1, vertical: 1 | -1]>([
  ['╭', [1, 1]],
  ['╮', [-1, 1]],
  ['╰', [1, -1]],
  ['╯', [-1, -1]],
]);

const drawCorner = ([across, along]: readonly [number, number], {x, y, width, height, line}: Box, fill: string): string => {
  const centreX = x + Math.floor((width - line) / 2) + line / 2;
  const centreY = y + Math.floor((height - line) / 2) + line / 2;
  const radius = Math.floor(width / 2);
  const [endX, endY] = [across > 0 ? x + width : x, along > 0 ? y + height : y];
  const curve = `M${centreX} ${endY}V${centreY + along * radius}Q${centreX} ${centreY} ${centreX + across * radius} ${centreY}H${endX}`;
  return `<path d="${curve}" fill="none" stroke="${fill}" stroke-width="${line}"/>`;
};

const circles = new Map<string, 'full' | 'ring' | 'left' | 'right'>([
  ['●', 'full'],
  ['○', 'ring'],
  ['◐', 'left'],
  ['◑', 'right'],
]);

const drawCircle = (kind: string, {x, y, width, height, line}: Box, fill: string): string => {
  const [centreX, centreY, radius] = [x + width / 2, y + height * 0.52, width * 0.4];
  if (kind === 'full') return `<circle cx="${centreX}" cy="${centreY}" r="${radius}" fill="${fill}"/>`;
  const stroke = line * 1.3;
  const inner = radius - stroke / 2;
  const ring = `<circle cx="${centreX}" cy="${centreY}" r="${inner}" fill="none" stroke="${fill}" stroke-width="${stroke}"/>`;
  if (kind === 'ring') return ring;
  const sweep = kind === 'left' ? 0 : 1;
  return `${ring}<path d="M${centreX} ${centreY - inner}A${inner} ${inner} 0 0 ${sweep} ${centreX} ${centreY + inner}Z" fill="${fill}"/>`;
};

/** Braille's bits in the order of the eight dots: column, row (Unicode's chart 2800…28FF). */
const dots = [0, 1, 2, 3, 4, 5, 6, 7].map(bit => (bit < 6 ? [Math.floor(bit / 3), bit % 3] : [bit - 6, 3]));

const drawBraille = (bits: number, {x, y, width, height}: Box, fill: string): string =>
  dots
    .map(([column = 0, row = 0], bit) =>
      bits & (1 << bit)
        ? `<circle cx="${x + width * (0.28 + 0.44 * column)}" cy="${y + height * (0.16 + 0.22 * row)}" r="${width * 0.13}" fill="${fill}"/>`
        : '',
    )
    .join('');

/** SVG of a character that is drawn rather than set in type; null for all others. */
export const drawGlyph = (char: string, box: Box, fill: string): string | null => {
  const parts = blocks.get(char);
  if (parts) return drawBlock(parts, box, fill);
  const weights = arms.get(char);
  if (weights) return drawArms(weights, box, fill);
  const shade = shades.get(char);
  if (shade) return rect(box.x, box.y, box.width, box.height, fill, shade);
  const corner = corners.get(char);
  if (corner) return drawCorner(corner, box, fill);
  const circle = circles.get(char);
  if (circle) return drawCircle(circle, box, fill);
  const code = char.codePointAt(0) ?? 0;
  return code >= 0x2800 && code <= 0x28ff ? drawBraille(code - 0x2800, box, fill) : null;
};
