// What the simulated post carries: the ring's messages, and those of keepers of values.

import type { KeeperMessage } from '../keys/index.ts';
import { isKeeperMessage } from '../keys/index.ts';
import type { Message } from '../ring/index.ts';

export type Carried = Message | KeeperMessage;

export function isOfKeeper(message: Carried): message is KeeperMessage {
  return isKeeperMessage(message);
}
