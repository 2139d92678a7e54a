// Does to a simulated ring what one step of a plan says, as far as it is possible then.

import { toIdentifier } from '../../ring/index.ts';
import { members } from '../census.ts';
import { SafetyWatch } from '../safety/safety-watch.ts';
import { wouldSurvive } from '../safety/survival.ts';
import { isLiving, type Seat } from '../seat.ts';
import type { Simulation } from '../simulation.ts';
import type { Fault, Plan } from './plan.ts';

/** A ring of fewer is not what is tested. */
const membersMin = 3;

/** Performs it; false when it was impossible or left out. */
export function perform(simulation: Simulation, watch: SafetyWatch, fault: Fault, plan: Plan): boolean {
  const up = members(simulation).filter(
    ({ condition, state }) => condition === 'up' && state.phase === 'member',
  );
  const choose = (who: number): Seat | undefined => up[who % Math.max(1, up.length)];
  switch (fault.act) {
    case 'kill':
    case 'silence':
    case 'leave': {
      const chosen = choose(fault.who);
      if (chosen === undefined || up.length <= membersMin) return false;
      if (plan.isGuarded && !wouldSurvive(simulation, chosen)) return false;
      if (fault.act === 'leave') simulation.give(chosen, { kind: 'leave', isForced: false });
      else {
        simulation.crash(chosen, fault.act === 'kill' ? 'killed' : 'silent');
        watch.onLoss(chosen);
      }
      return true;
    }
    case 'restart': {
      const dead = simulation.seats.filter((seat) => !isLiving(seat) && seat.state.known.size > 0);
      const chosen = dead[fault.who % Math.max(1, dead.length)];
      if (chosen === undefined) return false;
      if (simulation.seats.some((seat) => isLiving(seat) && seat.self.id === chosen.self.id)) return false;
      return restart(simulation, chosen);
    }
    case 'twin': {
      const [chosen, via] = [choose(fault.who), choose(fault.who + 1)];
      if (chosen === undefined || via === undefined) return false;
      simulation.join(chosen.self.id, via.self.id, `127.0.0.2:${10_000 + simulation.seats.length}`);
      return true;
    }
    case 'join': {
      const via = choose(fault.via);
      const id = toIdentifier(simulation.options.space, fault.id);
      if (via === undefined || simulation.seats.some(({ self }) => self.id === id)) return false;
      simulation.join(id, via.self.id);
      return true;
    }
    case 'pause':
    case 'slow': {
      const chosen = choose(fault.who);
      if (chosen === undefined) return false;
      if (fault.act === 'pause') simulation.pause(chosen);
      else simulation.slow(chosen, fault.lagMs);
      simulation.at(simulation.now + fault.forMs, () => release(simulation, chosen));
      return true;
    }
    case 'cut': {
      const [from, to] = [choose(fault.who), choose(fault.to)];
      if (from === undefined || to === undefined || from === to) return false;
      simulation.network.cut(from.index, to.index);
      simulation.at(simulation.now + fault.forMs, () => simulation.network.mendWay(from.index, to.index));
      return true;
    }
    case 'partition': {
      const parts: number[][] = Array.from({ length: fault.parts }, () => []);
      for (const { index } of simulation.seats) parts[simulation.chance.below(fault.parts)]?.push(index);
      simulation.network.partition(parts);
      simulation.at(simulation.now + fault.forMs, () => simulation.network.unite());
      return true;
    }
    case 'lose': {
      const { network } = simulation;
      network.conditions = { ...network.conditions, loss: fault.loss, bursts: fault.bursts };
      simulation.at(simulation.now + fault.forMs, () => {
        network.conditions = { ...network.conditions, loss: plan.network.loss, bursts: undefined };
      });
      return true;
    }
    case 'lookup': {
      const from = choose(fault.who);
      if (from === undefined) return false;
      const key = toIdentifier(simulation.options.space, fault.key);
      simulation.lookup(from, key, (tag) => watch.lookups.asked(tag, key));
      return true;
    }
  }
}

function restart(simulation: Simulation, former: Seat): boolean {
  const stored = [...former.state.known.values()];
  simulation.launch(former.self.id, { kind: 'join', via: [], stored }, former.self.address);
  return true;
}

/** Ends whatever a peer suffers. */
export function release(simulation: Simulation, seat: Seat): void {
  simulation.slow(seat, 0);
  simulation.resume(seat);
}
