import {useEffect, useMemo, useState} from 'react';
import type {LineHighlighter} from '../../format/answer-spans.js';
import type {Highlighter} from '../../format/detail-json.js';
import type {Look} from '../../format/look.js';

/** cli-highlight with our colours. It takes 65 ms and 18 MB to load, so it is loaded when code is first looked at. */
const load = async (look: Look): Promise<LineHighlighter> => {
  const {highlight} = await import('cli-highlight');
  const {paint} = look;
  const theme = {
    attr: paint.link,
    string: paint.text,
    number: paint.good,
    literal: paint.good,
    keyword: paint.link,
    built_in: paint.link,
    type: paint.link,
    comment: paint.dim,
  };
  return (code, language) => highlight(code, {language, ignoreIllegals: true, theme});
};

/** Paints code once it is loaded; null before, while not wanted, and on terminals without colours. */
export const useLineHighlighter = (wanted: boolean, look: Look): LineHighlighter | null => {
  const [highlighter, setHighlighter] = useState<LineHighlighter | null>(null);
  useEffect(() => {
    if (!wanted || look.theme.level === 'none') return;
    let gone = false;
    load(look).then(
      loaded => {
        if (!gone) setHighlighter(() => loaded);
      },
      () => {
        // Code without colours is code all the same.
      },
    );
    return () => {
      gone = true;
    };
  }, [wanted, look]);
  return wanted ? highlighter : null;
};

/** The same for whole texts of JSON. */
export const useHighlighter = (wanted: boolean, look: Look): Highlighter | null => {
  const highlight = useLineHighlighter(wanted, look);
  return useMemo(() => (highlight ? json => highlight(json, 'json') : null), [highlight]);
};
