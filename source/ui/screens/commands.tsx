import {Box} from 'ink';
import type {CommandsView} from '../../state/commands.js';
import {Line, Lines} from '../components/line.js';
import {RunSign} from '../components/run-sign.js';
import {answerRows} from '../format/answer-rows.js';
import {answerTitle} from '../format/answer-title.js';
import {isSaidAbove, troubleLines} from '../format/answer-trouble.js';
import {type CommandLayout, commandLayout} from '../format/command-layout.js';
import {commandRows, commandsTitle, freeLine, noAnswerLines} from '../format/command-list.js';
import {useLineHighlighter} from './detail/use-highlighter.js';
import type {ScreenProps} from './screen-props.js';

interface PartProps extends ScreenProps {
  readonly view: CommandsView;
  readonly layout: CommandLayout;
}

const filled = (lines: readonly string[], height: number): string[] => [
  ...lines.slice(0, height),
  ...new Array<string>(Math.max(0, height - lines.length)).fill(''),
];

/** The answer under its title. */
const AnswerPart = ({view, state, look, width, height, layout}: PartProps) => {
  const {answer} = view;
  const highlight = useLineHighlighter(answer?.form === 'json' || answer?.form === 'sql', look);
  const {answerWidth, answerHeight} = layout;
  if (!answer) return <Lines texts={filled(noAnswerLines(view, state, answerWidth, look), answerHeight)} />;
  const running = answer.end === null;
  const title = answerTitle(view, answer, state.now, answerWidth - (running ? 2 : 0), {width, height}, !layout.beside, look);
  const said = isSaidAbove(answer);
  const rows = said ? [] : answerRows(view, answer, {width, height}, look, highlight);
  const empty =
    rows.length === 0 && answer.end?.kind === 'done' && answer.end.message === '' ? [look.paint.dim('  it wrote nothing')] : [];
  return (
    <>
      <Box height={1} width={answerWidth}>
        {running ? <RunSign look={look} /> : null}
        <Line text={title} />
      </Box>
      <Lines texts={filled([...troubleLines(answer, answerWidth, look), ...rows, ...empty], answerHeight - 1)} />
    </>
  );
};

const Beside = (props: PartProps) => {
  const {view, state, look, layout} = props;
  const {listWidth, listHeight, answerWidth, answerHeight} = layout;
  const typing = state.view.prompt?.kind === 'command-line';
  const list = [commandsTitle(view, state, listWidth, look), ...commandRows(view, layout, typing, look)];
  return (
    <Box height={answerHeight}>
      <Box flexDirection="column" width={listWidth} overflow="hidden" flexShrink={0}>
        <Lines texts={filled(list, listHeight + 1)} />
      </Box>
      <Box flexDirection="column" width={1} flexShrink={0}>
        <Lines texts={new Array<string>(answerHeight).fill(look.paint.line(look.glyphs.frame.vertical))} />
      </Box>
      <Box flexDirection="column" width={answerWidth} overflow="hidden" flexShrink={0}>
        <AnswerPart {...props} />
      </Box>
    </Box>
  );
};

const Above = (props: PartProps) => {
  const {view, state, look, width, layout} = props;
  const typing = state.view.prompt?.kind === 'command-line';
  return (
    <>
      <Lines
        texts={[...(layout.titled ? [commandsTitle(view, state, width, look)] : []), ...commandRows(view, layout, typing, look)]}
      />
      <AnswerPart {...props} />
    </>
  );
};

/** The commands of a service, and the answer of the last one. */
export const Commands = (props: ScreenProps) => {
  const {state, look, width, height} = props;
  const view = state.commands;
  if (!view) return <Lines texts={filled([look.paint.dim(' opening the commands')], height)} />;
  const layout = commandLayout(view, width, height);
  const Body = layout.beside ? Beside : Above;
  return (
    <>
      {layout.airy ? <Line text="" /> : null}
      <Body {...props} view={view} layout={layout} />
      {layout.airy ? <Line text="" /> : null}
      <Line text={freeLine(view, state, width, look)} />
    </>
  );
};
