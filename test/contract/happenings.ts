import {afterAll, expect, test} from 'vitest';
import {list, record, stringRecord, text as textOf} from '../../source/engine/read.js';
import {id, number, text} from './forms.js';
import {type Clauses, eventually, filtered, inOrder, type Subject} from './subject.js';

/** What stacktop asks for: by name, because a filter on type alone lets three exec events through for every health check. */
const changes = 'create start die stop kill oom pause unpause rename destroy restart update health_status'.split(' ');

const linesOf = (body: string) =>
  body
    .split('\n')
    .slice(0, -1)
    .map(line => record(JSON.parse(line)));

const seconds = (ms: number) => (ms / 1000).toFixed(6);

const eventsBetween = async ({ask}: Subject, from: number, to: number, filters: Readonly<Record<string, readonly string[]>>) => {
  const {
    status,
    headers,
    text: body,
  } = await ask('GET', `/events?since=${seconds(from)}&until=${seconds(to)}&${filtered(filters)}`);
  expect(status).toBe(200);
  return {type: headers['content-type'], events: linesOf(body)};
};

const actions = (events: readonly Readonly<Record<string, unknown>>[]) => events.map(({Action}) => textOf(Action));

export const happenings: Clauses = subject => {
  afterAll(() => subject().sendGuestsHome());

  test('a restart is kill, die, stop, start and restart; older clients have it twice in each line', async () => {
    const {bring, ask, minor} = subject();
    const from = Date.now() - 1000;
    const guest = await bring('quiet', 'told');
    await ask('POST', `/containers/${guest}/restart?t=30`);
    const {type, events} = await eventsBetween(subject(), from, Date.now() + 100, {
      type: ['container'],
      container: [guest],
      event: changes,
    });
    expect(type).toBe(minor >= 52 ? 'application/jsonl' : 'application/json');
    expect(inOrder(subject(), actions(events))).toEqual(['create', 'start', 'kill', 'die', 'stop', 'start', 'restart']);
    for (const event of events) {
      const {Action, Type, time, timeNano, ...rest} = event;
      expect(Type).toBe('container');
      expect(rest).toEqual({
        Actor: {
          ID: guest,
          Attributes: expect.objectContaining({
            name: expect.stringMatching(/told/),
            image: text,
            'com.docker.compose.service': 'told',
          }),
        },
        scope: 'local',
        ...(minor >= 52 ? {} : {status: Action, id: guest, from: text}),
      });
      expect(Number(time)).toBe(Math.floor(Number(timeNano) / 1e9));
      expect(Number(timeNano) / 1e6).toBeGreaterThanOrEqual(from);
    }
    const attributes = (action: string) => record(record(events.find(({Action}) => Action === action)?.Actor).Attributes);
    expect(attributes('kill')).toMatchObject({signal: '15'});
    expect(attributes('die')).toMatchObject({exitCode: '0'});
  });

  test('each container tells of its whole life', async () => {
    const {bring, sendGuestsHome, ask} = subject();
    const from = Date.now() - 1000;
    const guest = await bring('quiet', 'whole');
    for (const verb of ['pause', 'unpause', 'kill?signal=HUP', 'rename?name=whole-renamed', 'stop?t=30', 'start', 'kill'])
      expect((await ask('POST', `/containers/${guest}/${verb}`)).status).toBe(204);
    const told = () =>
      eventsBetween(subject(), from, Date.now() + 100, {type: ['container'], container: [guest], event: changes}).then(
        ({events}) => events,
      );
    await eventually(async () => actions(await told()).filter(action => action === 'die').length).toBe(2);
    await sendGuestsHome();
    const events = await told();
    expect(inOrder(subject(), actions(events))).toEqual([
      ...['create', 'start', 'pause', 'unpause', 'kill', 'rename'],
      ...['kill', 'die', 'stop', 'start', 'kill', 'die', 'destroy'],
    ]);
    const attributes = (at: number) => stringRecord(record(events[at]?.Actor).Attributes);
    expect(attributes(4)).toMatchObject({signal: '1'});
    expect(attributes(5)).toMatchObject({name: 'whole-renamed', oldName: expect.stringMatching(/^\//)});
    expect(attributes(10)).toMatchObject({signal: '9'});
    expect(attributes(11)).toMatchObject({exitCode: '137'});
  });

  test('a stream tells what is asked for and nothing else, as it happens', async () => {
    const {bring, ask, follow} = subject();
    const guest = await bring('quiet', 'live');
    const other = await bring('quiet', 'other');
    const wanted = {type: ['container'], container: [guest], event: ['start', 'die']};
    const stream = await follow(`/events?${filtered(wanted)}`);
    const all = await follow(`/events?${filtered({type: ['container'], event: ['start', 'die']})}`);
    for (const one of [other, guest]) await ask('POST', `/containers/${one}/restart?t=30`);
    await eventually(() => actions(linesOf(stream.text()))).toEqual(['die', 'start']);
    const ids = () => linesOf(all.text()).map(event => textOf(record(event.Actor).ID));
    await eventually(() => ids().filter(one => one === other || one === guest)).toEqual([other, other, guest, guest]);
    expect(ids()).toEqual(ids().map(() => id));
    stream.close();
    all.close();
  });

  test('a stream that begins in the past tells of the past first', async () => {
    const {bring, ask, follow} = subject();
    const from = Date.now() - 1000;
    const guest = await bring('quiet', 'past');
    const stream = await follow(`/events?since=${seconds(from)}&${filtered({container: [guest], event: ['start', 'die']})}`);
    await eventually(() => actions(linesOf(stream.text()))).toEqual(['start']);
    await ask('POST', `/containers/${guest}/stop?t=30`);
    await eventually(() => actions(linesOf(stream.text()))).toEqual(['start', 'die']);
    stream.close();
  });

  test('health tells of changes alone when changes alone are asked for', async () => {
    const {bring, follow, read, breakHealth, mendHealth} = subject();
    const guest = await bring('checked', 'ailing');
    await eventually(() => read(`/containers/${guest}/json`)).toMatchObject({State: {Health: {Status: 'healthy'}}});
    const stream = await follow(`/events?${filtered({type: ['container'], container: [guest], event: changes})}`);
    const everything = await follow(`/events?${filtered({type: ['container'], container: [guest]})}`);
    await breakHealth(guest);
    await eventually(() => actions(linesOf(stream.text()))).toEqual(['health_status: unhealthy']);
    const {State} = record(await read(`/containers/${guest}/json`));
    expect(State).toMatchObject({Health: {Status: 'unhealthy', FailingStreak: number}});
    const last = record(list(record(record(State).Health).Log).at(-1));
    expect(last).toMatchObject({ExitCode: number, Output: expect.stringContaining('503')});
    expect(last.ExitCode).not.toBe(0);
    await mendHealth(guest);
    await eventually(() => actions(linesOf(stream.text()))).toEqual(['health_status: unhealthy', 'health_status: healthy']);
    const words = new Set(actions(linesOf(everything.text())).map(action => action.split(':')[0]));
    expect([...words].sort()).toEqual(['exec_create', 'exec_die', 'exec_start', 'health_status']);
    stream.close();
    everything.close();
  });
};
