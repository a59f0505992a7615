import fc from 'fast-check';
import {expect, test} from 'vitest';
import {messageText} from '../../../source/services/kafka-client/text.js';

test('nothing stays nothing; empty is not nothing', () => {
  expect(messageText(null, 10)).toBeNull();
  expect(messageText(Buffer.alloc(0), 10)).toEqual({text: '', binary: false, size: 0, cut: false});
});

test('text is kept as it is, with all that a terminal obeys', () => {
  expect(messageText(Buffer.from('a\n\u001b[31mä'), 100)?.text).toBe('a\n\u001b[31mä');
});

test('bytes that are no text become hexadecimal', () => {
  expect(messageText(Buffer.from([0, 255, 16]), 100)).toEqual({text: '00ff10', binary: true, size: 3, cut: false});
  expect(messageText(Buffer.alloc(5000, 0xff), 4096)).toMatchObject({
    binary: true,
    size: 5000,
    cut: true,
    text: 'ff'.repeat(1024),
  });
});

test('a cut never splits a character, whatever the text and the limit', () => {
  fc.assert(
    fc.property(fc.string({unit: 'grapheme'}), fc.nat(40), (text, limit) => {
      const bytes = Buffer.from(text);
      const kept = messageText(bytes, limit);
      expect(kept?.binary).toBe(false);
      expect(text.startsWith(kept?.text ?? '?')).toBe(true);
      expect(kept?.cut).toBe(bytes.length > limit);
      expect(Buffer.byteLength(kept?.text ?? '')).toBeLessThanOrEqual(Math.min(limit, bytes.length));
    }),
  );
});
