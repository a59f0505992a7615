import type {EngineError} from '../../../source/engine/errors.js';
import type {WatchSink} from '../../../source/engine/watch.js';
import type {Container} from '../../../source/model/container.js';
import type {ContainerEvent, EngineInfo} from '../../../source/model/engine-info.js';

/** A sink that keeps what it was told, in order and as the picture it makes. */
export class Recorder implements WatchSink {
  readonly told: string[] = [];
  readonly containers = new Map<string, Container>();
  readonly errors: EngineError[] = [];
  readonly pauses: number[] = [];

  connected(info: EngineInfo): void {
    this.told.push(`connected ${info.hostName}`);
  }

  lost(error: EngineError, retryAt: number, attempt: number): void {
    this.told.push(`lost ${attempt}`);
    this.errors.push(error);
    this.pauses.push(retryAt - Date.now());
  }

  listed(containers: readonly Container[]): void {
    this.told.push(`listed ${containers.map(container => container.id)}`);
    this.containers.clear();
    for (const container of containers) this.containers.set(container.id, container);
  }

  changed(container: Container): void {
    this.told.push(`changed ${container.id} ${container.state} ${container.health}`);
    this.containers.set(container.id, container);
  }

  removed(id: string): void {
    this.told.push(`removed ${id}`);
    this.containers.delete(id);
  }

  event(event: ContainerEvent): void {
    this.told.push(`event ${event.action}`);
  }

  renamed(): void {
    this.told.push('renamed');
  }

  count(start: string): number {
    return this.told.filter(line => line.startsWith(start)).length;
  }
}
