import {PassThrough} from 'node:stream';
import {throttle} from 'es-toolkit/compat';
import {expect, test} from 'vitest';
import {keyPressed, paceFrame} from '../../source/terminal/paced-frames.js';

/** Frames as Ink makes them: at once, or this long (ms) after another one. */
const inkFrames = (wait: number) => {
  let drawn = 0;
  const frame = throttle(() => void drawn++, wait, {leading: true, trailing: true});
  return {frame, drawn: () => drawn};
};

test('a frame close upon another one is put off, and drawn at once when a key asked for it', () => {
  const output = new PassThrough();
  const {frame, drawn} = inkFrames(60_000);
  try {
    const counts = [];
    paceFrame(output, frame);
    counts.push(drawn());
    paceFrame(output, frame);
    counts.push(drawn());
    keyPressed();
    paceFrame(output, frame);
    counts.push(drawn());
    paceFrame(output, frame);
    counts.push(drawn());
    expect(counts).toEqual([1, 1, 2, 2]);
  } finally {
    frame.cancel();
  }
});

test('a key brings one frame, not two', () => {
  const {frame, drawn} = inkFrames(60_000);
  try {
    keyPressed();
    paceFrame(new PassThrough(), frame);
    expect(drawn()).toBe(1);
  } finally {
    frame.cancel();
  }
});
