import {stripVTControlCharacters} from 'node:util';
import {render} from 'ink-testing-library';
import {afterEach, expect, test} from 'vitest';
import {withBroken} from '../../../source/state/broken-files.js';
import type {ComposeView} from '../../../source/state/compose.js';
import {Compose} from '../../../source/ui/screens/compose.js';
import {plainLook} from '../sample.js';
import {composeScene} from '../support/compose-scene.js';

const opened: {unmount(): void}[] = [];
afterEach(() => {
  for (const {unmount} of opened.splice(0)) unmount();
});

const frameOf = (problem: string | null, more: Partial<ComposeView> = {}): string => {
  const scene = composeScene(more);
  const state = withBroken(scene, scene.compose?.key ?? '', problem);
  const drawn = render(<Compose state={state} look={plainLook} width={100} height={30} />);
  opened.push(drawn);
  return stripVTControlCharacters(drawn.lastFrame() ?? '');
};

test('the menu says for as long as the files have an error what that is, before what else is to be known', () => {
  expect(frameOf('compose.yml:3: no map')).toContain('▲ compose.yml:3: no map\n');
  expect(frameOf('compose.yml:3: no map', {warning: 'Compose 1 made it'})).toContain(
    '▲ compose.yml:3: no map; Compose 1 made it\n',
  );
  expect(frameOf(null, {warning: 'Compose 1 made it'})).toContain('▲ Compose 1 made it\n');
  expect(frameOf(null)).not.toMatch(/▲ (?!down)/);
});
