// Everything that may happen next in a ring, each carried out on a copy. Which of them there are is decided here and nowhere else.

import type { Local } from './facts.ts';
import { letterIn, receiverOf, Scene } from './scene.ts';
import { drain } from './drain.ts';
import type { Stage } from './stage.ts';
import { forget, reading, retry, silence, timer, told, verdict } from './stimulus.ts';
import { mayFail } from './survival.ts';
import { lifeOf, nobody, type Who, whoAt, stepsTo } from './who.ts';

export type ActionKind =
  | 'timer'
  | 'told'
  | 'deliver'
  | 'silence'
  | 'retry'
  | 'verdict'
  | 'heard'
  | 'forget'
  | 'fail'
  | 'join';

/** What happened: `about` is a contact as the peer sees it, the slot of a letter, or the place that a joiner asks. */
export interface Action {
  readonly kind: ActionKind;
  readonly place: number;
  readonly about: number;
}

export type Visit = (kind: ActionKind, place: number, about: number, next: Scene) => void;

/** Which actions are meant. */
export interface Extent {
  readonly losses: boolean;
  readonly joins: boolean;
  /** What peers and letters do by themselves. */
  readonly others: boolean;
  /** Who was silent is forgotten, if the model has that. */
  readonly forgetting: boolean;
}

export const everything: Extent = { losses: true, joins: true, others: true, forgetting: true };
/** Nothing befalls the ring any more. */
export const calm: Extent = { losses: false, joins: false, others: true, forgetting: false };

export class Actions {
  readonly #stage: Stage;
  readonly #next: Scene;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#next = new Scene(stage.model.places);
  }

  /** `next` is written anew for each action. */
  each(scene: Scene, extent: Extent, visit: Visit): void {
    const { places, joins, failures, forgets } = this.#stage.model;
    for (let place = 0; place < places; place += 1) {
      const local = this.#stage.local(scene, place);
      if (local === undefined) {
        if (joins && extent.joins) this.#eachJoin(scene, place, visit);
        continue;
      }
      if (extent.others) this.#eachOf(scene, place, local, visit);
      if (forgets && extent.forgetting)
        for (const who of local.essence.silent) this.#try(scene, 'forget', place, who, visit);
      if (extent.losses && failures !== 'none' && mayFail(this.#stage, scene, place))
        this.#try(scene, 'fail', place, 0, visit);
    }
    if (extent.others) this.#eachLetter(scene, visit);
  }

  #eachLetter(scene: Scene, visit: Visit): void {
    if (this.#stage.model.grain === 'operation') return;
    for (let slot = 0; slot < scene.mail.length; slot += 1)
      this.#try(scene, 'deliver', receiverOf(scene.mail[slot] ?? 0), slot, visit);
  }

  #eachOf(scene: Scene, place: number, local: Local, visit: Visit): void {
    if (local.takesPart) this.#eachOfMember(scene, place, local, visit);
    else if (this.#stage.isSeeking(scene, place)) this.#eachJoin(scene, place, visit);
    if (this.#isSilenced(scene, place, local)) this.#try(scene, 'silence', place, 0, visit);
  }

  #eachJoin(scene: Scene, place: number, visit: Visit): void {
    for (let via = 0; via < scene.places.length; via += 1) {
      if (this.#stage.local(scene, via)?.takesPart === true) this.#try(scene, 'join', place, via, visit);
    }
  }

  #eachOfMember(scene: Scene, place: number, local: Local, visit: Visit): void {
    const { op, succ, isAlone, pred, rectifier } = local.essence;
    const stage = this.#stage;
    if (op === undefined && (succ.length > 0 || !isAlone)) this.#try(scene, 'timer', place, 0, visit);
    const [head] = succ;
    if (stage.model.tells && op === undefined && head !== undefined && stage.isAlive(scene, place, head))
      this.#try(scene, 'told', place, 0, visit);
    for (const who of local.watched) {
      if (stage.isAlive(scene, place, who)) continue;
      this.#try(scene, 'verdict', place, who, visit);
      const later = this.#laterLife(scene, place, who);
      if (later !== nobody) this.#try(scene, 'heard', place, later, visit);
    }
    if (
      pred !== nobody &&
      stage.isAlive(scene, place, pred) &&
      (rectifier !== nobody || this.#isPassed(scene, place, pred))
    )
      this.#try(scene, 'heard', place, pred, visit);
    if (op?.kind === 'stabilize' && op.candidate === nobody && stage.isLeftWaiting(scene, place)) {
      if (stage.local(scene, stage.placeOf(place, op.head)) !== undefined)
        this.#try(scene, 'retry', place, 0, visit);
    }
  }

  /** Does its pred no longer point at it, so that the ping of pred tells it something? */
  #isPassed(scene: Scene, place: number, pred: Who): boolean {
    const at = this.#stage.placeOf(place, pred);
    const head = this.#stage.local(scene, at)?.essence.succ[0];
    return head !== undefined && this.#stage.placeOf(at, head) !== place;
  }

  /** The member that lives now where `who` lived before. */
  #laterLife(scene: Scene, place: number, who: Who): Who {
    const local = this.#stage.local(scene, this.#stage.placeOf(place, who));
    if (local === undefined || !local.takesPart || local.essence.life <= lifeOf(who)) return nobody;
    return whoAt(stepsTo(who), local.essence.life);
  }

  /** Will what it asked stay unanswered? A head is given up only when it is dead. */
  #isSilenced(scene: Scene, place: number, { hasQuestion, essence }: Local): boolean {
    if (!hasQuestion) return false;
    const { op } = essence;
    const stage = this.#stage;
    if (op?.kind === 'stabilize' && op.candidate === nobody)
      return stage.isLeftWaiting(scene, place) && !stage.isAlive(scene, place, op.head);
    return stage.model.givesUp || stage.isLeftWaiting(scene, place);
  }

  #try(scene: Scene, kind: ActionKind, place: number, about: number, visit: Visit): void {
    const next = this.#next;
    next.become(scene);
    if (this.#perform(next, kind, place, about)) visit(kind, place, about, next);
  }

  #perform(next: Scene, kind: ActionKind, place: number, about: number): boolean {
    const stage = this.#stage;
    switch (kind) {
      case 'timer':
        stage.give(next, place, timer, true);
        break;
      case 'told':
        stage.give(next, place, told, true);
        break;
      case 'silence':
        stage.give(next, place, silence);
        break;
      case 'retry':
        stage.give(next, place, retry);
        break;
      case 'verdict':
        stage.give(next, place, verdict(about));
        break;
      case 'heard':
        stage.hear(next, place, about);
        break;
      case 'forget':
        stage.give(next, place, forget(about));
        break;
      case 'deliver': {
        const word = next.mail[about] ?? 0;
        next.remove(about);
        stage.give(next, place, reading(letterIn(word)));
        break;
      }
      case 'fail':
        stage.fail(next, place);
        break;
      case 'join':
        if (!stage.join(next, place, about)) return false;
    }
    if (stage.model.grain === 'operation') drain(stage, next);
    return true;
  }
}
