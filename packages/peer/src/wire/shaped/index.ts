// Messages whose fields stand in a table: those of keepers, and those about values between hosts and clients.

import type { WireMessage } from '../envelope.ts';
import type { Fields } from '../fields.ts';
import { packed, readBack, type Shape } from './field.ts';
import { valueKinds, hostShapes, type ValueKind } from './host-shapes.ts';
import { keeperShapes } from './keeper-shapes.ts';
import { isKeeperMessage, type KeeperMessageKind } from '../../keys/index.ts';

export type ShapedKind = KeeperMessageKind | ValueKind;
export type Shaped = Extract<WireMessage, { readonly kind: ShapedKind }>;

const shapes: Readonly<Record<string, Shape<object>>> = { ...keeperShapes, ...hostShapes };
const ofHost: ReadonlySet<string> = new Set(valueKinds);

export function isShaped(message: WireMessage): message is Shaped {
  return isKeeperMessage(message) || ofHost.has(message.kind);
}

/** Its fields, in the order of the table. */
export function shapedFields(message: Shaped): unknown[] {
  const shape = shapes[message.kind];
  return shape === undefined ? [] : packed<object>(shape, message);
}

/** The message of that kind; undefined when the table has none. */
export function shapedFrom(kind: string, fields: Fields): WireMessage | undefined {
  const shape = Object.hasOwn(shapes, kind) ? shapes[kind] : undefined;
  if (shape === undefined) return undefined;
  const message = { kind, ...readBack<object>(shape, fields) };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table says that these are the fields of that kind
  return message as Shaped;
}
