import { expect, test } from 'vitest';
import { Register } from '../../../src/soak/files/register.ts';

test('once a store is acknowledged nothing else may be read, until another one begins', () => {
  const register = new Register();
  register.onBegin('a', 'one');
  expect([...register.of('a').may]).toEqual(['one']);
  register.onBegin('a', 'two');
  expect([...register.of('a').may]).toEqual(['one', 'two']);
  register.onAcknowledged('a', 'two');
  expect([...register.of('a').may]).toEqual(['two']);
  register.onBegin('a', 'three');
  expect([...register.of('a').may]).toEqual(['two', 'three']);
});

test('a name counts as acknowledged from its first acknowledged store on, also while the next one is under way', () => {
  const register = new Register();
  register.onBegin('a', 'one');
  expect(register.acknowledged()).toEqual([]);
  register.onAcknowledged('a', 'one');
  register.onBegin('a', 'two');
  expect(register.acknowledged()).toEqual(['a']);
  expect(register.of('b')).toEqual({ may: new Set(), isAcknowledged: false });
});
