// Whether what a plan says can be done when its time comes, as far as the plan itself tells: nobody is killed who never joined, nothing healed
// that is not there. The reader of saved plans and the shrinker both ask here.

import type {
  PlannedClaim,
  PlannedCondition,
  PlannedEvent,
  PlannedJoin,
  PlannedStep,
  Plan,
  PlannedSide,
  Who,
} from './plan.ts';

type State = 'up' | 'paused' | 'gone';

/** Follows a plan step by step. Ask `trouble` first, then `note` that the step was done. */
export class Foresight {
  readonly #listed: ReadonlySet<number>;
  readonly #states = new Map<number, State>();
  readonly #bound = new Set<string>();
  readonly #faults = new Set<string>();

  constructor({ peers }: Pick<Plan, 'peers'>) {
    this.#listed = new Set(peers.map(({ id }) => id));
  }

  /** Why this step makes no sense now, or undefined. What stands inside it is asked for by itself. */
  trouble(step: PlannedStep): string | undefined {
    return this.#deedTrouble(step) ?? (step.until === null ? undefined : this.claimTrouble(step.until));
  }

  #deedTrouble(step: PlannedStep): string | undefined {
    switch (step.act) {
      case 'start':
      case 'join':
        return firstOf(step.joins, (join) => this.#joinTrouble(join));
      case 'leave':
      case 'pause':
        return this.#whoTrouble(step.who, ['up']);
      case 'kill':
        return this.#whoTrouble(step.who, ['up', 'paused']);
      case 'resume':
        return this.#whoTrouble(step.who, ['paused']);
      case 'restart':
        return this.#whoTrouble(step.who, undefined);
      case 'partition':
        return firstOf(step.sides, (side) => this.#sideTrouble(side));
      case 'heal':
        return step.fault === null || this.#faults.has(step.fault)
          ? undefined
          : `there is no fault "${step.fault}" to be healed`;
      case 'link':
        return this.#sideTrouble(step.from) ?? this.#sideTrouble(step.to);
      case 'store':
      case 'request':
      case 'lookup':
        return this.#whoTrouble(step.via, ['up']);
      case 'wait':
      case 'expect':
        return this.claimTrouble(step.claim);
      default:
        return undefined;
    }
  }

  eventTrouble(event: PlannedEvent): string | undefined {
    if (!this.#listed.has(event.id)) return `peer ${event.id} is not among the peers of the plan`;
    const state = this.#states.get(event.id);
    switch (event.act) {
      case 'join':
        return state === 'up' || state === 'paused'
          ? inState(event.id, state)
          : this.#idTrouble(event.via, undefined);
      case 'restart':
        return this.#idTrouble(event.id, ['gone']);
      case 'resume':
        return this.#idTrouble(event.id, ['paused']);
      default:
        return this.#idTrouble(event.id, ['up']);
    }
  }

  claimTrouble({ condition }: PlannedClaim): string | undefined {
    return this.#conditionTrouble(condition);
  }

  note(step: PlannedStep): void {
    switch (step.act) {
      case 'start':
      case 'join':
        for (const { id } of step.joins) this.#states.set(id, 'up');
        break;
      case 'leave':
      case 'kill':
        this.#noteAll(step.who, 'gone');
        break;
      case 'pause':
        this.#noteAll(step.who, step.forMs === null ? 'paused' : 'up');
        break;
      case 'resume':
      case 'restart':
        this.#noteAll(step.who, 'up');
        break;
      case 'partition':
      case 'link':
        if (step.as !== null) this.#faults.add(step.as);
        return;
      default:
    }
    if (step.as !== null) this.#bound.add(step.as);
  }

  noteEvent({ act, id }: PlannedEvent): void {
    const lost = act === 'pause' ? 'paused' : 'gone';
    this.#states.set(id, act === 'leave' || act === 'kill' || act === 'pause' ? lost : 'up');
  }

  #noteAll(who: Who, state: State): void {
    for (const id of who.kind === 'peers' ? who.ids : who.expected) this.#states.set(id, state);
  }

  #joinTrouble({ id, via }: PlannedJoin): string | undefined {
    if (!this.#listed.has(id)) return `peer ${id} is not among the peers of the plan`;
    const state = this.#states.get(id);
    if (state === 'up' || state === 'paused') return inState(id, state);
    // Those who start together may join through one another.
    return via === null || via.kind === 'peers' ? undefined : this.#whoTrouble(via, ['up']);
  }

  #sideTrouble(side: PlannedSide): string | undefined {
    return side.kind === 'rest' ? undefined : this.#whoTrouble(side, undefined);
  }

  /** `states`: in which a decided peer must be; undefined = in any, but started. */
  #whoTrouble(who: Who, states: readonly State[] | undefined): string | undefined {
    switch (who.kind) {
      case 'peers':
        return firstOf(who.ids, (id) => this.#idTrouble(id, states));
      case 'successor-of':
        return this.#whoTrouble(who.of, undefined);
      case 'bound':
        return this.#bound.has(who.name) ? undefined : `nothing is named "${who.name}" by then`;
      case 'several':
        return firstOf(who.of, (each) => this.#whoTrouble(each, states));
      default:
        return undefined;
    }
  }

  #idTrouble(id: number, states: readonly State[] | undefined): string | undefined {
    const state = this.#states.get(id);
    if (state === undefined) return `peer ${id} was not started by then`;
    return states === undefined || states.includes(state) ? undefined : inState(id, state);
  }

  #conditionTrouble(condition: PlannedCondition): string | undefined {
    switch (condition.kind) {
      case 'alive-of':
      case 'detected':
        return this.#whoTrouble(condition.of, undefined);
      case 'event':
      case 'log':
        return condition.at === null ? undefined : this.#whoTrouble(condition.at, undefined);
      case 'all':
      case 'any':
        return firstOf(condition.of, (each) => this.#conditionTrouble(each));
      case 'not':
        return this.#conditionTrouble(condition.of);
      default:
        return undefined;
    }
  }
}

function inState(id: number, state: State): string {
  return `peer ${id} ${{ up: 'runs', paused: 'stands still', gone: 'is gone' }[state]} by then`;
}

function firstOf<Item>(
  items: readonly Item[],
  trouble: (item: Item) => string | undefined,
): string | undefined {
  for (const item of items) {
    const found = trouble(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
