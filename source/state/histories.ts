import {History} from '../model/history.js';
import type {Usage} from '../model/usage.js';

/** The graphs of one container: five minutes in slots of two seconds. */
export interface ContainerHistory {
  readonly cpu: History;
  readonly memory: History;
  readonly rx: History;
  readonly tx: History;
  readonly read: History;
  readonly write: History;
  /** Memory over two and a half hours, in slots of a minute: where it is going shows slowly. */
  readonly memoryLong: History;
}

export const slotMs = 2000;
export const historySlots = 150;
export const longSlotMs = 60_000;

/** Histories by container id. Changed in place: a sample of 1,000 containers changes 1,000 numbers, not a tree. */
export type Histories = Map<string, ContainerHistory>;

const series = (): History => new History(historySlots, slotMs);
const containerHistory = (): ContainerHistory => ({
  cpu: series(),
  memory: series(),
  rx: series(),
  tx: series(),
  read: series(),
  write: series(),
  memoryLong: new History(historySlots, longSlotMs),
});

/** Notes one sample. */
export const remember = (histories: Histories, id: string, usage: Usage): void => {
  let history = histories.get(id);
  if (!history) {
    history = containerHistory();
    histories.set(id, history);
  }
  history.cpu.add(usage.readAt, usage.cpuPercent);
  history.memory.add(usage.readAt, usage.memory);
  history.memoryLong.add(usage.readAt, usage.memory);
  history.rx.add(usage.readAt, usage.rxRate);
  history.tx.add(usage.readAt, usage.txRate);
  history.read.add(usage.readAt, usage.readRate);
  history.write.add(usage.readAt, usage.writeRate);
};
