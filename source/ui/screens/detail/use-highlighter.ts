import {useEffect, useState} from 'react';
import type {Highlighter} from '../../format/detail-json.js';
import type {Look} from '../../format/look.js';

/** cli-highlight with our colours. It takes 65 ms and 18 MB to load, so it is loaded when JSON is first looked at. */
const load = async (look: Look): Promise<Highlighter> => {
  const {highlight} = await import('cli-highlight');
  const {paint} = look;
  const theme = {attr: paint.link, string: paint.text, number: paint.good, literal: paint.good};
  return json => highlight(json, {language: 'json', ignoreIllegals: true, theme});
};

/** Paints JSON once it is loaded; null before, while not wanted, and on terminals without colours. */
export const useHighlighter = (wanted: boolean, look: Look): Highlighter | null => {
  const [highlighter, setHighlighter] = useState<Highlighter | null>(null);
  useEffect(() => {
    if (!wanted || look.theme.level === 'none') return;
    let gone = false;
    load(look).then(
      loaded => {
        if (!gone) setHighlighter(() => loaded);
      },
      () => {
        // JSON without colours is JSON all the same.
      },
    );
    return () => {
      gone = true;
    };
  }, [wanted, look]);
  return wanted ? highlighter : null;
};
