import { expect, test } from 'vitest';
import { Transfer, type Speaker } from '../../src/net/transfer.ts';
import { framed } from '../../src/wire/index.ts';
import { bytesOf, listen, until } from './lines.ts';

const anyRing: Speaker = {
  ring: 'ring',
  self: () => undefined,
  failure: (code, message) => new Error(`${code}: ${message}`),
};

test('nothing of a transfer leaves before the links of its peer let it through', async () => {
  await using heard = await listen();
  const bulk = framed([bytesOf('bulk')]);
  const way = Promise.withResolvers<boolean>();
  const asked: [string, boolean][] = [];
  const passage: Speaker['passage'] = async (to, isBulk) => {
    asked.push([to, isBulk]);
    return await way.promise;
  };
  using transfer = Transfer.to(heard.address, { ...anyRing, passage });

  const said = transfer.tell({ kind: 'who' }).then(() => transfer.giveChunks([bulk], bulk.length));
  await until(() => asked.length === 1);
  expect(heard.frames).toEqual([]);
  way.resolve(true);
  await said;
  await until(() => heard.frames.length === 2);

  expect(asked).toEqual([
    [heard.address, false],
    [heard.address, true],
  ]);
});

test('a transfer that nothing of gets through fails as silence', async () => {
  await using heard = await listen();
  using transfer = Transfer.to(heard.address, {
    ...anyRing,
    passage: async () => await Promise.resolve(false),
  });

  await expect(transfer.tell({ kind: 'who' })).rejects.toMatchObject({ code: 'silent' });
  expect(heard.frames).toEqual([]);
});
