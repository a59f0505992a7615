import {serviceOfKind} from './kind.js';
import {looksLike} from './looks.js';
import type {Ending, Verdict} from './service.js';
import {failed, fine, lineWith, neverRan, plainVerdict} from './verdict.js';
import {programName, quoteWords, splitWords} from './words.js';

const isTool = (word: string): boolean => /^(nginx|nginx-debug|openresty)$/.test(programName(word));

/** Words of a line with nginx first: `-t` alone is for it. */
const wordsOf = (line: string): readonly string[] | null => {
  const words = splitWords(line);
  if (words === null) return null;
  return isTool(words[0] ?? '') ? words : ['nginx', ...words];
};

const signalOf = (words: readonly string[]): string | null => {
  const at = words.findIndex(word => /^-s/.test(word));
  return at < 0 ? null : words[at] === '-s' ? (words[at + 1] ?? '') : (words[at] ?? '').slice(2);
};

/** A reload interrupts nobody: old workers finish what they have. And it changes nothing when the configuration is broken. */
const danger = (line: string): string | null => {
  const words = wordsOf(line) ?? [];
  const signal = signalOf(words);
  if (signal === 'stop' || signal === 'quit') return 'stops the server';
  return null;
};

const reads = (line: string): boolean => {
  const words = (wordsOf(line) ?? []).slice(1);
  return words.length > 0 && words.every(word => /^-[tTqvVh?]+$/.test(word));
};

const verdict = (ending: Ending): Verdict => {
  if (ending.exitCode === 0) return fine;
  const never = neverRan(ending, 'nginx');
  if (never) return never;
  const line =
    lineWith(ending.stderr, /\[(?:emerg|alert|crit|error)\] (?:\d+#\d+: )?(?:\*\d+ )?(.*)/) ??
    lineWith(ending.stderr, /^nginx: (.*)/);
  return line === null ? plainVerdict(ending) : failed(line, 'what runs goes on with its old configuration');
};

/** nginx and OpenResty. `nginx -t` writes what it finds to stderr also when all is well. */
export const nginx = serviceOfKind({
  kind: 'nginx',
  consoleName: null,
  recognises: container => looksLike(container, 'nginx'),
  console: () => null,
  command: (_, line) => {
    const argv = wordsOf(line);
    return argv && {argv, fallbacks: argv[0] === 'nginx' ? [['openresty', ...argv.slice(1)]] : [], env: [], secrets: []};
  },
  whyNot: (_, line) => {
    const words = splitWords(line);
    if (words === null) return 'a quote is not closed';
    const [first = ''] = words;
    return isTool(first) || first.startsWith('-') ? '' : `${first} is no option of nginx; "! ${first}" runs any program`;
  },
  lineOf: args => (isTool(args[0] ?? '') ? quoteWords(args) : quoteWords(['nginx', ...args])),
  owns: isTool,
  quick: () => [
    ['test the configuration', 'nginx -t'],
    ['reload the configuration', 'nginx -s reload'],
    ['the whole configuration', 'nginx -T'],
    ['version and modules', 'nginx -V'],
    ['open the logs anew', 'nginx -s reopen'],
  ],
  danger,
  reads,
  endless: () => false,
  form: () => 'text',
  words: ['nginx -t', 'nginx -T', 'nginx -s reload', 'nginx -s reopen', 'nginx -V'],
  verdict,
  vitals: () => null,
});
