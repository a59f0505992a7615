/** JSON as text, without reading its values: numbers keep all their digits, keys their order and their doubles. */

/** Whether a text is a JSON object or list. Other values (a number, a quoted word) are JSON too, but nothing is gained by saying so. */
export const isJson = (text: string): boolean => {
  const first = /\S/.exec(text)?.[0];
  if (first !== '{' && first !== '[') return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // it only begins like it
  }
};

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** The same JSON without the spaces between its parts. `json` has to be some. */
export const compactJson = (json: string): string => (json.match(tokens) ?? []).join('');

/** The same JSON, a line for every part, two spaces a level. Of a long one the first `most` lines. `json` has to be some. */
export const prettyJson = (json: string, most = 10_000): string[] => {
  const lines: string[] = [];
  let line = '';
  let depth = 0;
  const end = (): void => {
    lines.push(line);
    line = '  '.repeat(depth);
  };
  let before = '';
  for (const [token] of json.matchAll(tokens)) {
    if (lines.length >= most) break;
    const opens = before === '{' || before === '[';
    if (token === '}' || token === ']') {
      depth -= 1;
      if (!opens) end();
      line += token;
    } else {
      if (opens) end();
      line += token === ':' ? ': ' : token;
      if (token === ',') end();
    }
    if (token === '{' || token === '[') depth += 1;
    before = token;
  }
  return line.trim() === '' ? lines : [...lines, line];
};
