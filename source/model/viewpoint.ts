/** How ports of the engine's host are called from where the person sits. */
export interface Viewpoint {
  /** For ports that are open to the network: `localhost`, `192.0.2.7`, `[2001:db8::7]`, `prod`. */
  readonly host: string;
  /** Whom to reach by ssh for what listens on the loopback address of the engine's host only; null when that is the person's own machine. */
  readonly through: string | null;
}

const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);
const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');

/**
 * The address that the person's SSH client has reached this host at: the third field of SSH_CONNECTION (ssh(1)). Null without SSH, and for
 * an address that says nothing elsewhere: a loopback one, or a link-local one with its interface.
 */
const sshServer = (connection: string | undefined): string | null => {
  const address = (connection?.split(' ')[2] ?? '').replace(/^::ffff:(?=\d+\.)/i, '');
  return /^[\da-f.:]+$/i.test(address) && !isLoopback(address) ? address : null;
};

/**
 * @param endpoint of the engine, as a URL
 * @param ssh SSH_CONNECTION of this process
 */
export const viewpointOf = (endpoint: string, ssh: string | undefined): Viewpoint => {
  const [, scheme = '', user = '', host = ''] = /^(\w+):\/\/(?:([^@/]*)@)?(\[[^\]]*\]|[^:/]*)/.exec(endpoint) ?? [];
  const name = host.replace(/^\[|\]$/g, '');
  if ((scheme === 'tcp' || scheme === 'ssh') && name !== '' && !isLoopback(name))
    return {host: bracketed(name), through: scheme === 'ssh' && user !== '' ? `${user.split(':')[0]}@${name}` : name};
  const server = sshServer(ssh);
  return server === null ? {host: 'localhost', through: null} : {host: bracketed(server), through: server};
};
