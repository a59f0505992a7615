/** What `stacktop --help` prints. */
export const help = `
stacktop: htop for Docker Compose stacks

  stacktop [FILTER]          the screen: stacks, their health, memory and CPU; ? there lists the keys
  stacktop ls [STACK]        the same as a list, for scripts and pipes

Flags
  -H, --host URL             the engine: unix:///path, tcp://host:port, ssh://user@host
      --context NAME         a context of docker
      --read-only            refuse every key that changes something
      --interval SECONDS     between two samples
      --json                 ls: as JSON, bytes as numbers, unknown as null
  -a, --all                  ls: stopped containers too
      --ascii                draw with ASCII only
      --no-color             without colours (NO_COLOR does the same)
  -v, --version
  -h, --help

Exit codes: 0 fine; 1 something failed or is unhealthy; 2 wrong usage; 3 no engine reachable
`;
