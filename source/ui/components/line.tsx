import {Text} from 'ink';
import {memo} from 'react';

/** One line of the screen: a painted string, drawn again only when it is another one. */
export const Line = memo(({text}: {readonly text: string}) => <Text wrap="truncate">{text === '' ? ' ' : text}</Text>);

/** Several of them, keyed by their place: a line of the screen is redrawn when its text changes, never moved. */
export const Lines = ({texts}: {readonly texts: readonly string[]}) =>
  texts.map((text, place) => {
    const key = `line ${place}`;
    return <Line key={key} text={text} />;
  });
