// Lets everything that is under way come to its end: letters arrive, questions to the dead end in silence, probes are answered.

import { absent } from './moves.ts';
import { letterIn, receiverOf, type Scene } from './scene.ts';
import type { Stage } from './stage.ts';
import { reading, retry, silence, verdict } from './stimulus.ts';
import { lifeOf, nobody, stepsTo, whoAt, type Who } from './who.ts';

const stepsMax = 1_000;
/** Letters in between do not keep anybody from hearing that a probe was answered. */
const probedEvery = 32;

/** Letters in turn, none passed over for long; then whoever waits in vain. False when there is no end to it. */
export function drain(stage: Stage, scene: Scene): boolean {
  let last = 0;
  let waits = 0;
  for (let step = 0; step < stepsMax; step += 1) {
    const { mail } = scene;
    if (mail.length === 0 || step % probedEvery === probedEvery - 1) {
      if (!endOneWait(stage, scene, waits) && mail.length === 0) return true;
      waits += 1;
      continue;
    }
    const slot = Math.max(
      0,
      mail.findIndex((word) => word > last),
    );
    last = mail[slot] ?? 0;
    scene.remove(slot);
    stage.give(scene, receiverOf(last), reading(letterIn(last)));
  }
  return false;
}

/** Looks at another peer first each time: one that asks in vain for ever keeps nobody else from going on. */
function endOneWait(stage: Stage, scene: Scene, turn: number): boolean {
  const count = scene.places.length;
  for (let each = 0; each < count; each += 1) {
    const place = (turn + each) % count;
    const local = stage.local(scene, place);
    if (local === undefined) continue;
    const { op, rectifier, pred } = local.essence;
    if (stage.isLeftWaiting(scene, place)) {
      if (op?.kind === 'stabilize' && op.candidate === nobody) {
        const isReborn = scene.places[stage.placeOf(place, op.head)] !== absent;
        stage.give(scene, place, isReborn ? retry : silence);
      } else stage.give(scene, place, silence);
      return true;
    }
    if (rectifier !== nobody) {
      probe(stage, scene, place, local.watched.find((who) => stepsTo(who) === stepsTo(pred)) ?? pred);
      return true;
    }
  }
  return false;
}

/** What becomes of a ping to `who`: it answers, or a later life of it does, or it is found dead. */
export function probe(stage: Stage, scene: Scene, place: number, who: Who): void {
  const there = stage.local(scene, stage.placeOf(place, who));
  const isAnswered = there !== undefined && there.takesPart && there.essence.life >= lifeOf(who);
  if (isAnswered) stage.hear(scene, place, whoAt(stepsTo(who), there.essence.life));
  else stage.give(scene, place, verdict(who));
}
