// A simulated ring that keeps all its peers have announced.

import type { Identifier, Notice } from '../../src/ring/index.ts';
import { Simulation, type Observer, type SimulationOptions } from '../../src/sim/index.ts';

export interface TableOptions extends SimulationOptions {
  /** The share of packets lost each way. */
  readonly loss?: number;
  /** Called after every step of every peer. */
  readonly afterStep?: (...step: Parameters<Observer['onStep']>) => void;
}

export class TableTop extends Simulation {
  readonly notices: { readonly at: number; readonly peer: Identifier; readonly notice: Notice }[] = [];
  afterStep: TableOptions['afterStep'];

  constructor({ loss = 0, afterStep, ...options }: TableOptions = {}) {
    super({ ...options, network: { loss, ...options.network } });
    this.afterStep = afterStep;
    this.observer = {
      onStep: (seat, before, input, effects) => {
        for (const effect of effects)
          if (effect.kind === 'announce')
            this.notices.push({ at: this.now, peer: seat.self.id, notice: effect.notice });
        this.afterStep?.(seat, before, input, effects);
      },
    };
  }
}
