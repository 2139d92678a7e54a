// Carries out one action on a whole ring: has the core make its steps, and the letters arrive that arrive at once at this grain.

import type { Local } from './facts.ts';
import { isAnswer } from './letter.ts';
import type { Model } from './model.ts';
import { absent, Moves, type Move } from './moves.ts';
import type { Breach } from './rules.ts';
import { letterIn, receiverOf, wordOf, type Scene } from './scene.ts';
import { reading, type Stimulus } from './stimulus.ts';
import { lifeOf, nobody, stepsTo, whoAt, type Who } from './who.ts';

export class Stage {
  readonly model: Model;
  readonly moves: Moves;
  /** What a single step did that none may do; kept until it is read. */
  fault: Breach | undefined;
  readonly #queue: number[] = [];
  #asksAtOnce = false;

  constructor(model: Model) {
    this.model = model;
    this.moves = new Moves(model);
  }

  /** The peer at that place, if there is one. */
  local(scene: Scene, place: number): Local | undefined {
    const number = scene.places[place] ?? absent;
    return number === absent ? undefined : this.moves.catalogue.local(number);
  }

  /** The place of somebody that the peer at `place` speaks of. */
  placeOf(place: number, who: Who): number {
    return (place + stepsTo(who)) % this.model.places;
  }

  /** Does it take part, in this very life? */
  isAlive(scene: Scene, place: number, who: Who): boolean {
    const local = this.local(scene, this.placeOf(place, who));
    return local !== undefined && local.takesPart && local.essence.life === lifeOf(who);
  }

  /** One step of one peer, and all that follows at once. `asksAtOnce`: the question it sends is heard in the same moment. */
  give(scene: Scene, place: number, stimulus: Stimulus, asksAtOnce: boolean = false): void {
    this.#asksAtOnce = asksAtOnce;
    this.#step(scene, place, stimulus);
    this.#asksAtOnce = false;
    while (this.#queue.length > 0) {
      const word = this.#queue.shift() ?? 0;
      if ((scene.places[receiverOf(word)] ?? absent) !== absent)
        this.#step(scene, receiverOf(word), reading(letterIn(word)));
    }
  }

  /** A ping, or the answer to one, from somebody who takes part and is `who` now. */
  hear(scene: Scene, place: number, who: Who): void {
    this.give(scene, place, this.#pongOf(scene, place, who));
  }

  #pongOf(scene: Scene, place: number, who: Who): Stimulus {
    return reading(this.moves.pong(scene.places[this.placeOf(place, who)] ?? absent, who));
  }

  #step(scene: Scene, place: number, stimulus: Stimulus): void {
    const before = scene.places[place] ?? absent;
    const move = this.moves.of(before, stimulus);
    this.#apply(scene, place, move);
    if (move.local !== before) this.#after(scene, place, before, move);
  }

  #apply(scene: Scene, place: number, { local, sent, endsQuestion }: Move): void {
    scene.places[place] = local;
    if (endsQuestion) this.#dropQuestion(scene, place);
    for (let at = 0; at + 1 < sent.length; at += 2) {
      const receiver = (place + (sent[at] ?? 0)) % this.model.places;
      const letter = sent[at + 1] ?? 0;
      // Nothing reaches the dead.
      if ((scene.places[receiver] ?? absent) === absent) continue;
      if (this.#isHeardAtOnce(letter)) this.#queue.push(wordOf(receiver, letter));
      else scene.add(receiver, letter);
    }
  }

  #isHeardAtOnce(letter: number): boolean {
    const { grain } = this.model;
    if (grain === 'operation') return true;
    const { kind } = this.moves.catalogue.note(letter).letter;
    if (kind === 'ask-state') return this.#asksAtOnce;
    return grain === 'query' && (isAnswer(kind) || kind === 'found');
  }

  #after(scene: Scene, place: number, before: number, { fault, local }: Move): void {
    if (fault !== undefined) this.fault ??= { rule: 'step', place, words: fault };
    if (local === absent) return;
    const { pred, doubted } = this.moves.catalogue.local(local).essence;
    const old = this.moves.catalogue.local(before).essence.pred;
    const isWorse = pred === nobody || stepsTo(pred) < stepsTo(old);
    if (old !== nobody && pred !== old && isWorse && this.isAlive(scene, place, old))
      this.fault ??= { rule: 'step', place, words: 'gave up a living predecessor for one that is no nearer' };
    // A doubt about somebody who lives and stands in none of its watched slots is settled at once: it changes nothing else.
    for (const who of doubted)
      if (this.isAlive(scene, place, who)) this.#step(scene, place, this.#pongOf(scene, place, who));
  }

  /** Nobody waits any more for the answer that this peer asked for. */
  #dropQuestion(scene: Scene, place: number): void {
    scene.keep((receiver, letter) => !this.#isOfQuestion(place, receiver, letter));
    const kept = this.#queue.filter((word) => !this.#isOfQuestion(place, receiverOf(word), letterIn(word)));
    if (kept.length < this.#queue.length) this.#queue.splice(0, this.#queue.length, ...kept);
  }

  #isOfQuestion(place: number, receiver: number, letter: number): boolean {
    const { kind, from } = this.moves.catalogue.note(letter).letter;
    if (isAnswer(kind)) return receiver === place;
    return kind === 'ask-state' && this.placeOf(receiver, from) === place;
  }

  /** It waits for an answer, and neither that nor its question is on its way: only silence can follow. */
  isLeftWaiting(scene: Scene, place: number): boolean {
    if (this.local(scene, place)?.hasQuestion !== true) return false;
    return !scene.mail.some((word) => this.#isOfQuestion(place, receiverOf(word), letterIn(word)));
  }

  /** Ends without a word. What it asked is of no use to anybody; its answers may still arrive. */
  fail(scene: Scene, place: number): void {
    scene.places[place] = absent;
    scene.keep((receiver, letter) => {
      if (receiver === place) return false;
      const { kind, from } = this.moves.catalogue.note(letter).letter;
      if (this.placeOf(receiver, from) !== place || isAnswer(kind) || kind === 'found') return true;
      return this.model.lateWords && kind !== 'ask-state';
    });
  }

  /** It wants to join, and no peer has told it yet where its place is. */
  isSeeking(scene: Scene, place: number): boolean {
    const local = this.local(scene, place);
    if (local === undefined || local.takesPart || local.essence.place !== nobody) return false;
    return !scene.mail.some(
      (word) =>
        receiverOf(word) === place && this.moves.catalogue.note(letterIn(word)).letter.kind === 'found',
    );
  }

  /** A joiner's request comes to `via`. False unless that peer holds itself for the one before the joiner's place. */
  join(scene: Scene, place: number, via: number): boolean {
    const { places } = this.model;
    const joiner = this.local(scene, place);
    const life = joiner?.essence.life ?? this.#lastLife(scene, place) + 1;
    if (joiner === undefined) scene.places[place] = this.moves.newcomer(life).local;
    const asked = reading(this.moves.request(whoAt((place - via + places) % places, life)));
    if (this.moves.of(scene.places[via] ?? absent, asked).sent.length === 0) return false;
    this.give(scene, via, asked);
    return true;
  }

  /** Of those that are still spoken of: a new life only has to be later than them. */
  #lastLife(scene: Scene, place: number): number {
    const { places } = this.model;
    let lives = 0;
    for (let from = 0; from < places; from += 1) {
      const steps = (place - from + places) % places;
      const local = this.local(scene, from);
      if (local === undefined) continue;
      lives |= (local.named[steps] ?? 0) | (local.silent[steps] ?? 0) | (local.known[steps] ?? 0);
    }
    for (const word of scene.mail) {
      const steps = (place - receiverOf(word) + places) % places;
      lives |= this.moves.catalogue.note(letterIn(word)).named[steps] ?? 0;
    }
    return lives === 0 ? 0 : 31 - Math.clz32(lives);
  }
}
