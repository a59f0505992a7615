import {Terminal, type TerminalOptions, type Wait} from '../support/terminal.js';
import type {StoryEngine} from './story-engine.js';

/** Opens stacktop on the engine, with the stories' stacks on screen and no others. */
export const openList = async (
  engine: Pick<StoryEngine, 'host'>,
  {args = ['stack=shop'], env, ...options}: TerminalOptions = {},
): Promise<Terminal> => {
  const terminal = Terminal.open({args, env: {DOCKER_HOST: engine.host, ...env}, ...options});
  await terminal.sees(/[▾▸] shop-test /);
  return terminal;
};

export interface ListRow {
  readonly stack: string;
  /** Null for the stack's own row. */
  readonly service: string | null;
  readonly text: string;
  /** Line of the screen, from 0. */
  readonly y: number;
}

/** The list on screen, row by row. */
export const listRows = (terminal: Terminal): ListRow[] => {
  let stack = '';
  return terminal.lines().flatMap((text, y): ListRow[] => {
    const head = /^ [▾▸] (\S+|\(no stack\))/.exec(text)?.[1];
    if (head !== undefined) stack = head;
    const service = /^[ ✔] [├└] (\S+(?: \d+)?) /.exec(text)?.[1];
    return head === undefined && service === undefined ? [] : [{stack, service: service ?? null, text, y}];
  });
};

/** The row of a service, or of the stack itself; undefined when it is not on screen. */
export const rowOf = (terminal: Terminal, stack: string, service: string | null = null): ListRow | undefined =>
  listRows(terminal).find(row => row.stack === stack && row.service === service);

/** Waits until the row of a service (null: of the stack) has a match of the pattern. */
export const rowShows = (
  terminal: Terminal,
  [stack, service]: readonly [string, string | null],
  pattern: RegExp,
  wait?: Wait,
): Promise<void> =>
  terminal.until(
    () => pattern.test(rowOf(terminal, stack, service)?.text ?? ''),
    `${pattern} in the row of ${stack}/${service ?? ''}`,
    wait,
  );

const selectedPlace = (terminal: Terminal): number => {
  const selected = terminal.selected();
  return listRows(terminal).findIndex(row => row.text === selected);
};

/** Moves the selection there by the arrow keys; again from where it is, when rows of other stories came or went meanwhile. */
export const select = async (terminal: Terminal, stack: string, service: string | null = null): Promise<void> => {
  const target = (): number => listRows(terminal).findIndex(row => row.stack === stack && row.service === service);
  for (let turn = 1; ; turn += 1) {
    await terminal.until(
      () => target() >= 0 && selectedPlace(terminal) >= 0,
      `a row of ${stack}/${service ?? ''}, and a selection`,
    );
    const distance = target() - selectedPlace(terminal);
    await terminal.press(...Array.from({length: Math.abs(distance)}, () => (distance > 0 ? 'down' : 'up')));
    try {
      return await terminal.until(() => selectedPlace(terminal) === target(), `${stack}/${service ?? ''} selected`);
    } catch (error) {
      if (turn === 3) throw error;
    }
  }
};
