import { encode as pack } from '@msgpack/msgpack';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packAddress, unpackAddress } from '../../src/wire/address.ts';

const port = fc.integer({ min: 1, max: 65_535 });

test('an IPv4 address and its port are one number of nine bytes, and come back as they were', () => {
  fc.assert(
    fc.property(fc.ipV4(), port, (host, at) => {
      const address = `${host}:${at}`;
      expect(pack(packAddress(address)).length).toBeLessThanOrEqual(9);
      expect(unpackAddress(packAddress(address))).toBe(address);
    }),
  );
  expect(packAddress('127.0.0.1:12007')).toBe(0x7f_00_00_01_2e_e7);
  expect(unpackAddress(0xff_ff_ff_ff_ff_ff)).toBe('255.255.255.255:65535');
});

test('every other address is its text', () => {
  for (const address of ['localhost:1', '[::1]:12002', '127.0.0.01:80', '1.2.3:4', '1.2.3.4:080'])
    expect([packAddress(address), unpackAddress(address)]).toEqual([address, address]);
  expect(packAddress('256.0.0.1:80')).toBe('256.0.0.1:80');
});

test('a number that is no address, and anything else, is none', () => {
  const port0 = 0x7f_00_00_01_00_00;
  for (const value of [
    port0,
    0,
    -1,
    1.5,
    2 ** 48,
    2 ** 53,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    null,
    {},
    [],
    true,
    'a b:1',
    '1.2.3.4:0',
  ])
    expect(unpackAddress(value)).toBeUndefined();
});
