import {expect, test} from 'vitest';
import {FramePace} from '../../source/terminal/frame-pace.js';

/** A terminal that holds some bytes and is read at a rate (bytes a ms), and a program that would draw all the time. */
const played = (rate: number, frame: number, forMs: number) => {
  const pace = new FramePace();
  const holds = 20_000;
  let [unread, queued, stuck, frames, most] = [0, 0, false, 0, 0];
  for (let now = 0; now < forMs; now += 50) {
    unread = Math.max(0, unread - rate * 50);
    // As the kernel does it: room is told when there is a good deal of it.
    if (stuck && unread < holds / 2) {
      unread += queued;
      [queued, stuck] = [0, false];
      pace.drained(now);
    }
    if (now % 1000 !== 0 || stuck || pace.wait(now) > 0) continue;
    frames += 1;
    const taken = Math.min(frame, holds - unread);
    unread += taken;
    queued = frame - taken;
    pace.wrote(frame, now);
    stuck = queued > 0;
    if (stuck) pace.stuck(queued, now);
    if (now > forMs / 2) most = Math.max(most, unread + queued);
  }
  return {frames, most};
};

test('a quick terminal gets every frame at once', () => {
  expect(played(1000, 5000, 60_000).frames).toBe(60);
});

test('a slow one gets fewer, and never a queue of them', () => {
  const {frames, most} = played(0.5, 2000, 120_000);
  expect(frames).toBeGreaterThan(8);
  expect(frames).toBeLessThan(50);
  // Of what would be waiting without: 20,000 and more.
  expect(most).toBeLessThan(14_000);
});

test('one that was stuck for a moment is not taken for a slow one', () => {
  const pace = new FramePace();
  pace.wrote(30_000, 0);
  pace.stuck(500, 0);
  pace.drained(5);
  expect(pace.wait(5)).toBe(0);
});

test('what was slow is tried again', () => {
  const pace = new FramePace();
  pace.stuck(5000, 0);
  pace.drained(1000);
  expect(pace.wait(1000)).toBeGreaterThan(500);
  let now = 1000;
  for (let frame = 0; frame < 300; frame++) {
    now += pace.wait(now) + 1;
    pace.wrote(1000, now);
  }
  expect(pace.wait(now)).toBe(0);
});
