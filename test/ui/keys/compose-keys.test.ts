import {describe, expect, test} from 'vitest';
import {container} from '../../model/sample.js';
import {stateWith} from '../../state/sample.js';
import {command, composeScene, output} from '../support/compose-scene.js';
import {deskAt, deskWith} from './desk.js';

const top = (desk: ReturnType<typeof deskAt>): string | undefined => desk.screens().at(-1);
const lines = Array.from({length: 200}, (_, place) => `line ${place}`);

describe('C', () => {
  test('opens compose for the stack of its row, or for the service of a container’s', () => {
    const desk = deskWith([container('shop/db'), container('shop/web')]);
    const {key} = desk.store.get().stacks[0] ?? {key: ''};
    desk.press('home', 'C');
    expect([top(desk), desk.asked]).toEqual(['compose', [`compose.open ${key} null`]]);
    desk.press('esc', 'down', 'C');
    expect([top(desk), desk.asked.at(-1)]).toEqual(['compose', `compose.open ${key} db`]);
  });

  test('of a service that is meant to be there brings up that one', () => {
    const state = stateWith([container('shop/db')]);
    const stacks = state.stacks.map(stack => ({
      ...stack,
      missing: [{key: 'shop/web/1', name: 'web', namedBy: 'compose', dependsOn: [], before: 1} as const],
    }));
    const desk = deskAt({...state, stacks});
    desk.press('end');
    expect(desk.footer()[0]).toBe('C compose');
    desk.press('C');
    expect(desk.asked.at(-1)).toBe(`compose.open ${stacks[0]?.key} web`);
  });

  test('is there for containers of no stack, and with nothing on screen says so', () => {
    const desk = deskWith([container('lonely')]);
    desk.press('C');
    expect(desk.asked.at(-1)).toMatch(/^compose\.open \S* null$/);
    const empty = deskWith([]);
    empty.press('C');
    expect(empty.said()).toBe('C: there is no stack here');
  });
});

describe('the menu', () => {
  test('Enter does what is chosen, and c copies its command', () => {
    const desk = deskAt(composeScene());
    desk.press('enter', 'j', 'c', 'end', 'enter');
    expect(desk.asked).toEqual(['compose.choose up', `copy the command ${command('up --build')}`, 'compose.choose down-images']);
  });

  test('what cannot be done says why', () => {
    const desk = deskAt(composeScene({obstacle: {text: 'its folder is gone', hint: ''}}));
    desk.press('enter');
    expect([desk.said(), desk.asked]).toEqual(['Enter: its folder is gone', []]);
  });

  test('what is chosen while compose is being looked for is done when it is found', () => {
    const desk = deskAt(composeScene({finding: true}));
    desk.press('enter');
    expect(desk.asked).toEqual(['compose.choose up']);
  });

  test('Esc leaves what is being found out, then the screen', () => {
    const desk = deskAt(composeScene({asking: 'which volumes'}));
    desk.press('esc');
    expect([desk.asked, top(desk)]).toEqual([['compose.leaveAsking'], 'compose']);
    const idle = deskAt(composeScene());
    idle.press('esc');
    expect([idle.asked, top(idle)]).toEqual([['compose.close'], 'stacks']);
  });
});

describe('what compose writes', () => {
  test.each(['esc', 'q', 'ctrl-c'])('%s while it runs asks whether to stop it', key => {
    const desk = deskAt(composeScene(output(['Container shop-web-1  Starting'])));
    desk.press(key);
    expect(desk.prompt()).toMatchObject({kind: 'confirm', question: 'Stop compose up? What is half done stays.'});
    desk.press('n');
    expect([desk.prompt(), desk.asked, top(desk)]).toEqual([null, [], 'compose']);
    desk.press(key, 'y');
    expect(desk.asked).toEqual(['compose.reach {"kind":"stop"} ']);
  });

  test('a second time it is not asked', () => {
    const desk = deskAt(composeScene(output([], {stopping: true})));
    desk.press('esc');
    expect([desk.prompt(), top(desk)]).toEqual([null, 'compose']);
  });

  test('when it has ended Esc closes, Tab goes to the menu, and c copies what ran', () => {
    const end = {kind: 'done', at: 5, exitCode: 0, ok: true, message: '', hint: ''} as const;
    const desk = deskAt(composeScene(output(lines, {end})));
    desk.press('c', 'tab', 'c', 'tab', 'esc');
    expect(desk.asked).toEqual([`copy the command ${command('up -d')}`, `copy the command ${command('up')}`, 'compose.close']);
    expect(top(desk)).toBe('stacks');
  });

  test('is followed until one goes up, and again from its end', () => {
    const desk = deskAt(composeScene(output(lines)));
    const place = () => desk.store.get().compose?.answer?.place;
    expect(place()).toBeNull();
    desk.press('pgup');
    expect(place()?.top.line).toBeGreaterThan(100);
    desk.press('g');
    expect(place()?.top.line).toBe(0);
    desk.press('G');
    expect(place()).toBeNull();
  });

  test('nothing else is begun while it runs', () => {
    const desk = deskAt(composeScene(output(lines)));
    desk.press('tab', 'enter');
    expect([desk.said(), desk.asked]).toEqual(['Enter: compose still runs: Esc stops it', []]);
  });
});

test('nothing of compose is refused by the key itself where nothing may be changed: config is not', () => {
  const desk = deskWith([container('shop/web')], {readOnly: true});
  desk.press('C');
  expect(desk.asked).toHaveLength(1);
});
