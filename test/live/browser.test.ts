import {expect, test} from 'vitest';
import {browserIn} from '../../source/live/browser.js';

const ssh = {SSH_CONNECTION: '198.51.100.4 50000 192.0.2.7 22'};

test.each<[string, Record<string, string>, NodeJS.Platform, readonly string[] | null]>([
  ['a desktop under X11', {DISPLAY: ':0'}, 'linux', ['xdg-open']],
  ['a desktop under Wayland', {WAYLAND_DISPLAY: 'wayland-0'}, 'linux', ['xdg-open']],
  ['no desktop', {}, 'linux', null],
  ['macOS', {}, 'darwin', ['open']],
  ['SSH into a desktop', {DISPLAY: ':0', ...ssh}, 'linux', null],
  ['SSH into macOS', ssh, 'darwin', null],
  ['SSH with a terminal and no more', {SSH_TTY: '/dev/pts/1', DISPLAY: ':0'}, 'linux', null],
  ['a browser of one’s own', {BROWSER: 'firefox'}, 'linux', ['firefox']],
  ['a browser of one’s own over SSH', {BROWSER: '/opt/helper.sh', ...ssh}, 'linux', ['/opt/helper.sh']],
  ['several, and a place for the URL', {BROWSER: 'firefox --new-tab %s:lynx'}, 'linux', ['firefox', '--new-tab']],
  ['an empty wish', {BROWSER: '', DISPLAY: ':0'}, 'linux', ['xdg-open']],
])('with %s a page opens by %j', (_, env, platform, browser) => {
  expect(browserIn(env, platform)).toEqual(browser);
});
