const python = /(?:^|\s)Traceback \(most recent call last\):\s*$/;
const node = /^(?:file:\/\/)?(?:\/|node:)\S+:\d+$/;
const pythonError = /^(?:[A-Za-z_][\w.]*: |(?:[A-Za-z_]\w*\.)*[A-Z]\w*:?$)/;
const nodeError = /^(?:Uncaught )?\[?[\w$.]*(?:Error|Exception)\b/;

const isSetIn = (line: string): boolean => line.startsWith(' ') || line.startsWith('\t');

/** Whether the first line of a message says no more than that a trace follows, as Python's and Node's do. */
export const isMereHead = (head: string): boolean => python.test(head) || node.test(head);

/**
 * Which of the lines that follow such a head says what went wrong, by its place: of a chain of Python's exceptions the last one, which was
 * not caught. null when none of them does.
 */
export const verdictPlace = (head: string, further: readonly string[]): number | null => {
  const found = python.test(head)
    ? further.findLastIndex((line, place) => pythonError.test(line) && isSetIn(further[place - 1] ?? ''))
    : further.findIndex(line => nodeError.test(line));
  return found === -1 ? null : found;
};
