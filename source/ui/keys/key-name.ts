const names: Readonly<Record<string, string>> = {
  enter: 'Enter',
  esc: 'Esc',
  tab: 'Tab',
  'shift-tab': '⇧Tab',
  space: 'Space',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  pgup: 'PgUp',
  pgdn: 'PgDn',
  home: 'Home',
  end: 'End',
  del: 'Del',
  backspace: '⌫',
};
const asciiNames: typeof names = {
  ...names,
  'shift-tab': 'S-Tab',
  up: 'Up',
  down: 'Down',
  left: 'Left',
  right: 'Right',
  backspace: 'BS',
};

/** A key as it is written for people. */
export const keyName = (key: string, ascii = false): string => {
  const name = (ascii ? asciiNames : names)[key];
  if (name !== undefined) return name;
  if (key.startsWith('ctrl-')) return `^${key.slice(5)}`;
  return /^f\d+$/.test(key) ? key.toUpperCase() : key;
};
