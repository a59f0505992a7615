import {expect, test} from 'vitest';
import {run, start} from '../commands/program.js';
import {Terminal} from '../support/terminal.js';
import {ask, type Listening, listen, type Told} from './engine-socket.js';
import {rowShows, select} from './list.js';
import {orderStack, type Place, type Stories} from './story-engine.js';

const stack = orderStack;
const inStack = (more: Omit<Place, 'stack'> = {}): Place => ({stack, ...more});

/** Restart, stop and start of several containers, in order. */
export const orderStories: Stories = engine => {
  const open = async (): Promise<Terminal> => {
    const terminal = Terminal.open({args: [`stack=${stack}`], env: {DOCKER_HOST: engine().host}});
    await terminal.sees(new RegExp(`▾ ${stack} `));
    return terminal;
  };
  const healthy = async (...ids: readonly string[]): Promise<void> => {
    for (const id of ids) {
      const health = async (): Promise<string | undefined> => {
        const {State}: {State: {Health?: {Status: string}}} = JSON.parse(await ask(engine(), 'GET', `/containers/${id}/json`));
        return State.Health?.Status;
      };
      await expect.poll(health, {timeout: 60_000}).toBe('healthy');
    }
  };
  const heard = async (story: (events: Listening) => Promise<void>): Promise<void> => {
    const events = await listen(engine());
    try {
      await story(events);
    } finally {
      events.stop();
    }
  };
  /** When that was told of a container, the first time; never is Infinity. */
  const at = (told: readonly Told[], id: string, action: RegExp): number =>
    told.find(event => event.id === id && action.test(event.action))?.at ?? Number.POSITIVE_INFINITY;
  const of = (told: readonly Told[], id: string, action: RegExp): number =>
    told.filter(event => event.id === id && action.test(event.action)).length;
  const well = /health_status: healthy/;

  test('r on a stack shows the plan; Enter restarts in order, each when what it needs is as it has to be, branches side by side', async () => {
    const db = await engine().bring('checked', 'db', inStack());
    const cache = await engine().bring('checked', 'cache', inStack());
    const migrate = await engine().bring('job', 'migrate', inStack({needs: 'db:service_healthy:false'}));
    const api = await engine().bring(
      'checked',
      'api',
      inStack({needs: 'db:service_healthy:false,migrate:service_completed_successfully:false'}),
    );
    const worker = await engine().bring('web', 'worker', inStack({needs: 'cache:service_started:false'}));
    const web = await engine().bring('web', 'web', inStack({needs: 'api:service_healthy:false,worker:service_started:false'}));
    await healthy(db, cache, api);
    const terminal = await open();
    await rowShows(terminal, [stack, 'migrate'], /✓ done/);
    await select(terminal, stack);
    await terminal.press('r');
    await terminal.sees(`Restart 5 containers of ${stack}, dependencies first?`);
    await terminal.sees(/│ {3}db +│/);
    await terminal.sees(/└ api +after db healthy/);
    await terminal.sees(/web +after api healthy; worker started/);
    await terminal.sees('migrate is left as it is: a job that is done');
    terminal.picture(`stories/${engine().kind}-plan-asked`);
    await heard(async ({told}) => {
      await terminal.press('enter');
      await terminal.sees(/↻ db +(stopping|starting|checking) +\ds/);
      await terminal.sees(/· └ api +waits for db healthy/);
      terminal.picture(`stories/${engine().kind}-plan-under-way`);
      await terminal.sees(/5 restarted in \d+ s/, {within: 40_000});
      terminal.picture(`stories/${engine().kind}-plan-done`);
      await expect.poll(() => of(told, web, /^start$/)).toBe(1); // the engine tells us too, in its own time
      expect(at(told, db, well)).toBeLessThan(at(told, api, /^(kill|die)$/));
      expect(at(told, api, well)).toBeLessThan(at(told, web, /^(kill|die)$/));
      expect(at(told, worker, /^start$/)).toBeLessThan(at(told, web, /^(kill|die)$/));
      expect(at(told, web, /^start$/)).toBeLessThan(Number.POSITIVE_INFINITY);
      // Side by side: each is on its way down before the other one is well again.
      expect(at(told, db, /^(kill|die)$/)).toBeLessThan(at(told, cache, well));
      expect(at(told, cache, /^(kill|die)$/)).toBeLessThan(at(told, db, well));
      // It has to have started, and no more than that.
      expect(at(told, worker, /^die$/)).toBeLessThan(Number.POSITIVE_INFINITY);
      expect(of(told, migrate, /^(start|die)$/)).toBe(0);
    });
    await terminal.press('enter');
    await terminal.unsees('5 restarted');
    await rowShows(terminal, [stack, 'web'], /✓ restarted \d+s|· –/);
  });

  test('replicas are restarted one at a time: of three, two are always up', async () => {
    const ids: string[] = [];
    for (const number of [1, 2, 3]) ids.push(await engine().bring('checked', 'web', inStack({number})));
    await healthy(...ids);
    await heard(async ({told}) => {
      const {code, stderr} = await run(['restart', stack, '--yes', '--host', engine().host]);
      expect({code, stderr}).toMatchObject({code: 0, stderr: expect.stringMatching(/all 3 restarted in \d+ s/)});
      await expect.poll(() => ids.map(id => of(told, id, well))).toEqual([1, 1, 1]); // the engine tells us too, in its own time
      let up = new Set(ids);
      let least = ids.length;
      for (const {id, action} of told.filter(event => ids.includes(event.id))) {
        if (action === 'die') up = new Set([...up].filter(other => other !== id));
        if (well.test(action)) up.add(id);
        least = Math.min(least, up.size);
      }
      expect([least, up.size, ...ids.map(id => of(told, id, /^die$/))]).toEqual([2, 3, 1, 1, 1]);
    });
  });

  test('at the first that fails nothing new begins, and why, its last lines, what is done and what is not are said', async () => {
    const db = await engine().bring('checked', 'db', inStack());
    await engine().bring('dies', 'api', inStack({needs: 'db:service_healthy:false'}));
    const web = await engine().bring('web', 'web', inStack({needs: 'api:service_started:false'}));
    await healthy(db);
    const terminal = await open();
    await rowShows(terminal, [stack, 'api'], /▲ exited 3/);
    await select(terminal, stack);
    await heard(async ({told}) => {
      await terminal.press('r', 'enter');
      await terminal.sees('1 restarted, 1 failed, 1 not begun', {within: 20_000});
      await terminal.sees(/▲ └ api +exited 3/);
      await terminal.sees('api: exit code 3');
      await terminal.sees('FATAL guest: there is no database "orders"');
      await terminal.sees(/· +└ web +not restarted/);
      terminal.picture(`stories/${engine().kind}-plan-failed`);
      expect(of(told, web, /^(die|start)$/)).toBe(0);
    });
    await terminal.press('l');
    await terminal.sees(`${stack}/api  following`);
    await terminal.press('q', 'esc');
    await terminal.unsees('╭');
  });

  test('Esc stops between steps once that is confirmed, and says what is done and what is not', async () => {
    const db = await engine().bring('checked', 'db', inStack());
    const api = await engine().bring('checked', 'api', inStack({needs: 'db:service_healthy:false'}));
    await healthy(db, api);
    const terminal = await open();
    await select(terminal, stack);
    await engine().breakGuest('db', inStack()); // well again, it would be too late for Esc
    await heard(async ({told}) => {
      await terminal.press('r', 'enter');
      await terminal.sees(/↻ db/);
      await terminal.press('esc');
      await terminal.sees('Stop after db? 1 more is left as it is');
      await terminal.press('enter');
      await terminal.sees(/stopped as asked: .*1 not begun/, {within: 20_000});
      await terminal.sees(/· └ api +not restarted/);
      terminal.picture(`stories/${engine().kind}-plan-stopped`);
      await expect.poll(() => of(told, db, /^start$/)).toBe(1);
      expect(of(told, api, /^(die|start)$/)).toBe(0);
    });
  });

  test('a frame that is put away goes on in the rows, r shows it again, and its end is told', async () => {
    const db = await engine().bring('checked', 'db', inStack());
    await engine().bring('checked', 'api', inStack({needs: 'db:service_healthy:false'}));
    await healthy(db);
    const terminal = await open();
    await select(terminal, stack);
    await engine().breakGuest('db', inStack()); // the other one waits for as long as it takes
    await terminal.press('r', 'enter');
    await terminal.sees(/↻ db/);
    await terminal.press('tab');
    await terminal.unsees('╭');
    await rowShows(terminal, [stack, 'api'], /↻ waiting/);
    await terminal.press('r');
    await terminal.sees('╭ Restart 2 containers');
    await terminal.press('tab');
    await rowShows(terminal, [stack, 'db'], /↻ checking/); // it has to run to be mended
    await engine().mendGuest('db', inStack());
    await terminal.sees('2 restarted in', {within: 30_000});
    expect(terminal.shows('╭')).toBe(false);
  });

  test('a container that is recreated meanwhile is found again, one that is removed is named, and so is one that comes', async () => {
    const db = await engine().bring('checked', 'db', inStack());
    await engine().bring('web', 'api', inStack({needs: 'db:service_healthy:false'}));
    await engine().bring('web', 'web', inStack({needs: 'db:service_healthy:false'}));
    await healthy(db);
    await engine().breakGuest('db', inStack()); // the others' turn is not before all of this has happened
    const restarting = start(['restart', stack, '--yes', '--host', engine().host], {stdin: ''});
    await expect.poll(() => restarting.stderr(), {timeout: 60_000, interval: 20}).toMatch(/db: stopping/);
    const again = await engine().recreate('web', 'api', inStack({needs: 'db:service_healthy:false'}));
    await engine().dismiss('web', inStack());
    await engine().bring('web', 'db', inStack({number: 2}));
    await heard(async ({told}) => {
      await expect.poll(() => restarting.stderr(), {timeout: 60_000}).toMatch(/db: checking/);
      await engine().mendGuest('db', inStack());
      const {stderr} = await restarting.ended;
      expect(stderr).toMatch(new RegExp(`2/3 ${stack}/api was recreated meanwhile: its new container is restarted`));
      expect(stderr).toMatch(new RegExp(`3/3 ${stack}/web: gone meanwhile`));
      expect(stderr).toMatch(new RegExp(`came meanwhile, and was not restarted: ${stack}/db/2`));
      expect(stderr).toMatch(new RegExp(`^restarted: ${stack}/db, ${stack}/api\ngone meanwhile: ${stack}/web$`, 'm'));
      await expect.poll(() => of(told, again, /^die$/)).toBe(1);
    });
  });

  test('a circle is cut and named, and what is needed and not there is named', async () => {
    await engine().bring('web', 'a', inStack({needs: 'b:service_started:false'}));
    await engine().bring('web', 'b', inStack({needs: 'a:service_started:false,nowhere:service_started:false'}));
    const {code, stderr} = await run(['restart', stack, '--yes', '--host', engine().host]);
    expect({code, stderr}).toEqual({code: 0, stderr: expect.stringMatching(/all 2 restarted/)});
    expect(stderr).toContain('! a and b need each other in a circle: b does not wait for a');
    expect(stderr).toContain('! b needs nowhere, and there is no such container');
    expect(stderr.indexOf('b: restarted')).toBeLessThan(stderr.indexOf('a: restarted'));
  });

  test('stop goes the other way round, start as a restart does, and doing it again does nothing', async () => {
    const db = await engine().bring('checked', 'db', inStack());
    const api = await engine().bring('web', 'api', inStack({needs: 'db:service_healthy:false'}));
    await healthy(db);
    const on = ['--yes', '--host', engine().host];
    await heard(async ({told}) => {
      expect(await run(['stop', stack, ...on])).toMatchObject({code: 0, stderr: expect.stringMatching(/all 2 stopped in/)});
      await expect.poll(() => of(told, db, /^die$/)).toBe(1);
      expect(at(told, api, /^die$/)).toBeLessThan(at(told, db, /^(kill|die)$/));
      expect(await run(['stop', stack, ...on])).toMatchObject({code: 0, stderr: expect.stringMatching(/nothing to stop/)});
      expect(await run(['start', stack, ...on])).toMatchObject({code: 0, stderr: expect.stringMatching(/all 2 started in/)});
      expect(at(told, db, well)).toBeLessThan(at(told, api, /^start$/));
    });
  });

  test('what is needed and not chosen is looked at first: where it is not well nothing is done', async () => {
    const db = await engine().bring('dies', 'db', inStack());
    const ended = async (): Promise<string> => {
      const {State}: {State: {Status: string}} = JSON.parse(await ask(engine(), 'GET', `/containers/${db}/json`));
      return State.Status;
    };
    await expect.poll(ended, {timeout: 60_000}).toBe('exited');
    const [api] = [
      await engine().bring('web', 'api', inStack({needs: 'db:service_healthy:false'})),
      await engine().bring('web', 'web', inStack()),
    ];
    await heard(async ({told}) => {
      const {code, stderr} = await run(['restart', `${stack}/api`, `${stack}/web`, '--yes', '--host', engine().host]);
      expect(code).toBe(1);
      expect(stderr).toMatch(/api: not begun.*: it needs db healthy, and that ended with 3; nothing was done to api$/m);
      expect([of(told, api, /^die$/), of(told, db, /^start$/)]).toEqual([0, 0]);
    });
  });

  test('^C stops a restart between steps and says what is done and what is not', async () => {
    const db = await engine().bring('checked', 'db', inStack());
    const api = await engine().bring('web', 'api', inStack({needs: 'db:service_healthy:false'}));
    await healthy(db);
    await engine().breakGuest('db', inStack()); // well again, it would be too late for ^C
    await heard(async ({told}) => {
      const restarting = start(['restart', stack, '--yes', '--host', engine().host], {stdin: ''});
      await expect.poll(() => restarting.stderr(), {timeout: 60_000, interval: 20}).toMatch(/db: stopping/);
      restarting.child.kill('SIGINT');
      const {code, stderr} = await restarting.ended;
      expect(code).toBe(130);
      expect(stderr).toMatch(new RegExp(`stopping after ${stack}/db; not restarted: ${stack}/api; \\^C again`));
      expect(stderr).toMatch(
        new RegExp(`^restarted, and not watched until well: ${stack}/db\nnot restarted: ${stack}/api$`, 'm'),
      );
      await expect.poll(() => of(told, db, /^start$/)).toBe(1);
      expect(of(told, api, /^die$/)).toBe(0);
    });
  });
};
