/** Public URLs, and where they lead. */

/** A tunnel as its agent tells it. */
export interface Tunnel {
  /** `https://…`, or `tcp://…` and `tls://…`. */
  readonly url: string;
  /** Where it leads, as the agent was told: `http://web:8000`, `web:8000`, `8000`; '' when not told. */
  readonly upstream: string;
  /** The agent's own name for it, `command_line`; '' when not told. */
  readonly name: string;
}

/** Whose API told of a tunnel: an ngrok container's, or that of an agent on the host (base of its API, `http://127.0.0.1:4040`). */
export type Agent =
  | {readonly kind: 'container'; readonly id: string; readonly key: string}
  | {readonly kind: 'host'; readonly api: string};

/** A tunnel of a stack. */
export interface OpenTunnel extends Tunnel {
  readonly agent: Agent;
  /** Key of the container that it leads to; null when that is none of the engine's, or not told. */
  readonly leadsTo: string | null;
}

/** What an agent said when it was asked; `tunnels` is null when it said nothing. */
export interface AgentAnswer {
  readonly agent: Agent;
  readonly tunnels: readonly Tunnel[] | null;
}

export interface Upstream {
  /** In small letters, without brackets; '' is the agent's own host. */
  readonly host: string;
  /** null: the usual one of the protocol. */
  readonly port: number | null;
}

const own = new Set(['localhost', '0.0.0.0', '::1', '::', '[::1]', '[::]']);

/** Takes an upstream apart: `8000`, `web`, `web:8000`, `https://[::1]:8443/`. Null when it is none on a network (`file:///…`). */
export const upstreamOf = (upstream: string): Upstream | null => {
  if (/^\d{1,5}$/.test(upstream)) return {host: '', port: Number(upstream)};
  const [, scheme, host = '', port] =
    /^(?:([a-z][\w+.-]*):\/\/)?(\[[\da-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?(?:\/.*)?$/i.exec(upstream) ?? [];
  if (host === '' || scheme?.toLowerCase() === 'file') return null;
  const name = host.toLowerCase();
  const isOwn = own.has(name) || name.startsWith('127.');
  const usual = scheme?.toLowerCase() === 'https' ? 443 : scheme?.toLowerCase() === 'http' ? 80 : null;
  return {host: isOwn ? '' : name.replace(/^\[|\]$/g, ''), port: port === undefined ? usual : Number(port)};
};
