/** Which options of a tool take a value in the next word. */
export interface OptionRules {
  /** Letters: `cdU` for `-c X -d X -U X`, which may also be joined (`-XAtc X`, `-Ushop`). */
  readonly letters: string;
  /** Long names without dashes; `--name=value` needs no rule. */
  readonly names: ReadonlySet<string>;
}

export interface GivenOptions {
  /** Values by letter or name, in order; '' for an option without one. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** Words that are no options. */
  readonly plain: readonly string[];
}

/** Takes the arguments of a tool apart as getopt_long(3) does: options anywhere, `--` ends them. */
export const readOptions = (args: readonly string[], {letters, names}: OptionRules): GivenOptions => {
  const values = new Map<string, string[]>();
  const plain: string[] = [];
  const add = (key: string, value: string): void => {
    values.set(key, [...(values.get(key) ?? []), value]);
  };
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index] ?? '';
    if (word === '--') {
      plain.push(...args.slice(index + 1));
      break;
    }
    const long = /^--([^=]+)(?:=([\s\S]*))?$/.exec(word);
    if (long?.[1] !== undefined) {
      add(long[1], long[2] ?? (names.has(long[1]) ? (args[++index] ?? '') : ''));
    } else if (/^-./s.test(word)) {
      const at = [...word.slice(1)].findIndex(letter => letters.includes(letter));
      for (const letter of at < 0 ? word.slice(1) : word.slice(1, at + 1)) add(letter, '');
      const rest = word.slice(at + 2);
      if (at >= 0) add(word[at + 1] ?? '', rest === '' ? (args[++index] ?? '') : rest);
    } else plain.push(word);
  }
  return {values, plain};
};

/** Whether any of these options was given. */
export const given = ({values}: GivenOptions, ...keys: readonly string[]): boolean => keys.some(key => values.has(key));

/** Every value of these options. */
export const valuesOf = ({values}: GivenOptions, ...keys: readonly string[]): readonly string[] =>
  keys.flatMap(key => values.get(key) ?? []);
