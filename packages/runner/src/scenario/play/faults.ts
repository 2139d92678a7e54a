// Faults of links that are there now, by name. What they make together is one list of rules, which the arena puts in force. All of them end
// with the run.

import type { PlannedEffect } from '../plan/plan.ts';
import type { Arena, LinkRule } from './arena.ts';

interface Fault {
  readonly name: string | null;
  readonly rules: readonly LinkRule[];
}

const cut: PlannedEffect = { drop: true, loss: 0, duplicate: 0, reorder: 0, delayMs: null };

export class Faults {
  readonly #arena: Arena;
  #open: Fault[] = [];
  #cuts: ReadonlySet<string> = new Set();

  constructor(arena: Arena) {
    this.#arena = arena;
  }

  get open(): number {
    return this.#open.length;
  }

  /** Can messages of the one come to the other and back? */
  isConnected(one: number, other: number): boolean {
    return !this.#cuts.has(way(one, other)) && !this.#cuts.has(way(other, one));
  }

  /** Nobody hears anything of another side. */
  async part(name: string | null, sides: readonly (readonly number[])[]): Promise<Fault> {
    const rules = sides.flatMap((side, place) =>
      sides.flatMap((other, index) => (index === place ? [] : rulesBetween(side, other, cut, 0))),
    );
    return await this.#add({ name, rules });
  }

  async link(
    name: string | null,
    from: readonly number[],
    to: readonly number[],
    isBothWays: boolean,
    effect: PlannedEffect,
    seed: number,
  ): Promise<Fault> {
    const back = isBothWays ? rulesBetween(to, from, effect, seed + 1) : [];
    return await this.#add({ name, rules: [...rulesBetween(from, to, effect, seed), ...back] });
  }

  async end(fault: Fault): Promise<void> {
    this.#open = this.#open.filter((each) => each !== fault);
    await this.#apply();
  }

  /** Null: all. */
  async heal(name: string | null): Promise<void> {
    this.#open = name === null ? [] : this.#open.filter((each) => each.name !== name);
    await this.#apply();
  }

  async #add(fault: Fault): Promise<Fault> {
    // One name, one fault: who makes it anew has the former one ended.
    this.#open = [...this.#open.filter(({ name }) => name === null || name !== fault.name), fault];
    await this.#apply();
    return fault;
  }

  async #apply(): Promise<void> {
    const rules = together(this.#open.flatMap((fault) => fault.rules));
    this.#cuts = new Set(rules.filter(({ effect }) => effect.drop).map(({ from, to }) => way(from, to)));
    await this.#arena.setLinks(rules);
  }
}

function rulesBetween(
  from: readonly number[],
  to: readonly number[],
  effect: PlannedEffect,
  seed: number,
): readonly LinkRule[] {
  return from.flatMap((one) =>
    to.filter((other) => other !== one).map((other) => ({ from: one, to: other, effect, seed })),
  );
}

/** One rule a way: what several faults do to it adds up. */
function together(rules: readonly LinkRule[]): readonly LinkRule[] {
  const byWay = new Map<string, LinkRule>();
  for (const rule of rules) {
    const known = byWay.get(way(rule.from, rule.to));
    byWay.set(
      way(rule.from, rule.to),
      known === undefined ? rule : { ...known, effect: sum(known.effect, rule.effect) },
    );
  }
  return [...byWay.values()];
}

function sum(a: PlannedEffect, b: PlannedEffect): PlannedEffect {
  const delays = [a.delayMs, b.delayMs].filter((delay) => delay !== null);
  return {
    drop: a.drop || b.drop,
    loss: either(a.loss, b.loss),
    duplicate: either(a.duplicate, b.duplicate),
    reorder: either(a.reorder, b.reorder),
    delayMs:
      delays.length === 0
        ? null
        : {
            least: delays.reduce((total, { least }) => total + least, 0),
            most: delays.reduce((total, { most }) => total + most, 0),
          },
  };
}

/** The share of what suffers at least one of two. */
function either(one: number, other: number): number {
  return 1 - (1 - one) * (1 - other);
}

function way(from: number, to: number): string {
  return `${from}>${to}`;
}
