import type {CommandsView} from '../../state/commands.js';
import {cellWidth} from '../../terminal/widths.js';

/** Where what stands on the screen of commands. Heights in lines, widths in cells. */
export interface CommandLayout {
  /** An empty line above, and one below. */
  readonly airy: boolean;
  /** The service's name stands above: not where an answer that is being read would have no line of its own. */
  readonly titled: boolean;
  /** The list stands to the left of the answer, behind a rule; else above it. */
  readonly beside: boolean;
  readonly listWidth: number;
  /** Lines of entries. */
  readonly listHeight: number;
  readonly answerWidth: number;
  /** Lines of the answer, with its title. */
  readonly answerHeight: number;
}

const besideFrom = 110;
/** Lines from which on some may be empty. */
const airyFrom = 24;
/** Title above, free line below. */
const fixed = 2;
const leastList = 3;

/** Longer names are cut, so that something of what is run is seen. */
const longestName = 28;

/** Cells of the names of commands. */
export const nameWidth = ({entries}: CommandsView): number =>
  Math.min(
    longestName,
    entries.reduce((most, {name}) => Math.max(most, cellWidth(name)), 0),
  );

const besideWidth = (view: CommandsView, width: number): number => {
  const longest = view.entries.reduce((most, {line}) => Math.max(most, cellWidth(line)), 0);
  return Math.max(24, Math.min(Math.floor(width * 0.42), nameWidth(view) + longest + 7));
};

export const commandLayout = (view: CommandsView, width: number, height: number): CommandLayout => {
  const airy = height >= airyFrom;
  const room = Math.max(1, height - fixed - (airy ? 2 : 0));
  if (width >= besideFrom) {
    const listWidth = besideWidth(view, width);
    return {
      airy,
      titled: true,
      beside: true,
      listWidth,
      listHeight: room,
      answerWidth: width - listWidth - 1,
      answerHeight: room + 1,
    };
  }
  const {length} = view.entries;
  // An answer that is being read gets the room of the list.
  const titled = height > 4 || !view.answer || view.focus !== 'answer';
  const lines = room + (titled ? 0 : 1);
  const share = !view.answer ? length : view.focus === 'answer' ? 0 : Math.max(leastList, Math.floor(room * 0.4));
  const listHeight = Math.min(length, share, Math.max(0, room - 2));
  return {airy, titled, beside: false, listWidth: width, listHeight, answerWidth: width, answerHeight: lines - listHeight};
};
