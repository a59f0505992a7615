import type {CheckHealth, Container, ContainerState, Inspection, Mount, NetworkAttachment, Port} from '../model/container.js';
import {compareNames} from '../model/name-order.js';
import {healthTestOf, probesOf} from './health.js';
import {membershipOf} from './labels.js';
import {flag, list, numeric, positive, type RawRecord, record, stringRecord, strings, text, time} from './read.js';
import {healthOf, networkModeOf, protocolOf, sortPorts, stateOf} from './summary.js';

/** A container as `GET /containers/{id}/json` tells it, with its inspection. Any field may be missing or null; `id` is '' only when there is none. */
export function containerFromInspect(raw: unknown): Container {
  const entry = record(raw);
  const id = text(entry.Id);
  const config = record(entry.Config);
  const settings = record(entry.NetworkSettings);
  const labels = stringRecord(config.Labels);
  const inspection = inspectionFrom(entry);
  const state = stateFrom(record(entry.State));
  return {
    id,
    name: text(entry.Name).replace(/^\//, '') || id.slice(0, 12),
    image: text(config.Image) || text(entry.ImageName),
    imageId: text(entry.Image),
    ...membershipOf(labels),
    state,
    health: healthFrom(record(entry.State), state),
    createdAt: Math.floor((time(entry.Created) ?? 0) / 1000) * 1000, // whole seconds, as in the list
    labels,
    ports: sortPorts(portsFrom(record(settings.Ports))),
    networks: Object.keys(record(settings.Networks)).sort(),
    networkMode: inspection.networkMode,
    statusExitCode: inspection.exitCode,
    inspection,
  };
}

function inspectionFrom(entry: RawRecord): Inspection {
  const state = record(entry.State);
  const config = record(entry.Config);
  const host = record(entry.HostConfig);
  const check = record(config.Healthcheck ?? config.HealthCheck);
  const health = record(state.Health ?? state.Healthcheck);
  const startedAt = time(state.StartedAt);
  const up = isUp(stateFrom(state));
  const interval = positive(check.Interval);
  return {
    startedAt,
    finishedAt: time(state.FinishedAt),
    exitCode: up || startedAt === null ? null : numeric(state.ExitCode),
    oomKilled: flag(state.OOMKilled),
    restarts: numeric(entry.RestartCount) ?? 0,
    // Podman keeps "container is running" here after a start of one that already ran.
    error: up ? '' : text(state.Error),
    pid: positive(state.Pid),
    memoryLimit: positive(host.Memory),
    cpuLimit: cpuLimitFrom(host),
    tty: flag(config.Tty),
    env: strings(config.Env),
    workingDir: text(config.WorkingDir),
    user: text(config.User),
    entrypoint: strings(config.Entrypoint),
    command: strings(config.Cmd),
    hostname: text(config.Hostname),
    restartPolicy: text(record(host.RestartPolicy).Name) || 'no',
    stopSignal: text(config.StopSignal),
    stopTimeout: numeric(config.StopTimeout),
    networkMode: networkModeOf(host.NetworkMode),
    healthTest: healthTestOf(check),
    healthInterval: interval === null ? null : interval / 1e9,
    failingStreak: numeric(health.FailingStreak) ?? 0,
    probes: probesOf(health),
    mounts: list(entry.Mounts).map(mountFrom),
    networks: networksFrom(record(record(entry.NetworkSettings).Networks)),
    exposedPorts: Object.keys(record(config.ExposedPorts)),
    logDriver: text(record(host.LogConfig).Type),
  };
}

/** `Status` is the word; engines that lack it still have the flags. */
function stateFrom(state: RawRecord): ContainerState {
  const word = stateOf(state.Status);
  if (word !== null) return word;
  if (flag(state.Paused)) return 'paused';
  if (flag(state.Restarting)) return 'restarting';
  if (flag(state.Running)) return 'running';
  return flag(state.Dead) ? 'dead' : 'unknown';
}

function isUp(state: ContainerState): boolean {
  return state === 'running' || state === 'paused';
}

/** A stopped container keeps the last word of its check; that says nothing about now. */
function healthFrom(state: RawRecord, now: ContainerState): CheckHealth {
  return isUp(now) ? (healthOf(record(state.Health ?? state.Healthcheck).Status) ?? 'none') : 'none';
}

/** In CPUs. `--cpus` gives NanoCpus; quota over period is the older way (Podman fills both). */
function cpuLimitFrom(host: RawRecord): number | null {
  const nano = positive(host.NanoCpus);
  if (nano !== null) return nano / 1e9;
  const quota = positive(host.CpuQuota);
  return quota === null ? null : quota / (positive(host.CpuPeriod) ?? 100_000);
}

function mountFrom(raw: unknown): Mount {
  const mount = record(raw);
  return {
    type: text(mount.Type),
    name: text(mount.Name),
    source: text(mount.Source),
    destination: text(mount.Destination),
    writable: flag(mount.RW),
  };
}

function networksFrom(networks: RawRecord): readonly NetworkAttachment[] {
  return Object.entries(networks)
    .map(([name, raw]) => {
      const network = record(raw);
      return {
        name,
        networkId: text(network.NetworkID),
        ip: text(network.IPAddress) || text(network.GlobalIPv6Address),
        gateway: text(network.Gateway),
        mac: text(network.MacAddress),
        aliases: strings(network.Aliases),
      };
    })
    .sort((a, b) => compareNames(a.name, b.name));
}

/** `{"80/tcp": [{HostIp, HostPort}] | null}`. */
function portsFrom(ports: RawRecord): Port[] {
  return Object.entries(ports).flatMap(([key, bindings]) => {
    const [number, word] = key.split('/');
    const privatePort = positive(number);
    if (privatePort === null) return [];
    const protocol = protocolOf(word);
    const published = list(bindings).flatMap((raw): Port[] => {
      const binding = record(raw);
      const publicPort = positive(binding.HostPort);
      return publicPort === null ? [] : [{ip: text(binding.HostIp) || '0.0.0.0', privatePort, publicPort, protocol}];
    });
    return published.length > 0 ? published : [{ip: null, privatePort, publicPort: null, protocol}];
  });
}
