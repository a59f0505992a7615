import type {Engine} from '../engine/client.js';
import {type Changed, changeContainer} from './change-container.js';
import type {Step} from './step.js';

/** A step of one of several containers; `index` is among those that were given. */
export interface OrderedStep {
  readonly index: number;
  readonly step: Step;
}

/** Restarts one container after another, each when the one before it is well. Ends after the first `failed`. */
export async function* restartInOrder(
  engine: Engine,
  containers: readonly Changed[],
  signal: AbortSignal,
): AsyncGenerator<OrderedStep, void, void> {
  for (const [index, container] of containers.entries()) {
    for await (const step of changeContainer(engine, container, {action: 'restart'}, signal)) {
      yield {index, step};
      if (step.kind === 'failed') return;
    }
  }
}
