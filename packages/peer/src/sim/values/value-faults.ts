// Does to a simulated ring with values what a plan says, as far as it can be done to the peers that are there.

import { isProved } from '../../keys/index.ts';
import { ValueRing } from './value-ring.ts';
import { isIdeal, members } from '../census.ts';
import { Simulation } from '../simulation.ts';
import type { Address } from '../../ring/contact.ts';
import { isLiving, type Seat } from '../seat.ts';
import type { ValueFault } from './value-plan.ts';
import { toIdentifier } from '../../ring/space.ts';
import { isSafeElsewhere } from './loss-guard.ts';

const membersMin = 2;
const disasterWaitMs = 60_000;
/** What somebody alone has is offered in rounds: each peer has begun two by then. */
const offersMs = 160_000;

/** All owners have seen that all holders have everything, in a ring without flaw. */
export function isSettled(ring: ValueRing): boolean {
  const keepers = ring.living();
  return isIdeal(ring.simulation) && keepers.length > 0 && keepers.every(({ state }) => isProved(state));
}

export class ValueFaults {
  readonly #ring: ValueRing;
  readonly #simulation: Simulation;
  readonly #replicas: number;
  /** Machines that may come back, by address. */
  readonly #down = new Map<Address, Seat>();
  readonly #lost = new Set<Address>();
  readonly #owing = new Set<Address>();
  #reunitedAt = Number.NEGATIVE_INFINITY;
  readonly #onCrash: () => void;

  /** `onCrash` hears of each process that has ended without a word. */
  constructor(ring: ValueRing, replicas: number, onCrash: () => void) {
    this.#ring = ring;
    this.#simulation = ring.simulation;
    this.#replicas = replicas;
    this.#onCrash = onCrash;
  }

  #up(): Seat[] {
    return members(this.#simulation).filter(
      (seat) => seat.condition === 'up' && seat.state.phase === 'member',
    );
  }

  /** Was there anybody to do it to? */
  perform(fault: ValueFault): boolean {
    const up = this.#up();
    const choose = (who: number): Seat | undefined => up[who % Math.max(1, up.length)];
    switch (fault.act) {
      case 'kill':
      case 'power-cut': {
        const chosen = choose(fault.who);
        if (chosen === undefined || up.length <= membersMin) return false;
        this.#kill(chosen, fault.act === 'power-cut');
        this.#backLater(chosen, fault.backMs);
        return true;
      }
      case 'neighbours': {
        const ordered = up.toSorted((a, b) => a.self.id - b.self.id);
        const count = Math.min(fault.count, ordered.length - 1);
        if (count < 1) return false;
        const chosen = Array.from({ length: count }, (_, nth) => ordered[(fault.who + nth) % ordered.length]);
        for (const seat of chosen.filter((each) => each !== undefined)) {
          this.#kill(seat, false);
          this.#backLater(seat, fault.backMs * (0.2 + 2 * this.#simulation.chance.next()));
        }
        return true;
      }
      case 'disaster':
        return this.#disaster(fault.who);
      case 'leave': {
        const chosen = choose(fault.who);
        const keeper = chosen === undefined ? undefined : this.#ring.keeper(chosen);
        if (chosen === undefined || keeper === undefined || up.length <= membersMin) return false;
        // Nobody knows of damage that nobody has read: whoever leaves must not have the only whole copy.
        if (this.#isAnyRotten()) return false;
        this.#ring.give(keeper, { kind: 'depart' });
        this.#down.set(chosen.self.address, chosen);
        return true;
      }
      case 'return': {
        const [address, seat] = [...this.#down][fault.who % Math.max(1, this.#down.size)] ?? [];
        if (address === undefined || seat === undefined) return false;
        return this.#back(seat);
      }
      case 'join': {
        const via = choose(fault.via);
        const id = toIdentifier(this.#simulation.options.space, fault.id);
        if (via === undefined || this.#simulation.seats.some(({ self }) => self.id === id)) return false;
        this.#ring.attach(this.#simulation.join(id, via.self.id), false);
        return true;
      }
      case 'pause': {
        const chosen = choose(fault.who);
        if (chosen === undefined) return false;
        this.#simulation.pause(chosen);
        this.#simulation.at(this.#simulation.now + fault.forMs, () => this.#simulation.resume(chosen));
        return true;
      }
      case 'slow-peer': {
        const chosen = choose(fault.who);
        if (chosen === undefined) return false;
        this.#simulation.slow(chosen, fault.lagMs);
        this.#simulation.at(this.#simulation.now + fault.forMs, () => this.#simulation.slow(chosen, 0));
        return true;
      }
      case 'blackout': {
        for (const seat of this.#simulation.seats.filter(isLiving)) {
          this.#kill(seat, true);
          this.#backLater(seat, fault.backMs * (0.2 + 2 * this.#simulation.chance.next()));
        }
        return true;
      }
      case 'rot':
        return this.#rot(choose(fault.who), fault.name);
      case 'full':
      case 'slow-disk':
      case 'lie': {
        const chosen = choose(fault.who);
        if (chosen === undefined) return false;
        const disk = this.#ring.disk(chosen.self.address);
        const { act, forMs } = fault;
        if (act === 'lie' && [...this.#ring.disks().values()].some((each) => each.conditions.lieMs > 0))
          return false;
        const change =
          act === 'full'
            ? { isFull: true }
            : act === 'lie'
              ? { lieMs: 500 }
              : { delayMs: [20, 200] as const };
        disk.conditions = { ...disk.conditions, ...change };
        this.#simulation.at(this.#simulation.now + forMs, () => {
          disk.mend();
        });
        return true;
      }
    }
  }

  /** Takes the ring at its word. */
  #disaster(who: number): boolean {
    if (
      this.#simulation.runUntil(() => isSettled(this.#ring) && this.#isAllUp(), disasterWaitMs) === Infinity
    )
      return false;
    const ordered = this.#up().toSorted((a, b) => a.self.id - b.self.id);
    const count = Math.min(this.#replicas - 1, ordered.length - membersMin);
    for (let nth = 0; nth < count; nth += 1) {
      const seat = ordered[(who + nth) % ordered.length];
      if (seat === undefined) continue;
      this.#crash(seat, 'silent', true);
      this.#ring.loseDisk(seat.self.address);
      this.#lost.add(seat.self.address);
    }
    return count > 0;
  }

  /** Nobody is down who may come back, nobody is leaving, for whom fewer than R hold what it holds; nor has anybody come back from a ring of its own lately, with what it alone has. */
  #isAllUp(): boolean {
    if (this.#isAnyLeaving() || this.#simulation.now < this.#reunitedAt + offersMs) return false;
    const isWhole = [...this.#ring.disks().values()].every(({ isGood }) => isGood) && !this.#isAnyRotten();
    return (
      isWhole &&
      this.#simulation.seats.every(
        (seat) => isLiving(seat) || seat.state.phase === 'left' || this.#lost.has(seat.self.address),
      )
    );
  }

  #isAnyLeaving(): boolean {
    return this.#ring.living().some(({ state }) => state.departure !== undefined);
  }

  #isAnyRotten(): boolean {
    return [...this.#ring.disks().values()].some(({ values }) =>
      [...values.values()].some(({ isRotten }) => isRotten),
    );
  }

  /** One copy of a name at a time, of one that all holders are said to have. */
  #rot(seat: Seat | undefined, nth: number): boolean {
    if (seat === undefined || this.#isAnyLeaving() || !isSettled(this.#ring)) return false;
    const disk = this.#ring.disk(seat.self.address);
    const names = [...disk.values.keys()];
    const name = names[nth % Math.max(1, names.length)];
    const others = [...this.#ring.disks().values()].filter((other) => other !== disk);
    if (name === undefined || others.some(({ values }) => values.get(name)?.isRotten === true)) return false;
    if (!isSafeElsewhere(this.#ring, seat.self.address, name)) return false;
    disk.rot(name);
    return true;
  }

  #kill(seat: Seat, isPowerCut: boolean): void {
    this.#crash(seat, isPowerCut ? 'silent' : 'killed', isPowerCut);
    this.#down.set(seat.self.address, seat);
  }

  #backLater(seat: Seat, afterMs: number): void {
    this.#simulation.at(this.#simulation.now + afterMs, () => void this.#back(seat));
  }

  /** Starts it again, with what its disk holds. */
  #back(former: Seat): boolean {
    const { address } = former.self;
    const present = this.#simulation.seats.find(({ self }) => self.address === address);
    if (present === undefined || isLiving(present) || this.#lost.has(address)) return false;
    const stored = [...present.state.known.values()];
    // Whoever knows nobody any more is told of somebody, as its operator would.
    const [member] = stored.length > 0 ? [] : members(this.#simulation);
    if (stored.length === 0 && member === undefined) return false;
    if (member !== undefined) this.#reunitedAt = this.#simulation.now;
    this.#down.delete(address);
    const seat = this.#simulation.start(former.self.id, address);
    this.#ring.attach(seat, false);
    const via = member === undefined ? [] : [member.self.address];
    this.#simulation.give(seat, { kind: 'join', via, stored });
    return true;
  }

  /** It went politely, and nobody was there who could have taken over what it has: its operator has the disk still. */
  owesReturn({ self: { address } }: Seat): void {
    this.#owing.add(address);
  }

  /** Disks and network are as they should be, and whoever crashed comes back. Of those who went politely nobody else has to. */
  endAll(): void {
    this.#simulation.network.conditions = { ...this.#simulation.network.conditions, loss: 0 };
    for (const disk of this.#ring.disks().values()) disk.mend();
    for (const seat of this.#simulation.seats.filter(isLiving)) {
      this.#simulation.slow(seat, 0);
      this.#simulation.resume(seat);
    }
    const mustReturn = ({ state, self: { address } }: Seat): boolean =>
      state.phase !== 'left' || this.#owing.has(address);
    for (const seat of this.#down.values()) if (!isLiving(seat) && mustReturn(seat)) this.#back(seat);
  }

  /** A lie may cost one of several copies: whoever has the only one has to tell the truth. */
  #crash(seat: Seat, condition: 'killed' | 'silent', isPowerCut: boolean): void {
    const { address } = seat.self;
    const names = this.#ring.disk(address).atRisk();
    const isSafe = names.every((name) => isSafeElsewhere(this.#ring, address, name));
    this.#ring.crash(seat, condition, isPowerCut && isSafe);
    this.#onCrash();
  }
}
