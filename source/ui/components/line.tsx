import {Transform} from 'ink';
import {memo} from 'react';

/**
 * One line of the screen: a painted string that fits its place, drawn again only when it is another one. Ink is given a blank to lay out
 * and the string as what becomes of it at output: measured, cut and cleaned it is already, and Ink would do all that again in every frame.
 */
export const Line = memo(({text}: {readonly text: string}) => (
  <Transform transform={() => (text === '' ? ' ' : text)}> </Transform>
));

/** Several of them, keyed by their place: a line of the screen is redrawn when its text changes, never moved. */
export const Lines = ({texts}: {readonly texts: readonly string[]}) =>
  texts.map((text, place) => {
    const key = `line ${place}`;
    return <Line key={key} text={text} />;
  });
