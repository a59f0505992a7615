/** Lines in which compose tells how far it is. */
const progress = [
  /^\s*(Container|Network|Volume|Image|Service|Config|Secret)\s+\S+\s+\S/, // Compose 2
  /^(Creating|Starting|Stopping|Removing|Recreating|Pulling|Restarting|Killing|Building)\b/, // Compose 1
  /\b(is up-to-date|uses an image, skipping)$/,
  /^\s*\S+\s+(Pulling|Pulled|Waiting|Building|Built|Skipped\b.*)\s*$/,
  /^#\d+ (?!ERROR)/, // BuildKit's steps
  /^time="[^"]*" level=warning/,
  /^(WARN|WARNING)\b/,
  /^ {4}\S/, // what a warning goes on with
  /^\s*$/,
];

const isProgress = (line: string): boolean => progress.some(pattern => pattern.test(line));

const longest = 600;

/**
 * What compose gives as the reason of its failure: the last of what it wrote that is not progress, as one line. '' when there is none.
 * @param lines what it wrote on stderr, in order
 */
export const reasonIn = (lines: readonly string[]): string => {
  const last = lines.findLastIndex(line => !isProgress(line));
  if (last === -1) return '';
  let first = last;
  while (first > 0 && last - first < 8 && !isProgress(lines[first - 1] ?? '')) first -= 1;
  const text = lines
    .slice(first, last + 1)
    .map(line => line.trim())
    .join(' ')
    .replace(/^ERROR: /, '')
    .replace(/^\.?(?=\w+(\.\w+)*Error: )/, '');
  return text.length <= longest ? text : `…${text.slice(-longest)}`;
};

/** Exit codes of Compose 2 (compose:pkg/compose/metrics, later internal/tracing). */
const meanings: Readonly<Record<number, string>> = {
  14: 'a file is not there',
  15: 'the compose files cannot be read',
  16: 'it does not understand the command',
  17: 'an image could not be built',
  18: 'an image could not be pulled',
};

/** What an exit code of compose means, in words; '' where the number says nothing more. Compose 1 has 1 for everything. */
export const meaningOf = (code: number, version: string | null): string =>
  version !== null && Number.parseInt(version, 10) >= 2 ? (meanings[code] ?? '') : '';
