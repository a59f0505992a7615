/** A command whose passwords were taken out of its words. */
export interface Concealed {
  readonly words: readonly string[];
  /** The last one that was found, as it is, not as it was encoded; null when there was none. */
  readonly password: string | null;
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a % that encodes nothing
  }
};

/** Takes passwords out of `scheme://user:password@host` in words: argv is seen in `ps` and in the engine's events. */
export const withoutUrlPasswords = (words: readonly string[], schemes: string): Concealed => {
  const url = new RegExp(`^((?:-\\w|[\\w-]+=)?(?:${schemes})://[^\\s:/@]*):(.+)@([^@]*)$`, 's');
  let password: string | null = null;
  const shown = words.map(word => {
    const [, before, secret, after] = url.exec(word) ?? [];
    if (before === undefined || secret === undefined) return word;
    password = decoded(secret);
    return `${before}@${after ?? ''}`;
  });
  return {words: shown, password};
};

/** Takes the value of a password option out of words, with the option: `-a pw`, `--pass pw`, `--password=pw`, joined `-ppw`. */
export const withoutOption = (words: readonly string[], separate: readonly string[], joined: readonly string[]): Concealed => {
  const shown: string[] = [];
  let password: string | null = null;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const next = words[index + 1];
    const prefix = joined.find(one => word.startsWith(one) && word.length > one.length);
    if (separate.includes(word) && next !== undefined) {
      password = next;
      index += 1;
    } else if (prefix !== undefined) password = word.slice(prefix.length);
    else shown.push(word);
  }
  return {words: shown, password};
};
