import {expect, test} from 'vitest';
import {maskPath} from '../../source/model/agent-request.js';

test.each([
  ['/webhook', '/webhook'],
  ['/webhook?call=7&lang=de', '/webhook?call=7&lang=de'],
  ['/webhook?token=abc', '/webhook?token=••••••'],
  ['/webhook?a=1&access_token=abc&b=2', '/webhook?a=1&access_token=••••••&b=2'],
  ['/webhook?apiKey=abc', '/webhook?apiKey=••••••'],
  ['/webhook?key=abc&sig=def&code=ghi', '/webhook?key=••••••&sig=••••••&code=••••••'],
  ['/webhook?X-Amz-Signature=abc', '/webhook?X-Amz-Signature=••••••'],
  ['/webhook?api%5Fkey=abc', '/webhook?api%5Fkey=••••••'],
  ['/webhook?secret=a=b=c', '/webhook?secret=••••••'],
  ['/webhook?token=', '/webhook?token='],
  ['/webhook?%=1&token=x', '/webhook?%=1&token=••••••'],
  ['/webhook?flag&page=2', '/webhook?flag&page=2'],
  ['/a?b=c?token=x', '/a?b=c?token=x'],
  ['/callback?jwt=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.sig', '/callback?jwt=••••••'],
  ['/callback?x=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.sig', '/callback?x=••••••'],
  [`/hook/ghp${'_'}abcdefghijklmnopqrstuvwxyz0123`, '/hook/••••••'],
  ['', ''],
])('%s is shown as %s', (path, shown) => {
  expect(maskPath(path)).toBe(shown);
});
