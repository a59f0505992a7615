import {expect, test} from 'vitest';
import {lastState, withoutColours} from '../../source/model/log-text.js';

test.each([
  ['no return', 'no return'],
  ['10%\r50%\r100%', '100%'],
  ['done\r', 'done'],
  ['half\r   ', 'half'],
  ['\r\r', ''],
])('%j is shown as %j', (line, shown) => {
  expect(lastState(line)).toBe(shown);
});

test('colours are taken out and nothing else', () => {
  expect(withoutColours('\u001b[1;31mred\u001b[0m and plain')).toBe('red and plain');
});
