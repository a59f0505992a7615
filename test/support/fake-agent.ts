import http from 'node:http';

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** An ngrok agent's API on a loopback address: the paths that stacktop asks (ngrok.com/docs/agent/api), as a test wants them answered. */
export interface FakeAgent {
  /** `http://127.0.0.1:12345` */
  readonly base: string;
  readonly port: number;
  /** `GET /api/tunnels`, one for each request. */
  readonly asked: string[];
  /** Bodies that were posted. */
  readonly posted: string[];
  /** Its public URLs and where they lead; null: it says 404. */
  tunnels: readonly {readonly url: string; readonly upstream: string}[] | null;
  requests: readonly unknown[];
  /** What a replay gets. */
  replay: Answer;
  /** What it answers instead, whatever is asked. */
  instead: Answer | null;
  /** Takes connections and says nothing. */
  silent: boolean;
  close(): Promise<void>;
}

const json = (value: unknown): string => JSON.stringify(value);

const listed = ({tunnels}: FakeAgent): Answer =>
  tunnels === null
    ? {status: 404, body: json({status_code: 404, msg: 'Resource not found'})}
    : {
        status: 200,
        body: json({
          tunnels: tunnels.map(({url, upstream}) => ({name: 'command_line', public_url: url, config: {addr: upstream}})),
          uri: '/api/tunnels',
        }),
      };

const answerOf = (agent: FakeAgent, method: string, path: string, limit: number): Answer => {
  if (agent.instead) return agent.instead;
  if (path === '/api/tunnels') return listed(agent);
  if (path === '/api/requests/http')
    return method === 'POST'
      ? agent.replay
      : {status: 200, body: json({requests: agent.requests.slice(0, limit || undefined), uri: path})};
  return {status: 404, body: json({status_code: 404, msg: 'Resource not found'})};
};

/** Starts one; `address` within 127.0.0.0/8, `port` 0 for any. */
export const startFakeAgent = async (address = '127.0.0.1', port = 0): Promise<FakeAgent> => {
  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://agent');
    agent.asked.push(`${request.method} ${url.pathname}`);
    let body = '';
    for await (const piece of request) body += piece;
    if (request.method === 'POST') agent.posted.push(body);
    if (agent.silent) return;
    const answer = answerOf(agent, request.method ?? '', url.pathname, Number(url.searchParams.get('limit')));
    response.writeHead(answer.status, {'Content-Type': 'application/json'}).end(answer.body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, address, resolve);
  });
  const found = server.address();
  if (typeof found !== 'object' || found === null) throw new Error('the agent has no port');
  const agent: FakeAgent = {
    base: `http://${address}:${found.port}`,
    port: found.port,
    asked: [],
    posted: [],
    tunnels: [],
    requests: [],
    replay: {status: 204, body: ''},
    instead: null,
    silent: false,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return agent;
};
