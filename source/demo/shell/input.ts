/** What is typed or piped into a program, as it comes. */
export class Input {
  #text = '';
  #ended = false;
  #wake: (() => void) | null = null;

  push(text: string): void {
    this.#text += text;
    this.#wake?.();
  }

  /** No more will come. */
  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  /** Everything that is there; waits for something. null when no more will come, or `signal` is aborted. */
  async read(signal: AbortSignal): Promise<string | null> {
    while (this.#text === '' && !this.#ended && !signal.aborted) await this.#something(signal);
    if (this.#text === '' || signal.aborted) return null;
    const text = this.#text;
    this.#text = '';
    return text;
  }

  /** Puts back what was read and not used. */
  unread(text: string): void {
    this.#text = text + this.#text;
  }

  /** True when a Ctrl-C waits in it; takes it and what was typed before it. */
  takeInterrupt(): boolean {
    const at = this.#text.lastIndexOf('\u0003');
    if (at < 0) return false;
    this.#text = this.#text.slice(at + 1);
    return true;
  }

  /** Settles on the next bytes, the end, or `signal`. */
  #something(signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      const done = () => {
        signal.removeEventListener('abort', done);
        this.#wake = null;
        resolve();
      };
      signal.addEventListener('abort', done);
      this.#wake = done;
    });
  }

  /** Waits until something comes, the end, or `signal`. */
  async arrival(signal: AbortSignal): Promise<void> {
    if (!signal.aborted && !this.#ended) await this.#something(signal);
  }
}
