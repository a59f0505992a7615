import {Document, isMap, isScalar, isSeq, type Node, Pair, Scalar, visit} from 'yaml';
import type {Draft} from './draft.js';

/** What a terminal would take for commands, or would not show: names come from containers. */
const unshown = /[\0-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/;
const escaped = /[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/g;

const withEscapes = (text: string): string =>
  text.replace(escaped, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
const inComment = (text: string): string => ` ${text.replace(new RegExp(unshown, 'g'), '?')}`;

/** Lists and maps that a person writes on one line. */
const inline: ReadonlySet<string> = new Set(['projects', 'compose', 'ports', 'memory', 'test', 'volumes', 'tunnel']);

const setFlow = (document: Document): void => {
  visit(document, {
    Pair(_, {key, value}) {
      if (!isScalar(key) || !(isMap(value) || isSeq(value))) return;
      if (inline.has(String(key.value))) value.flow = true;
      // Without quotes older readers of YAML take 22:22 for a number.
      if (key.value === 'ports') for (const port of value.items) if (isScalar(port)) port.type = Scalar.QUOTE_DOUBLE;
      if (key.value === 'links' && isSeq(value)) for (const link of value.items) if (isMap(link)) link.flow = true;
    },
    Scalar(_, node) {
      if (typeof node.value === 'string' && unshown.test(node.value)) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
};

const commentOn = (node: unknown, lines: readonly string[]): void => {
  if (isScalar(node) && lines.length > 0) node.commentBefore = lines.map(inComment).join('\n');
};

const keyOf = (map: Node | null | undefined, name: string): unknown =>
  isMap(map) ? map.items.find(({key}) => isScalar(key) && key.value === name)?.key : undefined;

/** A draft as the text of a file: YAML that reads back the same, with comments where a person should look. `about` are its first lines. */
export const draftText = ({profile, notes}: Draft, about: readonly string[]): string => {
  const document = new Document(profile);
  setFlow(document);
  document.commentBefore = about.map(inComment).join('\n');
  const {contents} = document;
  commentOn(keyOf(contents, 'projects'), ['every name it is started under: tests of it may have another']);
  const services = isMap(contents) ? contents.get('services') : undefined;
  if (isMap(services)) {
    for (const pair of services.items) {
      if (!(pair instanceof Pair) || !isScalar(pair.key)) continue;
      pair.key.spaceBefore = pair !== services.items[0];
      if (isMap(pair.value)) commentOn(pair.value.items[0]?.key, notes.get(String(pair.key.value)) ?? []);
    }
    services.flow = false;
  }
  return withEscapes(document.toString({lineWidth: 0, flowCollectionPadding: false}));
};
