/** A network as the engine keeps it. Plain readonly data; what the engine does not tell is null or ''. */

export interface Subnet {
  /** `172.18.0.0/16`. */
  readonly range: string;
  readonly gateway: string;
}

/** A running container on a network. */
export interface Endpoint {
  readonly containerId: string;
  readonly name: string;
  /** Its address there, without the length of the prefix; '' when it has none. */
  readonly ip: string;
}

export interface Network {
  readonly id: string;
  readonly name: string;
  /** `bridge`, `overlay`, `host`, `null` … */
  readonly driver: string;
  /** `local`, or `swarm` for those that span nodes. */
  readonly scope: string;
  /** Nothing on it reaches the outside. */
  readonly internal: boolean;
  readonly subnets: readonly Subnet[];
  readonly labels: Readonly<Record<string, string>>;
  /** Who is on it; lists of networks do not tell, an inspection of one does. */
  readonly endpoints: readonly Endpoint[];
}
