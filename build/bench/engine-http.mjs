// The engine's HTTP API over its unix socket, for the measurements: asked without the program that is measured.
import http from 'node:http';
import net from 'node:net';

/** The socket of the engine on this machine, from the environment; throws with one line when another kind of endpoint is named there. */
export const socketOf = env => {
  const host = env.DOCKER_HOST || 'unix:///var/run/docker.sock';
  if (!host.startsWith('unix://')) throw new Error(`measures engines of this machine, at a unix socket; DOCKER_HOST is ${host}`);
  return host.slice('unix://'.length);
};

/** The reply as {status, body}: JSON parsed, or its text. `body` is sent as JSON, a Buffer as a tar. */
export const ask = (socketPath, method, path, body = null) =>
  new Promise((resolve, reject) => {
    const bytes = body === null || Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
    const headers = bytes
      ? {'Content-Type': Buffer.isBuffer(body) ? 'application/x-tar' : 'application/json', 'Content-Length': bytes.length}
      : {};
    const request = http.request({socketPath, method, path, headers, agent: false}, response => {
      const chunks = [];
      response.on('data', chunk => chunks.push(chunk)).on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        let parsed = text;
        try {
          parsed = JSON.parse(text);
        } catch {
          // several documents one after another, or none
        }
        resolve({status: response.statusCode, body: parsed});
      });
    });
    request.on('error', reject);
    request.end(bytes ?? undefined);
  });

/** The engine's version and its containers that run, as {version, running: [{name, service}]}; null when none answers. */
export const survey = async socketPath => {
  try {
    const version = await ask(socketPath, 'GET', '/version');
    const list = await ask(socketPath, 'GET', '/containers/json');
    if (version.status !== 200 || list.status !== 200) return null;
    const running = list.body.map(({Names, Labels}) => ({
      name: Names[0].slice(1),
      service: Labels?.['com.docker.compose.service'] ?? null,
    }));
    const engine = version.body.Components?.[0]?.Name?.startsWith('Podman') ? 'Podman' : 'Docker';
    return {version: `${engine} ${version.body.Version}`, running};
  } catch {
    return null;
  }
};

/** A socket that passes everything on to the engine's and counts connections. Whoever opens it closes it. */
export const countingProxy = async (socketPath, listenAt) => {
  const state = {connections: 0};
  const open = new Set();
  const server = net.createServer({allowHalfOpen: true}, near => {
    state.connections += 1;
    const far = net.connect({path: socketPath, allowHalfOpen: true});
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ]) {
      open.add(socket);
      socket.pipe(other);
      socket
        .on('error', () => other.destroy())
        .on('close', () => {
          open.delete(socket);
          other.destroy();
        });
    }
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(listenAt, resolve));
  const close = () => {
    for (const socket of open) socket.destroy();
    return new Promise(resolve => server.close(resolve));
  };
  return {state, close};
};
