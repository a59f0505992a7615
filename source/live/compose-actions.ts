import {maskWords} from '../model/command-mask.js';
import {composeProjectOf} from '../model/compose-project.js';
import {type ComposeAction, type ComposeRequest, isDown} from '../model/compose-request.js';
import type {Stack} from '../model/stack.js';
import {composeSteps} from '../operations/compose/argv.js';
import {childEnv} from '../operations/compose/child-env.js';
import {createToolFinder} from '../operations/compose/find-tool.js';
import {programName, quoteWords, splitWords} from '../services/words.js';
import {
  beginCompose,
  type ComposeActions,
  type ComposeGoal,
  composeRuns,
  endCompose,
  inCompose,
  workOn,
} from '../state/compose.js';
import {ask, notify} from '../state/view-updates.js';
import {plainText} from '../terminal/sanitise.js';
import {askLoss} from './compose-loss.js';
import {runOneOff} from './compose-oneoff.js';
import {
  type ComposeReady,
  commandLine,
  idleItems,
  makerOf,
  obstacleOf,
  readyItems,
  requestOf,
  servicesIn,
  shrunkBy,
  warningOf,
  withoutCompose,
} from './compose-opening.js';
import {prepare} from './compose-prepare.js';
import {runCompose} from './compose-run.js';
import {childOf, type Desk} from './desk.js';

let openings = 0;
let runs = 0;

/** The screen as it is open now. */
interface Opening {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly service: string | null;
  /** Ends what is found out for it. */
  readonly controller: AbortController;
  ready: ComposeReady | null;
  /** What was chosen before that: it is done then. */
  wanted: ComposeAction | null;
}

/** What compose can do with a stack or a service: the menu, its questions, and what runs. */
export const createComposeActions = (desk: Desk): ComposeActions => {
  const {engine, store, env} = desk;
  let opening: Opening | null = null;
  let running: AbortController | null = null;
  let asking: AbortController | null = null;
  const tools = createToolFinder(childEnv(env, engine.endpoint, true));
  const said = (text: string): void => store.update(state => notify(state, plainText(text), 'warn', 6000));
  const stackNow = (key: string): Stack | undefined => store.get().stacks.find(stack => stack.key === key);

  const stopAt = (open: Opening, text: string): void =>
    store.update(state =>
      inCompose(state, open.id, {
        finding: false,
        asking: null,
        obstacle: {text: plainText(text), hint: withoutCompose(open.service, stackNow(open.key))},
        items: idleItems(open.service, 'compose cannot be used here'),
      }),
    );

  /** Finds the tool and the files, and fills the menu. */
  const fill = async (open: Opening, stack: Stack): Promise<void> => {
    const {signal} = open.controller;
    const project = composeProjectOf(stack.members.map(({container}) => container));
    const obstacle = obstacleOf(engine, stack, store.get().engine);
    if (obstacle !== null || !project) {
      stopAt(open, obstacle ?? 'its containers do not tell where its compose files are');
      return;
    }
    const maker = makerOf(stack, project);
    const prepared = await prepare(tools, stack, project, maker, signal);
    if (signal.aborted) return;
    if (prepared.kind === 'obstacle') {
      stopAt(open, prepared.text);
      return;
    }
    const {ready} = prepared;
    open.ready = ready;
    const {tool, project: found} = ready;
    const [first = '', ...others] = found.files;
    store.update(state =>
      inCompose(state, open.id, {
        finding: false,
        tool: plainText(`${tool.words.join(' ')} ${tool.version ?? ''}`.trim()),
        files: plainText(first + (others.length > 0 ? ` and ${others.length} more` : '')),
        warning: plainText(warningOf(ready, maker)),
        items: readyItems(engine, ready, open.service, stackNow(open.key) ?? stack, state.readOnly),
        asking: null,
      }),
    );
    const {wanted} = open;
    const item = store.get().compose?.items.find(({action}) => action === wanted);
    if (item?.disabled === null) choose(item.action);
    else if (item) said(`${item.label}: ${item.disabled}`);
  };

  /** The open screen when something of its menu may be done now. */
  const atWork = (action: ComposeAction): {readonly open: Opening; readonly ready: ComposeReady} | null => {
    const other = opening && action !== 'config' ? workOn(store.get(), opening.key) : null;
    if (composeRuns(store.get().compose)) said('compose still runs: Esc stops it');
    else if (other !== null) said(other);
    else if (opening?.ready) return {open: opening, ready: opening.ready};
    return null;
  };

  const start = (request: ComposeRequest): void => {
    const work = atWork(request.action);
    if (!work) return;
    const {open, ready} = work;
    const {project, tool, profiles} = ready;
    const steps = composeSteps(tool, project, profiles, request);
    const cwd = project.workingDir;
    const command = commandLine(engine, ready, request);
    const label = store.get().compose?.items.find(({action}) => action === request.action)?.label ?? request.action;
    if (request.action === 'run') {
      const what = plainText(
        `${programName(request.words?.[0]) || 'run'} in a new container of ${open.name}/${request.services[0] ?? ''}`,
      );
      const [words = []] = steps;
      runOneOff(desk, {words, cwd, env: childEnv(env, engine.endpoint, false)}, what, plainText(quoteWords(maskWords(words))));
      return;
    }
    asking?.abort();
    running = childOf(desk.signal);
    const controller = running;
    desk.start(
      runCompose(desk, {
        id: open.id,
        run: ++runs,
        project: project.project,
        action: request.action,
        title: plainText(request.action === 'scale' ? `scale ${request.services[0]}=${request.count}` : label),
        command,
        steps,
        cwd,
        env: childEnv(env, engine.endpoint, true),
        version: tool.version,
        signal: controller.signal,
      }).finally(() => {
        controller.abort();
        if (running === controller) running = null;
        // What there is now has other services that run, and a question whether to stop is none any more.
        store.update(state => {
          const {prompt} = state.view;
          const stale = prompt?.kind === 'confirm' && prompt.goal.kind === 'compose' && prompt.goal.goal.kind === 'stop';
          const items = readyItems(engine, ready, open.service, stackNow(open.key), state.readOnly);
          return inCompose(stale ? ask(state, null) : state, open.id, {items});
        });
      }),
    );
  };

  const confirm = (request: ComposeRequest, question: string): void =>
    store.update(state =>
      ask(state, {kind: 'confirm', goal: {kind: 'compose', goal: {kind: 'do', request}}, question: plainText(question)}),
    );

  /** Brings up; asks first where more comes of it than the menu says. */
  const bringUp = (request: ComposeRequest): void => {
    const work = atWork(request.action);
    if (!work) return;
    const {open, ready} = work;
    const stack = stackNow(open.key);
    const fewer = shrunkBy(request, ready, stack);
    const warned = store.get().compose?.warning ?? '';
    if (fewer.length > 0) confirm(request, `It also takes containers away, as its files say: ${fewer.join(', ')}. Go on?`);
    else if (warned !== '') confirm(request, 'All its containers are made anew. Go on?');
    else start(request);
  };

  const askLine = (action: 'scale' | 'run', service: string | null, typed = '', problem?: string): void => {
    const there = servicesIn(opening?.ready?.composed ?? null);
    const hints = {
      scale: service === null ? `SERVICE=3${there}` : 'how many containers',
      run: service === null ? `SERVICE COMMAND…${there}` : 'a command; nothing: the image’s own',
    };
    const sign = plainText(
      `${action}${service === null ? '' : ` ${service}`}${action === 'scale' && service !== null ? ' =' : ':'}`,
    );
    const goal = {kind: 'compose', goal: {kind: 'line', action, service}} as const;
    store.update(state =>
      ask(state, {kind: 'line', goal, sign, hint: hints[action], typed, ...(problem === undefined ? {} : {problem})}),
    );
  };

  const lineTyped = ({action, service}: Extract<ComposeGoal, {kind: 'line'}>, typed: string): void => {
    if (!atWork(action)) return;
    const again = (problem: string): void => askLine(action, service, typed, problem);
    if (action === 'scale') {
      const [, name = service, count] = /^(?:([\w.-]+)\s*[=\s]\s*)?(\d{1,3})$/.exec(typed.trim()) ?? [];
      if (count === undefined || !name || (service !== null && name !== service))
        again(service === null ? 'a service and a number are needed: web=3' : 'a number is needed, 0 to 999');
      else bringUp({action, services: [name], count: String(Number(count))});
      return;
    }
    const words = splitWords(typed);
    const name = service ?? words?.[0];
    if (words === null) again('a quote is not closed');
    else if (name === undefined) again('a service is needed: web python manage.py migrate');
    else start({action, services: [name], words: service === null ? words.slice(1) : words});
  };

  /** Finds out what a `down` takes away, and asks. */
  const takeDown = (action: ComposeAction): void => {
    const work = atWork(action);
    if (!work) return;
    asking?.abort();
    const controller = childOf(work.open.controller.signal);
    asking = controller;
    const stack = stackNow(work.open.key);
    desk.start(
      askLoss(desk, {...work.open, ready: work.ready, members: stack?.members ?? [], action, signal: controller.signal}).finally(
        () => controller.abort(),
      ),
    );
  };

  const close = (): void => {
    running?.abort();
    opening?.controller.abort();
    const id = opening?.id;
    opening = null;
    if (id !== undefined) store.update(state => endCompose(state, id));
  };

  const choose = (action: ComposeAction): void => {
    if (opening && !opening.ready) {
      opening.wanted = action;
      store.update(state =>
        inCompose(state, opening?.id ?? 0, ({items}) => ({asking: items.find(item => item.action === action)?.label ?? action})),
      );
    } else if (action === 'scale' || action === 'run') {
      if (atWork(action)) askLine(action, opening?.service ?? null);
    } else if (isDown(action)) takeDown(action);
    else {
      const request = requestOf(action, opening?.service ?? null, opening ? stackNow(opening.key) : undefined);
      if (action === 'config') start(request);
      else bringUp(request);
    }
  };

  return {
    open(key, service) {
      close();
      const stack = stackNow(key);
      if (!stack) return;
      const id = ++openings;
      const name = plainText(stack.name);
      const open: Opening = {id, key, name, service, controller: childOf(desk.signal), ready: null, wanted: null};
      opening = open;
      const items = idleItems(service, null);
      store.update(state => beginCompose(state, {id, key, stack: name, service, items}));
      desk.start(
        fill(open, stack).catch((error: unknown) => {
          if (!open.controller.signal.aborted) throw error;
        }),
      );
    },
    close,
    choose,
    leaveAsking() {
      asking?.abort();
      if (opening) opening.wanted = null;
      const id = opening?.id;
      if (id !== undefined) store.update(state => inCompose(state, id, {asking: null, loss: null}));
    },
    reach(goal, typed) {
      if (goal.kind === 'line') lineTyped(goal, typed);
      else if (goal.kind === 'do') start(goal.request);
      else {
        const id = opening?.id;
        if (id !== undefined)
          store.update(state =>
            inCompose(state, id, ({answer}) => (answer && answer.end === null ? {answer: {...answer, stopping: true}} : {})),
          );
        running?.abort();
      }
    },
  };
};
