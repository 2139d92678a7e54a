import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { identifierSpace, toIdentifier } from '../../src/ring/index.ts';
import { connected } from './connected.ts';
import { standIn } from './stand-ins.ts';

const seven = toIdentifier(identifierSpace(8), 7);

test('a large value is brought once, though its owner has closed the idle line meanwhile', async () => {
  const said: string[] = [];
  const lines: (() => void)[] = [];
  const owner = await standIn(({ message, say, skip, hangUp }) => {
    if (message === undefined) return;
    said.push(message.kind);
    if (message.kind === 'ask-lookup') {
      lines.push(hangUp);
      const itself = { id: seven, epoch: 1, address: owner.address };
      say({ kind: 'lookup-done', n: message.n, key: seven, owner: itself, route: [seven] });
    }
    if (message.kind === 'put') {
      skip(message.size);
      say({ kind: 'put-go', n: message.n });
    }
    if (message.kind === 'put-end') {
      lines.shift()?.();
      say({ kind: 'put-done', n: message.n });
    }
    if (message.kind === 'ask-store') {
      const stamp = { at: 1, by: seven, life: 1 };
      const about = { key: seven, owner: seven, route: [seven], holders: [seven], wanted: 1 };
      say({ kind: 'store-done', n: message.n, ...about, stamp });
    }
  });
  const client = await connected([owner.address]);

  await expect(client.store('0007', randomBytes(1_000_000))).resolves.toMatchObject({ owner: 7 });

  expect(said).toEqual(['ask-lookup', 'put', 'put-end', 'ask-store']);
});
