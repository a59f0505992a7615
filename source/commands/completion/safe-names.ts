const harmless = /^(?!-)[\w./ :@+-]+$/;

/** Names that a shell can be offered: those of letters that mean nothing to any shell once quoted, and that do not pass for a flag. */
export const safeNames = (names: readonly string[]): string[] => names.filter(name => harmless.test(name));
