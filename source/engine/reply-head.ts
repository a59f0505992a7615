export interface ReplyHead {
  readonly status: number;
  /** By their names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
}

const LONGEST_HEAD = 64 * 1024;
const END = '\r\n\r\n';

const bad = (code: string, message: string): Error => Object.assign(new Error(message), {code});

/** `HTTP/1.1 200 OK`, then a header a line. Throws an Error with a code as Node's own parser gives. */
export const parseHead = (text: string): ReplyHead => {
  const [first = '', ...lines] = text.split('\r\n');
  const status = /^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(first)?.[1];
  if (status === undefined) throw bad('HPE_INVALID_CONSTANT', 'what answers does not speak HTTP');
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon <= 0) throw bad('HPE_INVALID_HEADER_TOKEN', 'a reply has a header without a name');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  return {status: Number(status), headers};
};

/** Collects the head of a reply, wherever it is split; those that only announce another one (1xx) are passed over. */
export class HeadReader {
  #bytes = Buffer.alloc(0);

  /**
   * Takes what has come.
   * @returns the head and what came after it, as a copy; null as long as it is not whole. Throws as `parseHead`
   */
  push(chunk: Buffer): {readonly head: ReplyHead; readonly rest: Buffer} | null {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    for (;;) {
      const end = this.#bytes.indexOf(END);
      if (end > LONGEST_HEAD || (end === -1 && this.#bytes.length > LONGEST_HEAD))
        throw bad('HPE_HEADER_OVERFLOW', 'the head of a reply is endless');
      if (end === -1) {
        if (!'HTTP/1.'.startsWith(this.#bytes.toString('latin1', 0, 7)))
          throw bad('HPE_INVALID_CONSTANT', 'what answers does not speak HTTP');
        return null;
      }
      const head = parseHead(this.#bytes.toString('latin1', 0, end));
      this.#bytes = this.#bytes.subarray(end + END.length);
      if (head.status >= 200 || head.status === 101) return {head, rest: this.#bytes};
    }
  }
}
