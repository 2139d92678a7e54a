// Does what the core of a simulated keeper asks for, and reports back how it ended.

import { ringInputOf, type Ending, type KeeperEffect } from '../../keys/index.ts';
import type { KeeperSeat } from './keeper-seat.ts';
import { carry } from './transfer.ts';
import type { ValueRing } from './value-ring.ts';

export function perform(ring: ValueRing, keeper: KeeperSeat, effect: KeeperEffect): void {
  const { simulation, calls } = ring;
  const { seat, disk } = keeper;
  const end = (token: number) => (ending: Ending) => ring.give(keeper, { kind: 'ended', token, ending });
  switch (effect.kind) {
    case 'send':
      return simulation.send(seat, effect.to.address, effect.message);
    case 'stage':
      return disk.stage(effect.slot, effect.entry, effect.content, end(effect.token));
    case 'commit':
      return disk.commit(effect.slot, effect.former, end(effect.token));
    case 'drop':
      return disk.drop(effect.slot);
    case 'keep':
      return disk.keep(effect.entry, effect.content, effect.former, end(effect.token));
    case 'read':
      return disk.read(effect.names, (values, failed) => {
        const read = values.map(({ entry, content }) => ({ entry, bytes: content }));
        ring.give(keeper, { kind: 'read', token: effect.token, values: read, failed });
      });
    case 'remove':
      return disk.remove(effect.name, end(effect.token));
    case 'save-charter':
      return disk.saveCharter(effect.charter, end(effect.token));
    case 'ship': {
      const { to: other, id, entry, from } = effect;
      const place = 'slot' in from ? { slot: from.slot, name: entry.name } : from;
      const arrive = (target: KeeperSeat, content: Uint8Array): Ending => target.disk.park(id, content);
      const { bytes } = entry;
      return carry(ring, { keeper, other, giver: keeper, place, bytes, arrive, end: end(effect.token) });
    }
    case 'receive': {
      const { from: other, entry, id } = effect;
      const place = { slot: '', name: entry.name };
      const arrive = (_: KeeperSeat, content: Uint8Array): Ending => disk.park(id, content);
      const giver = ring.keeperAt(other);
      const { bytes } = entry;
      return carry(ring, { keeper, other, giver, place, bytes, arrive, end: end(effect.token) });
    }
    case 'deliver':
      return deliver(ring, keeper, effect);
    case 'call-ended':
      return calls.end(effect.tag, effect.outcome);
    case 'find':
    case 'doubt': {
      const input = ringInputOf(effect);
      return input === undefined ? undefined : simulation.give(seat, input);
    }
    case 'announce':
      return ring.note(effect.notice);
    case 'may-leave':
      return simulation.give(seat, { kind: 'leave', isForced: false });
  }
}

function deliver(
  ring: ValueRing,
  keeper: KeeperSeat,
  { tag, from, entry: { name, bytes } }: Extract<KeeperEffect, { readonly kind: 'deliver' }>,
): void {
  const { calls, simulation } = ring;
  if (!calls.isWaiting(tag)) return;
  const end = (ending: Ending): void => ring.give(keeper, { kind: 'delivered', tag, ending });
  const fill = (content: Uint8Array): Ending => {
    calls.fill(tag, content);
    return { kind: 'done' };
  };
  if ('bytes' in from) return simulation.at(simulation.now, () => end(fill(from.bytes)));
  const { peer: other } = from;
  const giver = ring.keeperAt(other);
  const arrive = (_: KeeperSeat, content: Uint8Array): Ending => fill(content);
  carry(ring, { keeper, other, giver, place: { slot: '', name }, bytes, arrive, end });
}
