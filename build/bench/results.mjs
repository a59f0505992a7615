// bench/results.md: made from a run, less the part between the markers, which is kept by hand.
import {shown} from './figures.mjs';
import {aimsTable, ratios, sideBySide, tally, titleOf} from './report.mjs';
import {markdownTable} from './table.mjs';

const [begin, end] = ['<!-- by hand: begin -->', '<!-- by hand: end -->'];

/** What stands between the markers of a file, without blank lines at its ends; null where there are none. */
export const byHand = text => {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  return from < 0 || to < from ? null : text.slice(from + begin.length, to).trim();
};

const sizeSection = size => {
  const compared = ratios(size);
  return [
    `### ${titleOf(size)}`,
    '',
    ...markdownTable(sideBySide(size)),
    ...(compared === null ? [] : ['', 'How many times as much as stacktop:', '', ...markdownTable(compared)]),
    '',
  ];
};

/** How the figures came about, in the words of the file. */
export const method = ({rounds, spans}) => [
  `- A terminal of 200×60. ${rounds === 1 ? 'One round' : `${rounds} rounds, in which the programs take turns`}; medians. A load other than ours shows in all of them.`,
  '- *names*, *memory*: from the start of the process to the arrival of the bytes that show a name, and one with its memory. Warm, with the code',
  '  cache written; without it on lines of their own.',
  '- *key*: from a press of ↓ or ↑ to the bytes that move the selection.',
  `- *own CPU*: user and system time of the program and what it starts, ${spans.idle} s with no key pressed. *engine*: what dockerd, containerd and the shims use`,
  '  more than in the quiet just before and after. Of the embedded engine: what its process uses more.',
  '- *terminal*: bytes a second that the program writes in that time. *sockets*: connections to the engine a second, counted by a socket that passes',
  '  everything on, in a run of its own.',
  '- *RSS*: resident memory of the program and what it starts. Where a dash stands it has no such thing, or does not show it in its list.',
  '- The containers are made for this: three of four sleep, each fourth works for about a millisecond every second; none has a health check, which',
  '  would cost the engine more than what is measured. Beyond what the real engine carries, an embedded one answers over HTTP: there are no files of',
  '  the kernel to read there, so all figures of usage are asked for.',
  '- The flood: the log screen of one container with 100,000 lines a second offered, in a list of 1,000; ␣ stops and follows.',
];

/** The whole file. `hand`: what was written into it by hand before. */
export const resultsPage = (run, hand) => {
  const {met, of} = tally(run);
  return `${[
    '# What stacktop costs',
    '',
    'Made by `npm run bench -- --write`; only the part between the markers is written by hand.',
    '',
    `${run.date}; ${run.versions}; ${run.machine}; load ${shown(run.load[0], 1)} before, ${shown(run.load[1], 1)} after.`,
    '',
    '## Aims',
    '',
    `${met} of ${of} met.`,
    '',
    ...markdownTable(aimsTable(run)),
    '',
    `Node's own floor, a program that only waits: ${shown(run.floor.start)} ms to its first output, ${shown(run.floor.rss)} MB.`,
    '',
    '## Why what is missed is missed',
    '',
    begin,
    hand ?? 'Nothing written yet.',
    end,
    '',
    '## Beside others',
    '',
    ...run.sizes.flatMap(sizeSection),
    '## How this is measured',
    '',
    ...method(run),
  ].join('\n')}\n`;
};
