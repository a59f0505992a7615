// Stands in for `Intl.Segmenter` in the whole bundle, ours and the libraries': ten modules make one when they are loaded, which reads the
// rules of Unicode (7 ms in a profile), and most screens consist of characters that need none.
const {Segmenter} = Intl;

export class LateSegmenter {
  #made = null;
  #asked;

  constructor(...asked) {
    this.#asked = asked;
  }

  segment(text) {
    this.#made ??= new Segmenter(...this.#asked);
    return this.#made.segment(text);
  }
}
