import {Box, useWindowSize} from 'ink';
import {useEffect, useSyncExternalStore} from 'react';
import type {Actions} from '../state/actions.js';
import {bodyHeight, leastColumns, leastRows, panes} from '../state/layout.js';
import {underPlan} from '../state/plan.js';
import {drawnIn, screenIn} from '../state/selectors.js';
import type {State} from '../state/state.js';
import type {Store} from '../state/store.js';
import {Connecting} from './components/connecting.js';
import {Footer} from './components/footer.js';
import {Line} from './components/line.js';
import {Overlay} from './components/overlay.js';
import {lostLine} from './format/connection.js';
import {meterLine, titleLine} from './format/header.js';
import type {Look} from './format/look.js';
import {keyContext} from './keys/context.js';
import {escapeAndKey} from './keys/parse.js';
import {pasteInPrompt, pressInPrompt} from './keys/prompt-keys.js';
import {press} from './keys/table.js';
import {useKeys} from './keys/use-keys.js';
import {onSize} from './on-size.js';
import {Commands} from './screens/commands.js';
import {Compose} from './screens/compose.js';
import {Detail} from './screens/detail.js';
import {Help} from './screens/help.js';
import {Logs} from './screens/logs.js';
import {Messages} from './screens/messages.js';
import {Qr} from './screens/qr.js';
import {Stacks} from './screens/stacks.js';
import {Groups, Topic, Topics} from './screens/topics.js';
import {Urls} from './screens/urls.js';

export interface AppProps {
  readonly store: Store<State>;
  readonly actions: Actions;
  readonly look: Look;
}

const Body = ({state, look}: {readonly state: State; readonly look: Look}) => {
  const screen = screenIn(state);
  const {list, side} = panes(state);
  const height = bodyHeight(state);
  const {columns} = state.view.size;
  switch (screen.kind) {
    case 'help':
      return <Help state={state} look={look} width={columns} height={height} scroll={screen.scroll} />;
    case 'logs':
      return <Logs state={state} look={look} width={columns} height={height} />;
    case 'commands':
      return <Commands state={state} look={look} width={columns} height={height} />;
    case 'topics':
      return <Topics state={state} look={look} width={columns} height={height} />;
    case 'groups':
      return <Groups state={state} look={look} width={columns} height={height} />;
    case 'topic':
      return <Topic state={state} look={look} width={columns} height={height} />;
    case 'messages':
      return <Messages state={state} look={look} width={columns} height={height} />;
    case 'urls':
      return <Urls state={state} look={look} width={columns} height={height} />;
    case 'compose':
      return <Compose state={state} look={look} width={columns} height={height} />;
    case 'qr':
      return <Qr state={state} look={look} width={columns} height={height} name={screen.name} url={screen.url} />;
    case 'detail':
      return (
        <Box>
          {list > 0 ? <Stacks state={state} look={look} width={list} /> : null}
          <Box flexDirection="column" width={side} height={height} overflow="hidden">
            <Detail state={state} look={look} width={side} height={height} />
          </Box>
        </Box>
      );
    default:
      return state.listed ? (
        <Stacks state={state} look={look} width={list} />
      ) : (
        <Connecting state={state} look={look} height={height} />
      );
  }
};

/** The whole screen: exactly as high as the terminal, so that Ink never has to clear it. */
export const App = ({store, actions, look}: AppProps) => {
  const latest = useSyncExternalStore(store.subscribe, store.get);
  const {columns, rows} = useWindowSize();
  const tooSmall = columns < leastColumns || rows < leastRows;
  useEffect(() => store.update(state => onSize(state, columns, rows)), [store, columns, rows]);
  const onKey = (key: string): void => {
    const context = keyContext(store, actions, look);
    if (tooSmall) {
      // What a key would do is not seen: only the ways out are open.
      if (key === 'q' || key === 'ctrl-c') actions.quit();
      return;
    }
    const {prompt} = context.state.view;
    const both = escapeAndKey(key, prompt !== null);
    if (both) for (const one of both) onKey(one);
    else if (prompt) pressInPrompt(prompt, key, context);
    else press(key, context);
  };
  useKeys(onKey, text => {
    if (!tooSmall) pasteInPrompt(store.get().view.prompt, text, keyContext(store, actions, look));
  });
  const {size} = latest.view;
  const state = drawnIn(size.columns === columns && size.rows === rows ? latest : onSize(latest, columns, rows));
  if (tooSmall) {
    return <Line text={`stacktop needs ${leastColumns} x ${leastRows} cells`} />;
  }
  const banner = lostLine(state, look);
  return (
    <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
      <Line text={titleLine(state, look)} />
      <Line text={banner ?? meterLine(state, look)} />
      <Box flexDirection="column" flexGrow={1} flexShrink={1} flexBasis={0} overflow="hidden">
        {/* What does not fit is cut: shrunk lines would be drawn over each other. */}
        <Box flexDirection="column" flexGrow={1} flexShrink={0}>
          <Body state={underPlan(state)} look={look} />
        </Box>
      </Box>
      <Footer state={state} context={keyContext(store, actions, look)} look={look} />
      <Overlay state={state} look={look} />
    </Box>
  );
};
