import {composeMenu} from '../../../source/model/compose-menu.js';
import {type Answer, beginAnswer, withLines} from '../../../source/state/answer.js';
import {beginCompose, type ComposeView, inCompose} from '../../../source/state/compose.js';
import type {State} from '../../../source/state/state.js';
import {push} from '../../../source/state/view-updates.js';
import {container} from '../../model/sample.js';
import {stateWith} from '../../state/sample.js';

export const command = (words: string): string => `docker compose -p shop -f /srv/shop/compose.yml ${words}`;

/** The screen of compose over the list, its menu ready. */
export const composeScene = (more: Partial<ComposeView> = {}): State => {
  const listed = stateWith([container('shop/db'), container('shop/web')]);
  const key = listed.stacks[0]?.key ?? '';
  const items = composeMenu(more.service ?? null).map(entry => ({...entry, command: command(entry.label), disabled: null}));
  const opened = beginCompose(push(listed, {kind: 'compose', key}), {id: 1, key, stack: 'shop', service: null, items});
  const found = {finding: false, tool: 'docker compose 2.26.1', files: '/srv/shop/compose.yml'};
  return inCompose(opened, 1, {...found, ...more});
};

/** What compose has written so far, on stderr as it does. */
export const output = (
  lines: readonly string[],
  more: Partial<Answer> = {},
): Pick<ComposeView, 'answer' | 'focus' | 'action'> => {
  const answer = beginAnswer({id: 7, title: 'up', line: command('up -d'), endless: true, startedAt: 0});
  const written = withLines(
    answer,
    lines.map(text => ({text, stderr: true})),
  );
  return {answer: {...written, ...more}, focus: 'output', action: 'up'};
};
