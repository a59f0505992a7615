import type {Container} from '../../source/model/container.js';
import type {EngineInfo} from '../../source/model/engine-info.js';
import {rowName} from '../../source/model/rows.js';
import {connected, listed} from '../../source/state/engine-updates.js';
import {type Beginning, initialState} from '../../source/state/initial.js';
import {rowsIn, selectedRowIn} from '../../source/state/selectors.js';
import type {State} from '../../source/state/state.js';
import {resized} from '../../source/state/view-updates.js';
import {now} from '../model/sample.js';

export const engine: EngineInfo = {
  product: 'Docker',
  version: '26.1.5',
  apiVersion: '1.45',
  hostName: 'web-01',
  cpus: 8,
  memoryTotal: 16 * 1024 ** 3,
  operatingSystem: 'Debian',
  cgroupVersion: '2',
  cgroupDriver: 'systemd',
  rootless: false,
  demo: false,
};

export const beginning: Beginning = {
  endpoint: 'unix:///var/run/docker.sock',
  local: true,
  filter: '',
  intervalMs: 1000,
  readOnly: false,
  now,
};

/** A connected state that has listed these containers, on a terminal of 120×30. */
export const stateWith = (containers: readonly Container[], more: Partial<Beginning> = {}): State =>
  resized(listed(connected(initialState({...beginning, ...more}), engine, now), containers, now), 120, 30);

/** The rows as words, the selected one marked. */
export const listOf = (state: State): string[] => {
  const selected = selectedRowIn(state);
  return rowsIn(state).map(row => `${row === selected ? '>' : ' '}${row.kind === 'stack' ? row.stack.name : ` ${rowName(row)}`}`);
};

export const selectedLabel = (state: State): string | undefined => {
  const row = selectedRowIn(state);
  return row?.kind === 'container' ? row.member.label : row?.stack.name;
};
