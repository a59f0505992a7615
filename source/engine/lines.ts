import {StringDecoder} from 'node:string_decoder';

/** Bytes in, lines out (without `\n`), however the bytes are split; time linear in the bytes. A last line without `\n` is given by `end`. */
export function createLineReader(onLine: (line: string) => void): {push(chunk: Uint8Array): void; end(): void} {
  const decoder = new StringDecoder('utf8');
  let parts: string[] = [];
  const feed = (text: string) => {
    let from = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      parts.push(text.slice(from, at));
      const line = parts.join('');
      parts = [];
      from = at + 1;
      onLine(line);
    }
    if (from < text.length) parts.push(text.slice(from));
  };
  return {
    push: chunk => feed(decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))),
    end() {
      feed(decoder.end());
      const line = parts.join('');
      parts = [];
      if (line !== '') onLine(line);
    },
  };
}
