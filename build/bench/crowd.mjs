// Containers of the measurement's own on a real engine, labelled as stacks of compose. They are made and removed one after another:
// removals in parallel have hung Docker 20.10 for good. Only what carries the label is ever removed.
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {ask} from './engine-http.mjs';
import {makeImage} from './image.mjs';
import {startOf} from './processes.mjs';

const label = 'stacktop.bench';
const services = ['api', 'cache', 'db', 'web', 'worker'];

/** Who made a container: a process by its number and the time it started at, as numbers come again. */
const idOf = pid => `${pid}-${startOf(pid)}`;

const say = text => console.error(`bench: ${text}`);
const progress = (done, all, what) => {
  if (process.stderr.isTTY) process.stderr.write(`\rbench: ${what} ${done} of ${all}${done === all ? '\n' : ''}`);
  else if (done === all || done % 50 === 0) say(`${what} ${done} of ${all}`);
};

const labelled = async socketPath => {
  const filters = encodeURIComponent(JSON.stringify({label: [label]}));
  const {status, body} = await ask(socketPath, 'GET', `/containers/json?all=1&filters=${filters}`);
  if (status !== 200) throw new Error(`the engine does not list containers: ${body.message ?? status}`);
  return body.map(({Id, Labels}) => ({id: Id, by: Labels[label]}));
};

/** The lock that the stories' removals take on this machine, when they have been run here. */
const lock = path.join(process.env.STACKTOP_LAB ?? path.join(os.tmpdir(), 'stacktop-test-lab'), 'removing');

const removeOne = async (socketPath, id) => {
  if (fs.existsSync(lock)) {
    // In a session of its own, which a ^C at the terminal does not reach.
    const args = ['-w', 'flock', lock, 'docker', '-H', `unix://${socketPath}`, 'rm', '-f', '-v', id];
    if (spawnSync('setsid', args, {stdio: 'ignore', timeout: 120_000}).status === 0) return;
  }
  const {status, body} = await ask(socketPath, 'DELETE', `/containers/${id}?force=1&v=1`);
  if (status >= 300 && status !== 404) say(`${id.slice(0, 12)} was not removed: ${body.message ?? status}`);
};

const removeAll = async (socketPath, ids) => {
  for (const [index, id] of ids.entries()) {
    await removeOne(socketPath, id);
    progress(index + 1, ids.length, 'removed');
  }
};

/** Removes what runs have left that are no more. */
export const removeLeftovers = async socketPath => {
  const left = (await labelled(socketPath)).filter(({by}) => by !== idOf(Number.parseInt(by, 10)));
  await removeAll(
    socketPath,
    left.map(({id}) => id),
  );
};

/** As many containers as there is memory for: each has a shim of its own. */
export const mostHere = () => Math.min(250, Math.floor(os.freemem() / 25e6));

/** A crowd with nobody in it yet. Whoever opens it closes it. */
export const openCrowd = async socketPath => {
  const image = await makeImage(socketPath);
  const id = idOf(process.pid);
  let made = 0;
  // Not ended by a signal: what is asked for is made, and then it has to be seen when the crowd is removed.
  const add = async () => {
    const index = made++;
    const project = `bench-${process.pid.toString(36)}-${String(Math.floor(index / 10) + 1).padStart(2, '0')}`;
    const service = services[index % services.length];
    const number = (Math.floor(index / services.length) % 2) + 1;
    const created = await ask(socketPath, 'POST', `/containers/create?name=${project}-${service}-${number}`, {
      Image: image.name,
      Cmd: index % 4 === 0 ? image.works : image.sleeps,
      Entrypoint: [],
      Labels: {
        'com.docker.compose.project': project,
        'com.docker.compose.service': service,
        'com.docker.compose.container-number': String(number),
        'com.docker.compose.oneoff': 'False',
        'stacktop.lab': 'yes',
        [label]: id,
      },
    });
    if (created.status !== 201) throw new Error(`the engine made no container: ${created.body.message ?? created.status}`);
    const started = await ask(socketPath, 'POST', `/containers/${created.body.Id}/start`);
    if (started.status >= 300) throw new Error(`the engine started no container: ${started.body.message ?? started.status}`);
  };
  return {
    /** Makes containers until there are `wanted` of them. Throws with one line. */
    grow: async (wanted, signal) => {
      const [from, all] = [made, wanted - made];
      while (made < wanted) {
        signal.throwIfAborted();
        await add();
        progress(made - from, all, 'started');
      }
    },
    close: async () => {
      const mine = (await labelled(socketPath)).filter(({by}) => by === id);
      await removeAll(
        socketPath,
        mine.map(each => each.id),
      );
      await image.remove();
    },
  };
};
