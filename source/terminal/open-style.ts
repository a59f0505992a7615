const sequence = /\u001b(?:\[([\d;]*)m)?/g;
/** What ends what: `39` the foreground, which is noted as `38` whichever way it was set. */
const ends: Readonly<Record<string, readonly string[]>> = {
  '22': ['1', '2'],
  '23': ['3'],
  '24': ['4', '21'],
  '25': ['5', '6'],
  '27': ['7'],
  '28': ['8'],
  '29': ['9'],
  '39': ['38'],
  '49': ['48'],
  '55': ['53'],
  '59': ['58'],
};

/** Whether a painted line would colour what stands behind it: a style is left on, or there is a sequence that is none of colours (ECMA-48, SGR). */
export const leavesStyleOpen = (line: string): boolean => {
  if (!line.includes('\u001b')) return false;
  const open = new Set<string>();
  for (const [, given] of line.matchAll(sequence)) {
    if (given === undefined) return true;
    const codes = given.split(';');
    for (let index = 0; index < codes.length; index++) {
      const code = codes[index] ?? '';
      const ended = ends[code];
      if (code === '' || Number(code) === 0) open.clear();
      else if (ended) for (const style of ended) open.delete(style);
      else if (/^(?:3|9)[0-7]$/.test(code)) open.add('38');
      else if (/^(?:4|10)[0-7]$/.test(code)) open.add('48');
      else open.add(code);
      if (code === '38' || code === '48' || code === '58') index += codes[index + 1] === '5' ? 2 : 4;
    }
  }
  return open.size > 0;
};
