import {Box} from 'ink';
import {type ComposeView, chosenItem, showsLoss} from '../../state/compose.js';
import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import {Line, Lines} from '../components/line.js';
import {RunSign} from '../components/run-sign.js';
import {lossLines} from '../format/compose-loss.js';
import {menuLines, menuTitle} from '../format/compose-menu.js';
import {commandLines, isAiryCompose, outputLines, outputTitle} from '../format/compose-output.js';
import type {ScreenProps} from './screen-props.js';

interface PartProps extends ScreenProps {
  readonly view: ComposeView;
}

/** What compose writes, under what runs. */
const Output = ({view, state, look, width, height}: PartProps) => {
  const {answer} = view;
  if (!answer) return null;
  const running = answer.end === null;
  return (
    <>
      <Box height={1} width={width}>
        {running ? <RunSign look={look} /> : null}
        <Line text={outputTitle(view, answer, state.now, width - (running ? 2 : 0), look)} />
      </Box>
      <Lines texts={outputLines(view, answer, width, height, look).slice(0, Math.max(0, height - 1))} />
    </>
  );
};

const busyText = ({finding, asking}: ComposeView): string | null => {
  if (!finding) return asking;
  return `looking for compose and its files${asking === null ? '' : `, then ${asking}`}`;
};

/** With what is wrong with the files now, before what was found when the menu was opened. */
const noting = (view: ComposeView, broken: State['brokenFiles']): ComposeView => {
  const problem = broken.get(view.key);
  if (problem === undefined) return view;
  return {...view, warning: [plainText(problem), view.warning].filter(text => text !== '').join('; ')};
};

/** The menu, or what the question below is about. */
const Menu = ({view, state, look, width, height}: PartProps) => {
  const busy = busyText(view);
  const room = height - 1;
  const {loss} = view;
  const command = chosenItem(view)?.command ?? '';
  const lines =
    loss && showsLoss(state)
      ? ['', ...lossLines(loss, width, Math.max(1, room - 5), look), '', ...commandLines(command, width, look)]
      : menuLines(noting(view, state.brokenFiles), width, room - (busy === null ? 0 : 1), look);
  return (
    <>
      <Line text={menuTitle(view, width, look)} />
      {busy === null ? null : (
        <Box height={1} width={width}>
          <RunSign look={look} />
          <Line text={look.paint.dim(` ${busy}`)} />
        </Box>
      )}
      <Lines texts={lines.slice(0, room)} />
    </>
  );
};

/** What compose can do with a stack or a service, and what it writes while it does. */
export const Compose = (props: ScreenProps) => {
  const {state, height} = props;
  const view = state.compose;
  if (!view) return null;
  const airy = isAiryCompose(height);
  const Part = view.focus === 'output' && view.answer ? Output : Menu;
  return (
    <>
      {airy ? <Line text="" /> : null}
      <Part {...props} view={view} height={height - (airy ? 1 : 0)} />
    </>
  );
};
