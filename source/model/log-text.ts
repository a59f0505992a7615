const colours = /\u001b\[[0-9;:]*m/g;

/** A sanitised line without its colours. */
export const withoutColours = (text: string): string => (text.includes('\u001b') ? text.replace(colours, '') : text);

/** What a terminal shows of a line that was written over with carriage returns, as progress bars are: its last state. */
export const lastState = (text: string): string => {
  if (!text.includes('\r')) return text;
  const states = text.split('\r');
  return states.findLast(state => state.trim() !== '') ?? '';
};
