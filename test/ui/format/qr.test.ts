import {describe, expect, test} from 'vitest';
import {createTheme, type Theme} from '../../../source/terminal/theme.js';
import {leastQrSize, type QrModules, qrLines} from '../../../source/ui/format/qr.js';
import {qrModules} from '../../../source/ui/screens/urls/qr-modules.js';
import {readQr} from '../../support/qr-reader.js';
import {Screen} from '../../support/screen.js';

const modulesOf = async (text: string): Promise<QrModules> => {
  const modules = await qrModules(text);
  if (!modules) throw new Error('it is too long for a QR code');
  return modules;
};
const large = {columns: 200, rows: 100};

/** What a phone reads of the drawn code; the screen around it is the terminal's own. */
const read = async (text: string, theme: Theme, room = large): Promise<string | null> => {
  const drawn = qrLines(await modulesOf(text), room, theme);
  if (!drawn) return null;
  const screen = new Screen({columns: drawn.width + 6, rows: drawn.lines.length + 2, colours: null, reply: () => {}});
  await screen.write(`\r\n${drawn.lines.map(line => `   ${line}`).join('\r\n')}`);
  const rows = Array.from({length: drawn.lines.length + 2}, (_, y) => screen.cells(y));
  screen.dispose();
  return readQr(rows, theme.scheme);
};

const urls = [
  'https://5f3a-203-0-113-7.ngrok-free.app',
  'https://5f3a-203-0-113-7.ngrok-free.app/webhook',
  'https://a-very-long-name-of-a-custom-domain.example.com/api/v1/webhooks/telephony?tenant=42',
  'http://192.0.2.7:8000',
  'tcp://0.tcp.eu.ngrok.io:12345',
  'https://größe.example/日程',
];

describe('a phone reads', () => {
  test.each(urls)('%s', async url => {
    expect(await read(url, createTheme('truecolor', 'dark', false))).toBe(url);
  });

  const [url = ''] = urls;
  for (const level of ['truecolor', '256', '16', 'none'] as const)
    for (const scheme of ['dark', 'light'] as const)
      for (const ascii of [false, true])
        test(`it in ${level} on a ${scheme} terminal${ascii ? ' with ASCII alone' : ''}`, async () => {
          expect(await read(url, createTheme(level, scheme, ascii))).toBe(url);
        });

  test('it in the least room that it takes', async () => {
    const modules = await modulesOf(url);
    for (const ascii of [false, true]) {
      const theme = createTheme('256', 'dark', ascii);
      const least = leastQrSize(modules, theme);
      expect(await read(url, theme, least)).toBe(url);
      expect(qrLines(modules, {...least, rows: least.rows - 1}, theme)).toBeNull();
      expect(qrLines(modules, {...least, columns: least.columns - 1}, theme)).toBeNull();
    }
  });
});

test('a public URL fits under the title of a screen of 80×24', async () => {
  const theme = createTheme('256', 'dark', false);
  for (const url of urls.slice(0, 2)) expect(qrLines(await modulesOf(url), {columns: 80, rows: 18}, theme)).not.toBeNull();
});

test('ASCII alone is ASCII alone, and a copied text still has the code', async () => {
  const drawn = qrLines(await modulesOf('x'), large, createTheme('256', 'dark', true));
  const text = drawn?.lines.join('\n').replace(/\u001b\[[\d;]*m/g, '') ?? '';
  expect(text).toMatch(/^[ #\n]*$/);
  expect(text).toContain('##############'); // a finder's edge
});

test('a text that is too long has no code', async () => {
  expect(await qrModules('x'.repeat(3000))).toBeNull();
});
